"""One line for each thing that is said, whoever proposed it and however often."""

from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from creative_agents.brands.building.lines import RULES, Line, fold

ALIKE: Final = 92.0
"""Likeness of two texts, 0 to 100, from which they say the same."""

_RANK: Final = {"high": 0, "medium": 1, "low": 2}
_WORDED: Final = ("voice.do", "voice.dont", "voice.traits", "voice.summary", "audiences")


def merge(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Keep one line of those that say the same.

    A model's wording takes the place of a rule's on the same sentence; a term, a pair or a
    trait takes the place of the plain advice that quotes its sentence; else the surer line
    stays, then the earlier one.

    Args:
        lines: Proposed lines, in the order of the documents.

    Returns:
        The lines that stay, in their order.
    """
    given = list(lines)
    places = {id(line): number for number, line in enumerate(given)}
    best: dict[str, Line] = {}
    for line in sorted(given, key=lambda one: (one.by == RULES, _RANK[one.confidence])):
        best.setdefault(line.id, line)
    kept: list[Line] = []
    spans = _spans(best.values())
    for line in best.values():
        if not _is_covered(line, spans) and not _is_twin(line, kept):
            kept.append(line)
    return tuple(sorted(kept, key=lambda line: places[id(line)]))


def _spans(lines: Iterable[Line]) -> dict[tuple[str, int, int], list[Line]]:
    spans: dict[tuple[str, int, int], list[Line]] = {}
    for line in lines:
        cited = line.citation
        spans.setdefault((cited.file, cited.start, cited.end), []).append(line)
    return spans


def _is_covered(line: Line, spans: dict[tuple[str, int, int], list[Line]]) -> bool:
    """Say whether another line says what this sentence says, and better."""
    if line.by != RULES or line.place not in {"voice.do", "voice.dont"}:
        return False
    cited = line.citation
    said = fold(line.shown)
    for (file, start, end), others in spans.items():
        if file != cited.file or end <= cited.start or cited.end <= start:
            continue
        same = (start, end) == (cited.start, cited.end)
        inside = start <= cited.start and cited.end <= end
        if any(_says_it(other, said, same=same, inside=inside) for other in others):
            return True
    return False


def _says_it(other: Line, said: str, *, same: bool, inside: bool) -> bool:
    """Say whether a line makes plain advice that overlaps its citation superfluous."""
    if other.place in {"voice.do", "voice.dont", "voice.address"}:
        return same and other.by != RULES
    reason = fold(str(other.value.get("reason") or ""))
    quoted = bool(reason) and reason in said
    return same or quoted or (inside and other.place == "voice.examples")


def _is_twin(line: Line, kept: Iterable[Line]) -> bool:
    if line.place not in _WORDED:
        return False
    said = fold(line.shown)
    return any(
        fuzz.token_sort_ratio(said, fold(other.shown)) >= ALIKE
        for other in kept
        if other.place == line.place
    )
