"""Agreement: two texts that say the same thing with two figures, where the folder holds one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._known import Known
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._sentences import bounds
from creative_agents.policies._stems import stems
from creative_agents.policies._stories import is_clock

_SENTENCE: Final = later(r"[!?\n\u2026]|\.(?!\d)")
_FEWEST: Final = 2
"""Words that two sentences share at least."""
_HALF: Final = 0.5
"""Share of the shorter sentence's words that the other says too."""
_LOOSE: Final = frozenset({"times", "click", "point", "person", "customer", "review"})
"""Units of which one thing may have many counts."""


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


def said_in(line: Line, language: Language, facts: Known, piece: str = "") -> Iterator[Said]:
    """Give the measures, durations and hours of a text."""
    for figure in figures(line.plain, language):
        clock = is_clock(figure, line)
        measured = figure.unit and figure.unit not in _LOOSE and not figure.unit.startswith("/")
        if figure.kind == "number" and (clock or measured):
            start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
            around = f"{line.plain[start : figure.start]} {line.plain[figure.end : end]}"
            words = frozenset(word for word in stems(around, language) if word.isalpha())
            yield Said(figure, clock, line, piece, words, facts.supports(figure))


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
    if shared < _FEWEST or shared < fewest * _HALF or one.figure.value == other.figure.value:
        return False
    return not (_says(other.line, one, said) or _says(one.line, other, said))


def _same_kind(one: Said, other: Said) -> bool:
    return one.clock == other.clock and (one.clock or one.figure.unit == other.figure.unit)


def _says(line: Line, one: Said, said: Sequence[Said]) -> bool:
    """Whether a text says the same figure somewhere."""
    return any(
        each.line is line and _same_kind(each, one) and each.figure.value == one.figure.value
        for each in said
    )
