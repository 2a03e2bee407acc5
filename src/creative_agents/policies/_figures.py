"""Figures: the amounts, percentages, dates and numbers that stand in a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from creative_agents.domain.base import Language
from creative_agents.policies._later import later
from creative_agents.policies._spelled import NUMBER_WORDS, SPELLED, value_of
from creative_agents.policies._units import CURRENCIES, MONTHS, UNITS, one_of

FigureKind = Literal["money", "percent", "date", "number", "phone"]
"""What a figure counts."""

_NUMBER: Final = r"(?:\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?)"
_MONTH: Final = one_of(MONTHS)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:er|st|nd|rd|th)?"
_YEAR: Final = r"(?:19|20)\d\d"
_CURRENCY: Final = one_of(CURRENCIES)
_UNIT: Final = one_of(UNITS)
_COUNTED: Final = frozenset({"person", "customer", "review"})
_MEASURE: Final = one_of(word for word, unit in UNITS.items() if unit not in _COUNTED)
_HELD: Final = (
    rf"(?:{_MEASURE}|{_MONTH}|et|and|ou|or|de|des|du|la|le|les|the|a|to|is|are|est|sont|for|pour)"
)
_WHEN: Final = "|".join(
    rf"(?<=\b{word}\s{digits})"
    for word in ("at", "until", "till", "before", "after")
    for digits in (r"\d", r"\d\d")
)
_DOT: Final = (
    rf"(?:{_WHEN})\.(?=[0-5]\d(?!\d|[.,]\d|\s*(?:%|/|(?:out|each|per|a|{_CURRENCY}|{_UNIT})\b)))"
    r"|\.(?=\d\d\s?(?:-|to|and|till|until)\s?\d{1,2}(?:\.\d\d)?\s?[ap]\.?\s?m\b)"
)
"""The dot of an hour without am or pm: "on at 6.40"."""

_FIGURE: Final = later(
    rf"""
    (?<![\w])(?P<phone>(?:\+\d{{1,3}}[ .-]?(?:\(0\)[ ]?)?|\(0(?=\d{{1,4}}\))
     |0[ ](?=[89]\d\d)|0)\d{{1,4}}\)?(?:[ .-]?\d{{2,4}}){{2,5}})(?!\w)
    |(?<!\w)(?P<iso>{_YEAR}-\d\d-\d\d)(?!\w)
    |(?<!\w)(?P<slashed>\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d\d)|\d\d/\d\d)(?![\w/])
    |(?<![\w.,])(?P<rated>{_NUMBER})\s?(?:h|j|jours|heures)?(?:\s?/\s?|(?<=[hjs])\s+sur\s+)(?P<out_of>\d{{1,3}})(?!\w)
    |(?<![\w.,'])(?!une?\s+\S+\s+[a-z]+ee?s?\s+sur\b)(?P<part>{_NUMBER}|{SPELLED}\b)(?:\s+(?!{_HELD}\b)[a-z'-]+){{0,2}}?
     \s+(?:sur|out\s+of|in(?!\s+(?:one|1|{_YEAR})\b)|(?<=\d\s)of)\s+(?P<whole>{_NUMBER}|{SPELLED}\b)
     (?!\w|\s*[%\u20ac\u00a3$]|[\s-]*(?:{_MEASURE}|{_MONTH})\b(?!')|\s+(?:sur|x)\s+\d)
    |(?<!\w)(?P<range>{_DAY})(?=\s*(?:-|\u2013|au|et|to|and|until)\s*(?:le\s+)?{_DAY}\s+(?:of\s+)?(?:{_MONTH})\b)
    |(?<!\w)(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})\b(?:\.?,?\s+(?P<year>{_YEAR})\b)?
    |\b(?P<month2>{_MONTH})\.?\s+(?P<day2>{_DAY})\b(?!\s*(?:%|{_UNIT})\b)(?:,?\s+(?P<year2>{_YEAR})\b)?
    |(?P<sign>[\u20ac\u00a3$]|(?<!\w)(?:eur|gbp|usd)\b)\s*(?P<money>{_NUMBER})(?P<kilo>\s?k\b|\s?m\b)?
    |(?<![\w.,])(?P<money2>{_NUMBER})\s*(?P<kilo2>k|m|millions?\s+d['e]\s*|millions?)?\s*
     (?P<sign2>[\u20ac\u00a3$]|(?:{_CURRENCY})\b(?!\.\s?m\b))(?:\s?(?P<cents>\d\d)(?![\d\w]))?
    |(?<![\w.,])(?P<percent>{_NUMBER})\s*(?:%|percent\b|per\s+cent\b|pour\s+cent\b)
    |(?<![\w.,:])(?P<hour>[01]?\d|2[0-4])\s*(?:(?:[:]|h[ ]?|\.(?=\d\d\s?[ap]\.?\s?m\b)|{_DOT})
     (?P<minute>[0-5]\d)(?!\d)(?:\s*(?P<half>[ap](?:\.\s?m\b\.?|m\b)))?|(?P<half2>[ap](?:\.\s?m\b\.?|m\b)))
    |(?<![\w.,])(?P<number>{_NUMBER})(?:\s*(?P<scale>million|milliard|billion|mille|thousand|k|m(?=\+))s?\b)?
     (?:[\s-]*(?:d'|de\s)?(?P<unit>{_UNIT})\b(?!'\w))?(?!\w)
    |(?<!\w)(?P<times>x|\u00d7)\s?(?P<factor>\d+)\b
    |(?<![\w'])(?P<spelled>{SPELLED})\b(?:(?<=llion)|(?<=llions)|(?<=lliard)|(?<=lliards)
     |[\s-]+(?:d'|de\s)?(?P<unit2>{_UNIT})\b)
    """,
    re.VERBOSE,
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ .,']\d{3})+([.,]\d{1,2})?")
_SMALL: Final = re.compile(r"0[.,]\d+")
_HABIT: Final = re.compile(
    r"\b(?:jour|nuit|matin|soir|semaine|mois|an|week-end|fois|(?:lun|mar|mercre|jeu|vendre|same)di|"
    r"dimanche|day|night|morning|evening|week|weekend|month|time|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_BARE: Final = frozenset({"million", "milliard", "billion", "millions", "milliards", "billions"})
_NEAR: Final = 40
_SCALES: Final = {
    "million": 10**6,
    "m": 10**6,
    "milliard": 10**9,
    "billion": 10**9,
    "mille": 1000,
    "thousand": 1000,
    "k": 1000,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text."""

    kind: FigureKind
    """What it counts."""
    value: Decimal
    """The amount; of a date, ``month.day``; of an hour, hours and their hundredths."""
    unit: str
    """Currency, canonical unit, or the year of a date; empty where the text says none."""
    start: int
    """First sign in the folded text."""
    end: int
    """Sign after the last."""
    clock: bool = False
    """True for a time of the day: "8:30", "19h30", "7pm"."""

    def agrees(self, other: "Figure") -> bool:
        """Whether two figures say the same thing; an absent unit or year agrees with any."""
        if (self.kind, self.value) != (other.kind, other.value):
            return False
        return self.unit == other.unit or not (self.unit and other.unit)


@lru_cache(maxsize=4096)
def figures(plain: str, language: Language) -> tuple[Figure, ...]:
    """Find the figures of a text folded to bare letters.

    Args:
        plain: The folded text.
        language: Says which comes first in ``03/04``, day or month; both are read in English.
    """
    return tuple(_scan(plain, language))


def _by_first(words: Iterable[str]) -> str:
    """Make an alternation of words, grouped by their first letter."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


_WORDS: Final = frozenset({*MONTHS, *NUMBER_WORDS, *("eur", "gbp", "usd", "x", "\u00d7")})
_START: Final = re.compile(rf"[+(]?\d|[\u20ac\u00a3$]|(?<![\w'])(?:{_by_first(_WORDS)})(?![a-z])")


def _scan(plain: str, language: Language) -> Iterator[Figure]:
    """Try the long pattern only where a figure may begin."""
    done = 0
    for start in _START.finditer(plain):
        at = start.start()
        if at < done:
            continue
        opened = plain[at] == "("  # a bracket may open before a number, or belong to it
        if match := _FIGURE.match(plain, at) or (opened and _FIGURE.match(plain, at + 1)) or None:
            done = match.end()
            if _says(match):
                yield _read(match, language)


def _says(match: re.Match[str]) -> bool:
    """Leave out "une heure", which counts nothing, and "un jour sur deux", which is a habit."""
    if part := match["part"]:
        habit = value_of(part) == 1 and _HABIT.search(match.group())
        return not habit and 1 < _amount(match["whole"]) >= _amount(part)
    spelled = match["spelled"]
    return not spelled or (value_of(spelled) > 1 and spelled not in _BARE)


def _read(match: re.Match[str], language: Language) -> Figure:
    part = match.groupdict()
    made = (
        _money(part)
        or _date(part, match.string[match.end() : match.end() + _NEAR], language)
        or _count(part)
    )
    kind, value, unit = made
    return Figure(kind, value, unit, match.start(), match.end(), clock=part["hour"] is not None)


def _money(part: dict[str, str | None]) -> tuple[FigureKind, Decimal, str] | None:
    amount = part["money"] or part["money2"]
    sign = part["sign"] or part["sign2"]
    if amount is None or sign is None:
        return None
    scale = ((part["kilo"] or part["kilo2"]) or "").strip()
    value = _decimal(amount) * _SCALES.get(scale[:1], 1)
    currency = CURRENCIES[sign]
    if currency == "cent":
        return "money", value / 100, ""
    return "money", value + Decimal(part["cents"] or 0) / 100, currency


def _date(
    part: dict[str, str | None], rest: str, language: Language
) -> tuple[FigureKind, Decimal, str] | None:
    if written := part["iso"]:
        year, month, day = written.split("-")
        return _day(day, month, year)
    if written := part["slashed"]:
        return _slashed(re.split(r"[/.]", written), language)
    if written := part["range"]:
        follows = re.search(rf"\b({_MONTH})\b", rest)
        return _day(written, str(MONTHS[follows[1]]) if follows else "0", "")
    numbered = part["day"] or part["day2"]
    named = part["month"] or part["month2"]
    if numbered and named:
        return _day(numbered, str(MONTHS[named]), part["year"] or part["year2"] or "")
    return None


def _slashed(parts: list[str], language: Language) -> tuple[FigureKind, Decimal, str]:
    first, second, *year = parts
    full = f"20{year[0]}" if year and len(year[0]) == len("27") else "".join(year)
    if int(second) > len(set(MONTHS.values())) and language == "en":
        first, second = second, first
    return _day(first, second, full)


def _day(day: str, month: str, year: str) -> tuple[FigureKind, Decimal, str]:
    number = int(re.sub(r"\D", "", day))
    return "date", Decimal(int(month)) + Decimal(number) / 100, year


def _count(part: dict[str, str | None]) -> tuple[FigureKind, Decimal, str]:
    if written := part["phone"]:
        return "phone", Decimal(re.sub(r"\D", "", written)[-9:]), ""
    if written := part["percent"]:
        return "percent", _decimal(written), ""
    return "number", *_number(part)


def _number(part: dict[str, str | None]) -> tuple[Decimal, str]:
    if written := part["rated"]:
        return _decimal(written), f"/{part['out_of']}"
    if written := part["part"]:
        return _amount(written), f"/{_amount(part['whole'])}"
    if written := part["hour"]:
        return _hour(written, part), "h"
    if written := part["factor"]:
        return Decimal(written), UNITS["times"]
    if written := part["spelled"]:
        return Decimal(value_of(written)), UNITS.get(part["unit2"] or "", "")
    value = _decimal(part["number"] or "0") * _SCALES.get(part["scale"] or "", 1)
    return value, UNITS.get(part["unit"] or "", "")


def _amount(written: str | None) -> Decimal:
    """Read a number in digits or in words."""
    return (
        _decimal(written) if written and written[0].isdigit() else Decimal(value_of(written or ""))
    )


def _hour(written: str, part: dict[str, str | None]) -> Decimal:
    half = (part["half"] or part["half2"] or " ")[0]
    hour = int(written) % 12 + (12 if half == "p" else 0) if half != " " else int(written)
    return Decimal(hour) + Decimal(part["minute"] or 0) / 60


def _decimal(written: str) -> Decimal:
    """Read an amount as either language writes it: "1 250,50", "1,250.50", "0.125"."""
    grouped = _GROUPED.fullmatch(written)
    if grouped is None or _SMALL.fullmatch(written):
        return Decimal(written.replace(",", "."))
    cents = grouped[1] or ""
    whole = written[: len(written) - len(cents)]
    return Decimal(re.sub(r"\D", "", whole) + cents.replace(",", "."))
