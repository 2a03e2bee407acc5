"""What jars: the words that should, and nothing where nothing should."""

from typing import Any

from creative_agents.domain.persona import Reaction
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import folded


def jars(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where the words that jarred share something with those that may.

    Args:
        case: The case; ``jars`` holds them, or is empty.
        output: A `Reaction`.
    """
    wanted = case.wants.jars
    if wanted is None or not isinstance(output, Reaction):
        return Score.skipped("jars", "nothing is expected")
    said = folded(output.jarring)
    known = [folded(one) for one in wanted]
    right = any(one in said or said in one for one in known) if said else not known
    return Score.judged("jars", float(right), reason=output.jarring or "nothing")
