"""Checkable: the claims of a text, each with its family and its words, before any is matched."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import ClaimKind
from creative_agents.policies._asserted import is_asserted
from creative_agents.policies._counts import LONGEST, counts, is_reduction
from creative_agents.policies._figures import Figure
from creative_agents.policies._lexicon import Hit, lexicon
from creative_agents.policies._lines import Line
from creative_agents.policies._selling import sells
from creative_agents.policies._stories import is_clock

_KINDS: Final[dict[str, ClaimKind]] = {
    "price": "price",
    "free": "price",
    "superlative": "superlative",
    "comparison": "comparison",
    "guarantee": "guarantee",
    "environment": "environment",
    "health": "health",
    "testimonial": "testimonial",
    "number": "number",
}


@dataclass(frozen=True, slots=True)
class Checkable:
    """An expression that claims something."""

    kind: ClaimKind
    """Its family."""
    start: int
    """First sign in the folded text."""
    end: int
    """Sign after the last."""
    figure: Figure | None = None
    """The figure, where the expression is one."""


def expressions(line: Line, language: Language) -> list[Hit]:
    """Find the expressions of the lexicon, without those that start within an earlier one."""
    found = lexicon("claims").find(line.plain[:LONGEST], language)
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def checkable(line: Line, language: Language) -> Iterator[Checkable]:
    """Find what a text claims: expressions that assert, then figures outside them."""
    hits = expressions(line, language)
    for hit in hits:
        if is_asserted(line.plain, hit, language):
            yield Checkable(_KINDS[hit.entry.family], hit.start, hit.end)
    for figure in counts(line, language):
        kind = _kind(figure, line)
        within = any(hit.start <= figure.start and figure.end <= hit.end for hit in hits)
        if kind is not None and not within:
            yield Checkable(kind, figure.start, figure.end, figure)


def _kind(figure: Figure, line: Line) -> ClaimKind | None:
    if figure.kind == "money" or (figure.kind == "percent" and is_reduction(figure, line)):
        return "price"
    claims = figure.kind in {"number", "percent"} and not is_clock(figure, line)
    claims = claims and sells(figure, line)
    return "number" if claims else None


def families(plain: str, language: Language) -> frozenset[ClaimKind]:
    """Give the families of expressions that stand in a folded text."""
    return frozenset(_KINDS[hit.entry.family] for hit in lexicon("claims").find(plain, language))
