"""Likeness between gold cases, and between gold and what a model is shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.texts import folded, leaves

NEAR: Final = 80.0
"""Likeness, from 0 to 100, from which one of two cases tells nothing more."""

_SHINGLE: Final = 12
"""Words in a row that are no chance."""


@dataclass(frozen=True)
class NearCopy:
    """Two cases of one mould."""

    one: GoldCase
    """A case."""
    other: GoldCase
    """A case that is nearly the same."""
    likeness: float
    """From 0 to 100."""


@dataclass(frozen=True)
class Leak:
    """Words of a case's answer that stand where a model can read them."""

    case: GoldCase
    """The case."""
    place: str
    """Where they stand."""
    words: str
    """The words."""


def near_copies(cases: Iterable[GoldCase], *, over: float = NEAR) -> tuple[NearCopy, ...]:
    """Find cases of one agent and language that ask nearly the same.

    Args:
        cases: The cases.
        over: Likeness (rapidfuzz ``ratio`` of what is asked) over which two are too near.
    """
    known = [(case, folded(" ".join(leaves(case.input)))) for case in cases]
    return tuple(
        NearCopy(one, other, likeness)
        for (one, text), (other, text_other) in combinations(known, 2)
        if (one.agent, one.language) == (other.agent, other.language)
        and (likeness := fuzz.ratio(text, text_other, score_cutoff=over)) > over
    )


def leaks(cases: Iterable[GoldCase], shown: Mapping[str, str]) -> tuple[Leak, ...]:
    """Find gold answers in prompts or in the knowledge base: whoever has read them passes.

    Args:
        cases: The cases; twelve words in a row of what they expect are looked for.
        shown: What a model can read, by its place: prompts, files of a brand folder.
    """
    texts = {place: folded(text) for place, text in shown.items()}
    return tuple(
        Leak(case, place, words)
        for case in cases
        for words in dict.fromkeys(_shingles(case))
        for place, text in texts.items()
        if words in text
    )


def _shingles(case: GoldCase) -> Iterator[str]:
    answers = (case.expected.get(key) for key in ("acceptable", "foils", "anchors"))
    for leaf in leaves([answer for answer in answers if answer is not None]):
        words = folded(leaf).split()
        for at in range(len(words) - _SHINGLE + 1):
            yield " ".join(words[at : at + _SHINGLE])
