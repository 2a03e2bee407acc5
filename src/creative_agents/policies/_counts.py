"""Counts: the figures of a line that say something, and what they are said of."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, Same
from creative_agents.policies._stories import is_story

_LISTED: Final = (
    "reasons ways tips ideas steps questions things signs lessons mistakes myths facts raisons "
    "facons conseils idees etapes choses signes lecons erreurs astuces bonnes bons gestes mythes"
)
_AFTER_LISTED: Final = later(
    rf"\s+(?:(?:good|easy|simple|great|small|petites?|bonnes?) )?(?:{'|'.join(_LISTED.split())})\b"
)
_MARKER: Final = later(r"\s*[.)\u20e3]")
_SHORT_CODE: Final = later(r"\bstop\s*(?:sms|pub)?\s*(?:au|to|a)?\s*$")
_NUMBERED: Final = later(
    r"\b(?:shots?|plans?|scenes?|sequences?|beats?|frames?|etapes?|steps?|day|jour|slides?|"
    r"option|visuel|ecran|panel)\s*$"
)
_TIME_CODE: Final = later(
    r"\d+(?:[.,]\d+)?\s*(?:s|sec|secs|seconds?|secondes?)?\s*(?:-|\u2013|to|a)\s*"
    r"\d+(?:[.,]\d+)?\s*(?:s|sec|secs|seconds?|secondes?)\b|\b\d{1,2}:\d\d\b|\b\d+\s?s(?:ec)?\b"
)
_DURATION: Final = later(r"\d+(?:[.,]\d+)?\s*(?:s|sec|secs|seconds?|secondes?)\.?")
LONGEST: Final = 200_000
"""Code points of a text in which figures and expressions are looked for; the rest is told."""
_SMALL: Final = 20
_NEAR: Final = 60
_REDUCED_BEFORE: Final = later(
    r"(?:[-\u2013]\s*|\b(?:save|savings? of|up to|economisez|economie de|remise de|reduction de|"
    r"rabais de|profitez de|jusqu'a)\s*[-\u2013]?\s*)$"
)
_REDUCED_AFTER: Final = later(
    r"\s*(?:off|discount|reduction|cheaper|less(?!\s+(?!on\b|than\b|this\b|for\b|with\b)[a-z])|savings?|"
    r"(?:d'economies?|de\s+(?:reduction|remise|rabais)|moins\s+cher|offerts?))\b"
)
_REFERENCE: Final = later(
    r"\b(?:au lieu de|instead of|was|were|before|avant|contre|valeur(?: de)?|down from|rrp|usually|"
    r"prix de reference)\s*:?\s*$"
)
_SAVED_BEFORE: Final = later(
    r"(?:[-\u2013]\s*|\b(?:save|saving|economisez|economie de|remise de|reduction de|rabais de|"
    r"gagnez|bon (?:d'achat )?de|voucher (?:for|of|worth))\s+)$"
)
_SAVED_AFTER: Final = later(
    r"\s*(?:off|cheaper|d'economies?|de (?:remise|reduction|rabais)|moins cher|offerts?)\b"
)
_OVER: Final = later(
    r"\b(?:livraison|delivery|port|shipping|frais|orders?|commandes?|spend|achats?)\b[^.!?]{0,40}"
    r"\b(?:des|over|above|from|spend|a partir de|au-dela de|superieure?s? a|minimum(?: de)?)\s*$"
)
_SPENT: Final = later(r"\s*(?:d'achats?|de commande|minimum|spend|or more)\b")
_THEN: Final = later(r"\b(?:puis|then|ensuite|after that)\s+(?:a\s+)?$")
_EACH: Final = later(r"\s*(?:par|per|a|/|each|chaque)\s*(?:mois|month|an|year|semaine|week)\b")
_FROM: Final = later(
    r"\b(?:from|starts?(?: on)?|starting|des|a partir du|du|debute|commence)\s+(?:le\s+|the\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?$"
)
_UNTIL: Final = later(
    r"\b(?:until|till|by|before|ends?(?: on)?|through|jusqu'au|jusqu'a|avant le|au plus tard le|"
    r"fin le|se termine le|au|to)\s+(?:le\s+|the\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?$"
)


def counts(line: Line, language: Language) -> tuple[Figure, ...]:
    """Give the figures of a line without those that only number, time, route or tell something.

    Left out: markers of a list, "5 ideas", the short code of STOP, and in a script the numbers
    of shots and the time codes; a text that is nothing but a film's duration; the hours, holidays
    and durations of a scene, labels and idioms.
    """
    return _counts(Same(line), language)


@lru_cache(maxsize=512)
def _counts(line: Same[Line], language: Language) -> tuple[Figure, ...]:
    return tuple(_that_say(line.it, language))


def _that_say(line: Line, language: Language) -> Iterator[Figure]:
    times = _times(line)
    for figure in figures(line.plain[:LONGEST], language):
        within = any(start <= figure.start and figure.end <= end for start, end in times)
        if not (within or _only_numbers(figure, line) or is_story(figure, line)):
            yield figure


def is_reduction(figure: Figure, line: Line) -> bool:
    """Whether a percentage is taken off a price: "-20 %", "20% off"."""
    return bool(
        _REDUCED_BEFORE.search(_before(figure, line))
        or _REDUCED_AFTER.match(line.plain, figure.end)
    )


def is_score(figure: Figure) -> bool:
    """Whether a figure is a share or a score: "97 %", "4.9 out of 5"."""
    return figure.kind == "percent" or figure.unit.startswith("/")


def is_reference(figure: Figure, line: Line) -> bool:
    """Whether an amount is said to be the price before the reduction: "instead of 60 €"."""
    return figure.kind == "money" and bool(_REFERENCE.search(_before(figure, line)))


def role(figure: Figure, line: Line) -> str | None:
    """Say what a figure stands for.

    Returns:
        ``price``, ``reference``, ``saving``, ``threshold``, ``recurring``, ``reduction``,
        ``start`` or ``end``; nothing for a figure that is none of these.
    """
    if figure.kind == "money":
        return _role_of_money(figure, line)
    if figure.kind == "percent":
        return "reduction" if is_reduction(figure, line) else None
    if figure.kind == "date":
        before = _before(figure, line)
        return "end" if _UNTIL.search(before) else "start" if _FROM.search(before) else None
    return None


def _role_of_money(figure: Figure, line: Line) -> str:
    before, plain = _before(figure, line), line.plain
    if is_reference(figure, line):
        return "reference"
    if _SAVED_BEFORE.search(before) or _SAVED_AFTER.match(plain, figure.end):
        return "saving"
    if _OVER.search(before) or _SPENT.match(plain, figure.end):
        return "threshold"
    recurs = _THEN.search(before) or _EACH.match(plain, figure.end)
    return "recurring" if recurs else "price"


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
