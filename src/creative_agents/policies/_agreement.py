"""Agreement: two texts that say the same thing with two figures, where the folder holds one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from creative_agents.domain.asset import AssetField
from creative_agents.domain.base import Language
from creative_agents.policies._figures import Figure
from creative_agents.policies._fold import letters
from creative_agents.policies._known import Known
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, Same
from creative_agents.policies._measured import comparable, measured
from creative_agents.policies._sentences import bounds
from creative_agents.policies._stems import stems

_SENTENCE: Final = later(r"[!?\n\u2026]|\.(?!\d)")
_FEWEST: Final = 2
"""Words that two sentences share at least."""
_HALF: Final = 0.5
"""Share of the shorter sentence's words that the other says too."""
_OFTEN: Final = later(
    r"\s+(?:par|per|an?|chaque|each|every)\s+(jour|semaine|mois|an|trimestre|saison|day|week|"
    r"month|year|quarter|season)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A measure, a duration or an hour, and the sentence in which it stands."""

    figure: Figure
    """The figure."""
    clock: bool
    """Whether it is a time of the day."""
    line: Line
    """The text."""
    piece: str
    """Id of the variant; empty in a piece by itself."""
    words: frozenset[str]
    """Stems of the words of its sentence, without figures."""
    held: bool
    """Whether the brand, an offer at hand or the brief says so."""
    often: str = ""
    """The time in which it comes back: "mois" of "trois boîtes par mois"."""


def said_in(line: Line, language: Language, facts: Known, piece: str = "") -> Iterator[Said]:
    """Give the measures, durations, hours and counts of a text."""
    for figure, clock in measured(line, language):
        said = _said(line, figure, language, piece=piece, clock=clock)
        yield replace(said, held=facts.supports(figure))


@lru_cache(maxsize=32)
def folder_says(facts: Same[Known], language: Language) -> tuple[Said, ...]:
    """Give the measures, durations, hours and counts of the folder.

    Args:
        facts: What copy may rest on.
        language: The language of the copy.
    """
    found: list[Said] = []
    for statement in facts.it.statements:
        line = Line(AssetField(name="text", text=statement.plain), "text", letters(statement.plain))
        for figure, clock in measured(line, language):
            found.append(_said(line, figure, language, piece=statement.source, clock=clock))
    return tuple(found)


def _said(line: Line, figure: Figure, language: Language, *, piece: str, clock: bool) -> Said:
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    around = f"{line.plain[start : figure.start]} {line.plain[figure.end : end]}"
    words = frozenset(word for word in stems(around, language) if word.isalpha())
    often = _OFTEN.match(line.plain, figure.end)
    return Said(figure, clock, line, piece, words, True, often[1] if often else "")


def against_folder(said: Iterable[Said], folder: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Find figures that the folder holds otherwise, of the same thing and as often.

    Args:
        said: What the texts say.
        folder: As `folder_says` gives it.

    Yields:
        The figure that is wrong, and what the folder says.
    """
    for one in said:
        if one.held or one.clock:
            continue
        same = [other for other in folder if _same_kind(one, other) and one.often]
        right = [other for other in same if other.often == one.often]
        if right and all(_value(other) != _value(one) for other in right):
            yield one, right[0]


def disagreements(said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Find figures that no fact holds where another text says the same with another figure.

    Args:
        said: What the texts say, in their order.

    Returns:
        The figure that is wrong, and the one that says otherwise; of two that nothing holds the
        later is told.
    """
    for place, one in enumerate(said):
        if one.held:
            continue
        others = (*said[:place], *(other for other in said[place + 1 :] if other.held))
        other = next((other for other in others if _contradicts(one, other, said)), None)
        if other is not None:
            yield one, other


def _contradicts(one: Said, other: Said, said: Sequence[Said]) -> bool:
    if one.line is other.line or not _same_kind(one, other):
        return False
    shared = len(one.words & other.words)
    fewest = min(len(one.words), len(other.words))
    if shared < _FEWEST or shared < fewest * _HALF or _value(one) == _value(other):
        return False
    return not (_says(other.line, one, said) or _says(one.line, other, said))


def _same_kind(one: Said, other: Said) -> bool:
    if one.clock or other.clock:
        return one.clock == other.clock
    return comparable(one.figure)[0] == comparable(other.figure)[0]


def _value(one: Said) -> Decimal:
    return one.figure.value if one.clock else comparable(one.figure)[1]


def _says(line: Line, one: Said, said: Sequence[Said]) -> bool:
    """Whether a text says the same figure somewhere."""
    return any(
        each.line is line and _same_kind(each, one) and _value(each) == _value(one) for each in said
    )
