"""Counts: the figures of a line that say something, and what they are said of."""

import re
from collections.abc import Iterator
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._lines import Line

_LISTED: Final = (
    "reasons ways tips ideas steps questions things signs lessons mistakes myths facts raisons "
    "facons conseils idees etapes choses signes lecons erreurs astuces bonnes bons gestes mythes"
)
_AFTER_LISTED: Final = re.compile(
    rf"\s+(?:(?:good|easy|simple|great|small|petites?|bonnes?) )?(?:{'|'.join(_LISTED.split())})\b"
)
_MARKER: Final = re.compile(r"\s*[.)\u20e3]")
_SHORT_CODE: Final = re.compile(r"\bstop\s*(?:sms|pub)?\s*(?:au|to|a)?\s*$")
_NUMBERED: Final = re.compile(
    r"\b(?:shots?|plans?|scenes?|sequences?|beats?|frames?|etapes?|steps?|day|jour|slides?|"
    r"option|visuel|ecran|panel)\s*$"
)
_TIME_CODE: Final = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:s|sec|secs|seconds?|secondes?)?\s*(?:-|\u2013|to|a)\s*"
    r"\d+(?:[.,]\d+)?\s*(?:s|sec|secs|seconds?|secondes?)\b|\b\d{1,2}:\d\d\b|\b\d+\s?s(?:ec)?\b"
)
_DURATION: Final = re.compile(r"\d+(?:[.,]\d+)?\s*(?:s|sec|secs|seconds?|secondes?)\.?")
_SMALL: Final = 20
_NEAR: Final = 60
_REDUCED_BEFORE: Final = re.compile(
    r"(?:[-\u2013]\s*|\b(?:save|savings? of|up to|economisez|economie de|remise de|reduction de|"
    r"rabais de|profitez de|jusqu'a)\s*[-\u2013]?\s*)$"
)
_REDUCED_AFTER: Final = re.compile(
    r"\s*(?:off|discount|reduction|cheaper|less|savings?|"
    r"(?:d'economies?|de\s+(?:reduction|remise|rabais)|moins\s+cher|offerts?))\b"
)
_REFERENCE: Final = re.compile(
    r"\b(?:au lieu de|instead of|was|were|before|avant|contre|valeur(?: de)?|down from|rrp|usually|"
    r"prix de reference)\s*:?\s*$"
)
_UNTIL: Final = re.compile(
    r"\b(?:until|till|by|before|ends?(?: on)?|through|jusqu'au|jusqu'a|avant le|au plus tard le|"
    r"fin le|se termine le|au|to)\s+(?:le\s+|the\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?$"
)


def counts(line: Line, language: Language) -> Iterator[Figure]:
    """Give the figures of a line without those that only number, time or route something.

    Left out: markers of a list, "5 ideas", the short code of STOP, and in a script the numbers
    of shots and the time codes; a text that is nothing but a film's duration.
    """
    times = _times(line)
    for figure in figures(line.plain, language):
        within = any(start <= figure.start and figure.end <= end for start, end in times)
        if not within and not _only_numbers(figure, line):
            yield figure


def is_reduction(figure: Figure, line: Line) -> bool:
    """Whether a percentage is taken off a price: "-20 %", "20% off"."""
    return bool(
        _REDUCED_BEFORE.search(_before(figure, line))
        or _REDUCED_AFTER.match(line.plain, figure.end)
    )


def is_reference(figure: Figure, line: Line) -> bool:
    """Whether an amount is said to be the price before the reduction: "instead of 60 €"."""
    return figure.kind == "money" and bool(_REFERENCE.search(_before(figure, line)))


def role(figure: Figure, line: Line) -> str | None:
    """Say what a figure stands for: ``price``, ``reference``, ``reduction`` or ``end``."""
    if figure.kind == "money":
        return "reference" if is_reference(figure, line) else "price"
    if figure.kind == "percent":
        return "reduction" if is_reduction(figure, line) else None
    if figure.kind == "date" and _UNTIL.search(_before(figure, line)):
        return "end"
    return None


def _before(figure: Figure, line: Line) -> str:
    return line.plain[max(0, figure.start - _NEAR) : figure.start]


def _times(line: Line) -> list[tuple[int, int]]:
    if _DURATION.fullmatch(line.plain.strip()):
        return [(0, len(line.plain))]
    if line.kind != "script":
        return []
    return [match.span() for match in _TIME_CODE.finditer(line.plain)]


def _only_numbers(figure: Figure, line: Line) -> bool:
    if figure.kind != "number":
        return False
    before, plain = _before(figure, line), line.plain
    first = not before.rsplit("\n", 1)[-1].strip(" -*")
    if first and figure.value <= _SMALL and _MARKER.match(plain, figure.end):
        return True
    if figure.value <= _SMALL and _AFTER_LISTED.match(plain, figure.end):
        return True
    numbered = line.kind == "script" and _NUMBERED.search(before)
    return bool(numbered or _SHORT_CODE.search(before))
