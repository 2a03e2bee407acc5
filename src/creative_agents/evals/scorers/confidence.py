"""Confidence: an analyst is no surer than its evidence lets it be."""

from typing import Any

from creative_agents.domain.ranking import Ranking
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score


def confidence(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where it says to be as sure as it may be.

    Args:
        case: The case; ``confidence`` names the words that are right.
        output: A `Ranking`.
    """
    wanted = case.wants.confidence
    if not wanted or not isinstance(output, Ranking):
        return Score.skipped("confidence", "nothing is expected")
    return Score.judged("confidence", float(output.confidence in wanted), reason=output.confidence)
