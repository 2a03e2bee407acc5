"""Gates: was the question enough to decide?"""

from typing import Any

from creative_agents.evals.gates import not_enough
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.trace import CampaignTrace


def gate_question(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the graph gave
    """Give 1 where every question showed what the decision needs.

    Args:
        case: The case; ``gates`` says what is expected of each.
        output: A `CampaignTrace`.
    """
    if not case.wants.gates or not isinstance(output, CampaignTrace):
        return Score.skipped("gate_question", "nothing is expected of gates")
    wrong = not_enough(case, output)
    return Score.judged(
        "gate_question",
        float(not wrong),
        reason=counted(len(wrong), "thing not shown", "things not shown"),
        evidence=wrong,
    )
