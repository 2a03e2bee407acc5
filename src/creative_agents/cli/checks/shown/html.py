"""As one page that needs nothing else."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from creative_agents.cli.checks.report import Remark, Report

_STYLE: Final = """\
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;\
margin:2rem auto;padding:0 1rem}h2{font-size:1rem;margin:2rem 0 .5rem;word-break:break-all}\
article{border-left:.3rem solid #777;padding:.2rem 0 .2rem .8rem;margin:1rem 0}\
.error{border-color:#b3261e}.warning{border-color:#b26a00}.suggestion{border-color:#2f6f8f}\
p{margin:.2rem 0}code{font-size:.9em}mark{background:#ffe08a;color:#000}\
.dim{opacity:.75;font-size:.9em}"""


def show(report: Report) -> str:
    """Show a report as one HTML page.

    Args:
        report: What there is to tell.
    """
    title = escape(report.say("title"))
    body = "\n".join((*_head(report), *_files(report)))
    return (
        f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{body}\n</body>\n</html>"
    )


def _head(report: Report) -> Iterator[str]:
    if report.incomplete:
        yield _line(report.say("incomplete"))
    if report.remarks:
        yield _line(report.summary)
    elif not report.refused:
        yield _line(report.say("clean", files=report.files))
    if report.known:
        yield _line(report.not_again)
    yield from (_line(report.say("refused", line=line)) for line in report.refused)
    yield from (_line(report.say("notice", line=line), dim=True) for line in report.notices)
    if report.score is not None:
        yield from (
            _line(line, dim=True) for line in report.score.told(report.language).split("\n")
        )
    yield _line(report.say("help"), dim=True)


def _files(report: Report) -> Iterator[str]:
    for path, remarks in groupby(report.remarks, key=lambda remark: remark.path):
        yield f"<h2>{escape(path)}</h2>"
        yield from (_article(remark, report) for remark in remarks)


def _article(remark: Remark, report: Report) -> str:
    finding = remark.finding
    level = report.say_of(remark, f"level.{finding.level}")
    owner = report.say_of(remark, f"owners.{finding.owner}")
    at = " ".join(
        filter(
            None, (f"{remark.line}:{remark.column}", finding.piece, remark.place or finding.field)
        )
    )
    foot = f"{escape(at)} · <code>{escape(finding.rule)}</code> · {escape(owner)}"
    parts = [
        f"<p><strong>{escape(level)}</strong> {escape(finding.message)}</p>",
        _quoted(remark),
        *(f"<p>{escape(text)}</p>" for text in (finding.why, finding.fix) if text),
        f'<p class="dim">{foot}{_source(finding.source)}</p>',
    ]
    return f'<article class="{finding.level}">{"".join(parts)}</article>'


def _quoted(remark: Remark) -> str:
    if remark.span is None or not remark.shown.strip():
        return ""
    first = remark.column - 1
    last = remark.end_column - 1 if remark.end_line == remark.line else len(remark.shown)
    before, words, after = remark.shown[:first], remark.shown[first:last], remark.shown[last:]
    lead = f"…{before[-60:]}" if len(before) > 60 else before
    tail = f"{after[:60]}…" if len(after) > 60 else after
    return f"<p>{escape(lead)}<mark>{escape(words)}</mark>{escape(tail)}</p>"


def _source(source: str) -> str:
    if source.startswith(("https://", "http://")):
        return f' · <a href="{escape(source)}">{escape(source)}</a>'
    return f" · {escape(source)}" if source else ""


def _line(text: str, *, dim: bool = False) -> str:
    return f'<p class="dim">{escape(text)}</p>' if dim else f"<p>{escape(text)}</p>"
