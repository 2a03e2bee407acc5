"""Recall of the brand: a reader names it where the piece lets them, and no other."""

from typing import Any

from creative_agents.domain.persona import Reaction
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import folded


def recalls(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where the brand that came to mind is one that may.

    Args:
        case: The case; ``recalls`` names them.
        output: A `Reaction`.
    """
    wanted = case.wants.recalls
    if wanted is None or not isinstance(output, Reaction):
        return Score.skipped("recalls", "nothing is expected")
    named = folded(output.recalled_brand)
    right = named in {folded(one) for one in wanted}
    return Score.judged("recalls", float(right), reason=output.recalled_brand or "none")
