"""As a compiler prints: the place, the rule, the words underlined in their line, why, the fix."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from creative_agents.cli.checks.report import Remark, Report
from creative_agents.cli.plain import one_line, plain
from creative_agents.domain.base import Language

WIDEST: Final = 100
"""Signs of a line that are shown around the words."""

_COLOURS: Final = {"error": "31", "warning": "33", "suggestion": "36", "dim": "2", "bold": "1"}
_EM: Final = "…"


def show(report: Report, *, colour: bool = False) -> str:
    """Show a report.

    Args:
        report: What there is to tell.
        colour: Whether a terminal reads it.
    """
    paint = _Paint(colour=colour)
    lines = [line for remark in report.remarks for line in _remark(remark, report, paint)]
    lines += [report.say("fixed", path=path, count=count) for path, count in report.fixed]
    lines += _end(report)
    if report.score is not None:
        lines += report.score.told(report.language).split("\n")
    return "\n".join(lines)


def _end(report: Report) -> Iterator[str]:
    if report.incomplete:
        yield report.say("incomplete")
    if report.remarks:
        yield report.summary
    elif not report.refused:
        yield report.say("clean", files=report.files)
    if report.known:
        yield report.not_again


def _remark(remark: Remark, report: Report, paint: "_Paint") -> Iterator[str]:
    finding = remark.finding
    at = f"{one_line(remark.path)}:{remark.line}:{remark.column}:"
    place = remark.place or finding.field
    where = f" [{' '.join(filter(None, (finding.piece, place)))}]" if place else ""
    level = paint(report.say_of(remark, f"level.{finding.level}"), finding.level)
    message = one_line(finding.message)
    yield f"{paint(at, 'bold')} {level} {finding.rule}{where} {message}"
    if remark.span is not None and remark.shown.strip():
        yield from _underlined(remark, paint, finding.level)
    for key, text in (("why", finding.why), ("fix", finding.fix)):
        if text:
            name = _pair(report.say_of(remark, key), remark.language or report.language)
            yield f"  = {paint(name, 'dim')} {one_line(text)}"
    if finding.source:
        yield f"  = {paint(one_line(finding.source), 'dim')}"


def _pair(name: str, language: Language) -> str:
    return f"{name}\u00a0:" if language == "fr" else f"{name}:"


def _underlined(remark: Remark, paint: "_Paint", level: str) -> Iterator[str]:
    first = remark.column - 1
    one = remark.end_line == remark.line
    last = remark.end_column - 1 if one else len(remark.shown)
    start = max(0, first - WIDEST // 3)
    end = min(len(remark.shown), max(last, start + WIDEST))
    end = min(end, start + WIDEST * 2)
    before = _seen(remark.shown[start:first])
    words = _seen(remark.shown[first : min(last, end)])
    after = _seen(remark.shown[min(last, end) : end])
    lead = _EM if start else ""
    gutter = " " * len(str(remark.line))
    tail = _EM if end < len(remark.shown) else ""
    yield paint(f" {gutter} |", "dim")
    yield f"{paint(f' {remark.line} |', 'dim')} {lead}{before}{words}{after}{tail}"
    carets = "^" * max(1, _width(words))
    space = " " * (_width(lead) + _width(before))
    yield f"{paint(f' {gutter} |', 'dim')} {space}{paint(carets, level)}"


def _seen(text: str) -> str:
    """Give a text as a line shows it: a tab is one space, so that the carets stand below."""
    return plain(text.replace("\t", " ")).replace("\n", " ")


def _width(text: str) -> int:
    return sum(_cells(sign) for sign in text)


def _cells(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


class _Paint:
    """Puts colours on words, where a terminal reads them."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def __call__(self, words: str, style: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{words}\x1b[0m" if self._colour else words
