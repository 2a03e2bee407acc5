"""Gates: did each answer lead to the right state?"""

from typing import Any

from creative_agents.evals.gates import wrong_states
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.trace import CampaignTrace


def gate_state(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the graph gave
    """Give 1 where every answer led where it should.

    Args:
        case: The case; ``gates`` says what is expected of each.
        output: A `CampaignTrace`.
    """
    if not case.wants.gates or not isinstance(output, CampaignTrace):
        return Score.skipped("gate_state", "nothing is expected of gates")
    wrong = wrong_states(case, output)
    return Score.judged(
        "gate_state",
        float(not wrong),
        reason=counted(len(wrong), "answer led elsewhere", "answers led elsewhere"),
        evidence=wrong,
    )
