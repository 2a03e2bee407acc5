"""Timetable: the hours at which a product of the folder starts, and those that copy gives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Product
from creative_agents.policies._figures import figures
from creative_agents.policies._fold import letters
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, once_per_brand
from creative_agents.policies._sentences import bounds
from creative_agents.policies._words import whole_words

_SENTENCE: Final = later(r"[!?;\n\u2026]|\.(?!\d)")
_AT: Final = later(r"\b(?:a|des|at|from|@)\s*$|[:,(-]\s*$")
_STARTS: Final = later(
    r"\b(?:part|partent|partons|partira|depart\w*|commenc\w+|debut\w+|demarr\w+|a lieu|ont lieu|"
    r"se tien\w+|rendez-vous|rdv|ouvre\w*|embarqu\w+|leav\w+|start\w*|sets? (?:off|out)|begins?|"
    r"meet\w*|runs?|opens?|boards?|"
    r"(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|chaque|tous les|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|daily|every|each)\b"
)
_AFTERWARDS: Final = later(
    r"\b(?:apres|au retour d\w+|avant|retour de|after|back from|before|home from)\s+"
    r"(?:(?:de )?(?:la|le|les|l'|une?|notre|votre|the|an?|our|your)\s*)?$"
)
_FROM_TO: Final = later(r"\b(?:a|de|des|et|to|until|and)\s*$")
_DIGIT: Final = later(r"\d")
_CLOSE: Final = 10


@dataclass(frozen=True, slots=True)
class _Timed:
    """A product that has hours."""

    name: re.Pattern[str]
    hours: frozenset[Decimal]
    """Hours that its facts give."""
    open: tuple[tuple[Decimal, Decimal], ...]
    """From when to when, where one fact gives several hours."""

    def is_at(self, hour: Decimal) -> bool:
        return hour in self.hours or any(first <= hour <= last for first, last in self.open)


def off_timetable(line: Line, language: Language, brand: Brand) -> Iterator[tuple[int, int]]:
    """Give the hours at which a sentence lets a product start and its facts do not.

    Without the product's own hours an hour may tell a scene; with them another one misleads.

    Args:
        line: The text.
        language: Its language.
        brand: Whose products.

    Yields:
        Spans of the folded text.
    """
    timed = _timed(brand)
    if not timed or not _DIGIT.search(line.plain):
        return
    for hour in figures(line.plain, language):
        if hour.clock and _AT.search(line.plain, max(0, hour.start - _CLOSE), hour.start):
            start, end = bounds(line.plain, hour.start, hour.end, _SENTENCE)
            named = [one for one in timed if _starts(one, line.plain, start, hour.start, end)]
            if named and not any(one.is_at(hour.value) for one in named):
                yield hour.start, hour.end


def _starts(one: _Timed, plain: str, start: int, hour: int, end: int) -> bool:
    """Whether a sentence says that the product starts, and not what comes before or after it."""
    name = one.name.search(plain, start, end)
    if name is None or _AFTERWARDS.search(plain[start : name.start()]):
        return False
    first, last = (name.end(), hour) if name.end() <= hour else (start, name.start())
    return _STARTS.search(plain, first, last) is not None


@once_per_brand
def _timed(brand: Brand) -> tuple[_Timed, ...]:
    return tuple(filter(None, map(_hours, brand.products)))


def _hours(product: Product) -> _Timed | None:
    read = [letters(text).plain for text in (product.description, *product.facts) if text]
    found = [[*_of_the_day(text)] for text in read]
    if not any(found):
        return None
    spans = tuple((min(hours), max(hours)) for hours in found if len({*hours}) > 1)
    single = frozenset(hour for hours in found for hour in hours)
    return _Timed(whole_words(product.name), single, spans)


def _of_the_day(fact: str) -> Iterator[Decimal]:
    """Give the hours of a fact; "17 h" is one beside "9 h 15", and alone may last as long."""
    read: tuple[Language, ...] = ("en", "fr")
    said = [each for language in read for each in figures(fact, language)]
    if any(each.clock for each in said):
        for each in said:
            before = fact[max(0, each.start - _CLOSE) : each.start]
            if each.clock or (each.unit == "h" and _FROM_TO.search(before)):
                yield each.value
