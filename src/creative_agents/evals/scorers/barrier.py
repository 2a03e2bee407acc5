"""Barrier: a reader with a reason to hesitate names it, and one without does not."""

from typing import Any

from creative_agents.domain.persona import Reaction
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score


def barrier(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where something stops the reader, or nothing does, as the case says.

    Args:
        case: The case; ``barrier`` is expected.
        output: A `Reaction`.
    """
    wanted = case.wants.barrier
    if wanted is None or not isinstance(output, Reaction):
        return Score.skipped("barrier", "nothing is expected")
    named = bool(output.barrier.strip())
    return Score.judged("barrier", float(named == wanted), reason=output.barrier or "nothing")
