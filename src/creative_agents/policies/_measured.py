"""Measured: the measures, durations, hours and counts of a text, in figures and in words."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._spelled import SPELLED, spelled, value_of
from creative_agents.policies._stories import is_clock, is_story
from creative_agents.policies._units import MONTHS, UNITS

_LOOSE: Final = frozenset({"times", "click", "point", "person", "customer", "review", "star"})
"""Units of which one thing may have many counts."""
_SCALES: Final = {
    "s": ("min", Decimal(1) / 60),
    "h": ("min", Decimal(60)),
    "week": ("day", Decimal(7)),
    "year": ("month", Decimal(12)),
    "kg": ("g", Decimal(1000)),
    "cl": ("ml", Decimal(10)),
    "l": ("ml", Decimal(1000)),
    "cm": ("mm", Decimal(10)),
    "m": ("mm", Decimal(1000)),
}
_HALVES: Final = later(
    rf"\b(?P<whole>{SPELLED}|\d{{1,2}}|an)\s+(?:heures?\s+et\s+|hours?\s+and\s+an?\s+)"
    r"(?P<part>demie?|half|quart(?:er)?)\b"
    rf"|\b(?P<whole2>{SPELLED}|\d{{1,2}})\s+and\s+a\s+(?P<part2>half|quarter)\s+hours\b"
    r"|\b(?P<alone>une\s+demi-heure|half\s+an\s+hour|trois\s+quarts\s+d'heure|"
    r"three\s+quarters\s+of\s+an\s+hour)\b"
)
_MAY_HALVE: Final = later(r"demi|quart|half")
_LASTS: Final = later(
    r"\b(?:de|d'|dure|durent|pendant|environ|comptez|compter|duree|for|takes|lasts|about)\s*:?\s*$"
)
_RANGE: Final = later(r"\s*(?:a|-|\u2013|to|et|and)\b")
_COUNTED: Final = later(r"[\s-]+([a-z]{3,}(?:s|x))\b")
_DIGITS: Final = later(r"(?<![\w.,:/-])\d{1,3}(?![\w.,:/%\u20ac$\u00a3-]\d)(?=\s+[a-z]{3,}[sx]\b)")
_NO_NOUN: Final = frozenset(
    {"fois", "times", "plus", "pas", "dans", "sous", "sans", "vers", "deux", "trois", "dix", "six"}
    | {"less", "always", "perhaps", "across", "this", "has", "was", "jours", "mois", "autres"}
    | {"others", "moins", "premiers", "premieres", "derniers", "dernieres", "quarts", "tiers"}
    | {"francs", "euros", "pounds", "thirds", "quarters"}
)
_NEAR: Final = 24


def measured(line: Line, language: Language) -> Iterator[tuple[Figure, bool]]:
    """Give the measures, durations, hours and counts of a text.

    Args:
        line: The text.
        language: Its language.

    Yields:
        The figure, its span reaching over its unit or the noun that it counts, and whether it
        is a time of the day.
    """
    taken: list[Figure] = [*_halves(line)]
    yield from ((figure, False) for figure in taken)
    for figure in figures(line.plain, language):
        if any(figure.start < other.end and other.start < figure.end for other in taken):
            continue
        clock = is_clock(figure, line) and not _is_lasting(figure, line)
        units = figure.unit and figure.unit not in _LOOSE and not figure.unit.startswith("/")
        if figure.kind == "number" and (clock or units):
            yield figure, clock
        if figure.kind != "number" or figure.unit:
            taken.append(figure)
    yield from ((figure, False) for figure in _counts(line, taken))


def comparable(figure: Figure) -> tuple[str, Decimal]:
    """Give a measure in the unit in which it is compared: an hour is sixty minutes."""
    unit, factor = _SCALES.get(figure.unit, (figure.unit, Decimal(1)))
    return unit, (figure.value * factor).quantize(Decimal("0.001"))


def _halves(line: Line) -> Iterator[Figure]:
    """Read "une heure et demie", "half an hour", "two and a half hours"."""
    if not _MAY_HALVE.search(line.plain):
        return
    for match in _HALVES.finditer(line.plain):
        if alone := match["alone"]:
            value = Decimal("0.75") if "quart" in alone else Decimal("0.5")
        else:
            whole = match["whole"] or match["whole2"]
            part = match["part"] or match["part2"]
            value = _whole(whole) + (Decimal("0.25") if "quart" in part else Decimal("0.5"))
        yield Figure("number", value, "h", *match.span())


def _whole(written: str) -> Decimal:
    if written.isdigit():
        return Decimal(written)
    return Decimal(1 if written == "an" else value_of(written))


def _is_lasting(figure: Figure, line: Line) -> bool:
    """Whether "1 h 30" is a duration: "comptez 1 h 30", "une balade de 1 h 30"."""
    before = line.plain[max(0, figure.start - _NEAR) : figure.start]
    return bool(_LASTS.search(before)) and not _RANGE.match(line.plain, figure.end)


def _counts(line: Line, taken: list[Figure]) -> Iterator[Figure]:
    """Give the counts of things: "trois boîtes", "12 seats"."""
    plain = line.plain
    found = [(Decimal(value), start, end) for value, start, end in spelled(plain)]
    found += [(Decimal(one.group()), *one.span()) for one in _DIGITS.finditer(plain)]
    for value, start, end in found:
        noun = _COUNTED.match(plain, end)
        if noun is None or noun[1] in _NO_NOUN or noun[1] in UNITS or noun[1] in MONTHS:
            continue
        if any(start < other.end and other.start < noun.end() for other in taken):
            continue
        bare = Figure("number", value, "", start, end)
        if value > 1 and not is_story(bare, line):
            yield Figure("number", value, noun[1], start, noun.end())
