"""Blocking: a challenger stops the work where no assumption could carry it, and only there."""

from typing import Any

from creative_agents.domain.brief import Challenge
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score


def blocks(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where the work is stopped, or goes on, as the case says.

    Args:
        case: The case; ``blocks`` is expected.
        output: A `Challenge`.
    """
    wanted = case.wants.blocks
    if wanted is None or not isinstance(output, Challenge):
        return Score.skipped("blocks", "no verdict is expected")
    reason = "blocks" if output.blocks else "goes on"
    said = [one.question for one in output.questions if one.blocking]
    return Score.judged("blocks", float(output.blocks == wanted), reason=reason, evidence=said)
