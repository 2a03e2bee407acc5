"""Combinations: the ads that a platform makes of a set of texts, and what repeats in them."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from creative_agents.domain.asset import AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.insertion import filled
from creative_agents.policies._figures import figures
from creative_agents.policies._fold import letters
from creative_agents.policies._stems import calls, stems

SAMPLE: Final = 60
"""How many combinations are looked at."""

TIMES: Final = {"figure": 2, "call": 2, "word": 3}
"""How often something must stand in one ad before a reader notices."""


Pins: TypeAlias = tuple[tuple[int, tuple[int | None, ...]], ...]
"""For each field: how many positions a reader sees, and the pin of each of its texts."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says, as a reader would notice it twice."""

    words: frozenset[str]
    """Stems of the words that mean something."""
    figures: frozenset[str]
    """Its figures, as they are written."""
    calls: frozenset[str]
    """What it asks the reader to do."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Something that a reader sees more than once in one ad."""

    kind: str
    """``figure``, ``call`` or ``word``."""
    what: str
    """The figure, the verb or the word."""


@lru_cache(maxsize=2048)
def said(text: str, language: Language) -> Said:
    """Read one text as it will show, its dynamic insertions filled."""
    plain = letters(filled(text)).plain
    found = (plain[figure.start : figure.end].strip() for figure in figures(plain, language))
    return Said(stems(plain, language), frozenset(found), calls(plain, language))


def combinations(
    slots: Sequence[tuple[int, Sequence[AssetField]]], *, sample: int = SAMPLE
) -> Iterator[tuple[AssetField, ...]]:
    """Draw combinations as the platform does, always the same ones for as many texts and pins.

    A pinned text stands in its position and nowhere else; the other positions are filled
    from the texts without a pin.

    Args:
        slots: For each field: how many positions a reader sees, and its texts.
        sample: How many combinations to draw.
    """
    texts = [field for _, fields in slots for field in fields]
    for places in _sampled(_pins(slots), sample):
        yield tuple(texts[place] for place in places)


def together(
    slots: Sequence[tuple[int, Sequence[AssetField]]], could: Mapping[int, tuple[Repeat, ...]]
) -> Counter[Repeat]:
    """Count the sampled combinations in which a reader sees something more than once.

    Args:
        slots: As `combinations` takes them.
        could: As `notable` gives it.
    """
    texts = [field for _, fields in slots for field in fields]
    saying: dict[Repeat, int] = {}
    for place, field in enumerate(texts):
        for repeat in could[id(field)]:
            saying[repeat] = saying.get(repeat, 0) | 1 << place
    ads = _ads(_pins(slots), SAMPLE)
    return Counter(
        {
            repeat: sum((ad & where).bit_count() >= TIMES[repeat.kind] for ad in ads)
            for repeat, where in saying.items()
        }
    )


def notable(
    fields: Sequence[AssetField], language: Language, *, known: frozenset[str]
) -> dict[int, tuple[Repeat, ...]]:
    """Give, for each text, what could be said more than once in an ad: what enough texts say.

    Args:
        fields: Every text of the piece.
        language: Their language.
        known: Stems that may repeat: the brand's and the products' names.

    Returns:
        By the identity of the text; a text that says nothing that others say has nothing.
    """
    heard = {id(field): _heard(said(field.text, language), known) for field in fields}
    counts = Counter(one for each in heard.values() for one in each)
    return {
        place: tuple(one for one in each if counts[one] >= TIMES[one.kind])
        for place, each in heard.items()
    }


def _heard(one: Said, known: frozenset[str]) -> tuple[Repeat, ...]:
    return (
        *(Repeat("figure", what) for what in one.figures),
        *(Repeat("call", what) for what in one.calls),
        *(Repeat("word", what) for what in one.words - known),
    )


def _pins(slots: Sequence[tuple[int, Sequence[AssetField]]]) -> Pins:
    return tuple((shown, tuple(field.pin for field in fields)) for shown, fields in slots)


@lru_cache(maxsize=256)
def _sampled(pins: Pins, sample: int) -> tuple[tuple[int, ...], ...]:
    """Draw places among all the texts; texts change more often than how many there are."""
    draw = random.Random(repr(pins))  # noqa: S311 - a sample, not a secret
    return tuple(tuple(_ad(pins, draw)) for _ in range(sample))


@lru_cache(maxsize=256)
def _ads(pins: Pins, sample: int) -> tuple[int, ...]:
    """Give each combination as bits: the places of the texts that stand in it."""
    return tuple(sum(1 << place for place in places) for places in _sampled(pins, sample))


def _ad(pins: Pins, draw: random.Random) -> Iterator[int]:
    first = 0
    for shown, wanted in pins:
        free = [first + place for place, pin in enumerate(wanted) if pin is None]
        draw.shuffle(free)
        for position in range(1, shown + 1):
            pinned = [first + place for place, pin in enumerate(wanted) if pin == position]
            if pinned:
                yield draw.choice(pinned)
            elif free:
                yield free.pop()
        first += len(wanted)
