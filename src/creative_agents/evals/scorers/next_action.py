"""What a reader does next: one of what this person could do."""

from typing import Any

from creative_agents.domain.persona import Reaction
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score


def next_action(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where the next action is one that the case allows.

    Args:
        case: The case; ``actions`` names them.
        output: A `Reaction`.
    """
    wanted = case.wants.actions
    if not wanted or not isinstance(output, Reaction):
        return Score.skipped("next_action", "nothing is expected")
    return Score.judged(
        "next_action", float(output.next_action in wanted), reason=output.next_action
    )
