"""Near: words that are almost, but not quite, the ones that must stand there."""

from typing import Final

from rapidfuzz import fuzz

from creative_agents.policies._fold import signs
from creative_agents.policies._lines import Line
from creative_agents.policies.base import Place

_ALMOST: Final = 80.0
_SHORTEST: Final = 12


def nearest(text: str, lines: tuple[Line, ...], *, almost: float = _ALMOST) -> Place | None:
    """Find the words of a piece that resemble a sentence most.

    Args:
        text: The sentence as it must be; under 12 characters nothing resembles it.
        lines: Where to look.
        almost: The least similarity, of 100.

    Returns:
        Their place; nothing where no words come near.
    """
    wanted = signs(text).plain
    if len(wanted) < _SHORTEST:
        return None
    best: tuple[float, Place] | None = None
    for line in lines:
        found = fuzz.partial_ratio_alignment(wanted, line.typed.plain, score_cutoff=almost)
        if found is None or len(line.typed.plain) < len(wanted) * almost / 100:
            continue
        start, end = _whole(line.typed.plain, found.dest_start, found.dest_end)
        if best is None or found.score > best[0]:
            best = (found.score, line.typed_place(start, end))
    return best[1] if best else None


def _whole(plain: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words, without the spaces at its ends."""
    while start > 0 and plain[start - 1].isalnum() and plain[start].isalnum():
        start -= 1
    while end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum():
        end += 1
    inner = plain[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
