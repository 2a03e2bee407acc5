"""Gates: did the graph ask when it should?"""

from typing import Any

from creative_agents.evals.gates import missed_gates, with_reasons
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.trace import CampaignTrace


def gate_recall(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the graph gave
    """Give 1 where every gate asked that should.

    Args:
        case: The case; ``gates`` says what is expected of each.
        output: A `CampaignTrace`.
    """
    if not case.wants.gates or not isinstance(output, CampaignTrace):
        return Score.skipped("gate_recall", "nothing is expected of gates")
    wrong = missed_gates(case, output)
    return Score.judged(
        "gate_recall",
        float(not wrong),
        reason=counted(len(wrong), "gate did not ask", "gates did not ask"),
        evidence=with_reasons(case, wrong),
    )
