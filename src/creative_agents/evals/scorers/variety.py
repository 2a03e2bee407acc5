"""Variety: variants that say different things, and not one thing in several ways."""

from itertools import combinations
from typing import Any, Final

from rapidfuzz import fuzz

from creative_agents.domain.strategy import Strategy
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.texts import folded, variants_of

NEAR: Final = 0.8
"""Likeness from which two variants are one."""


def variety(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of pairs of variants, or of a strategy's routes, that differ.

    Args:
        case: The case.
        output: Several variants, or a strategy.
    """
    del case
    texts = _texts(output)
    pairs = list(combinations(texts, 2))
    if not pairs:
        return Score.skipped("variety", "fewer than two variants")
    near = [pair for pair in pairs if fuzz.token_set_ratio(*pair) / 100 >= NEAR]
    value = 1 - len(near) / len(pairs)
    said = [f"{one} / {other}" for one, other in near]
    return Score.judged(
        "variety", value, reason=counted(len(near), "pair alike", "pairs alike"), evidence=said
    )


def _texts(output: Any) -> list[str]:  # noqa: ANN401 - as above
    if isinstance(output, Strategy):
        return [folded(route.idea) for route in output.routes]
    return [folded(piece.asset.full_text()) for piece in variants_of(output)]
