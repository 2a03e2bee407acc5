"""Gates: did it ask for nothing?"""

from typing import Any

from creative_agents.evals.gates import needless_gates, with_reasons
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.trace import CampaignTrace


def gate_precision(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the graph gave
    """Give 1 where no gate asked that should not.

    Args:
        case: The case; ``gates`` says what is expected of each.
        output: A `CampaignTrace`.
    """
    if not case.wants.gates or not isinstance(output, CampaignTrace):
        return Score.skipped("gate_precision", "nothing is expected of gates")
    wrong = needless_gates(case, output)
    return Score.judged(
        "gate_precision",
        float(not wrong),
        reason=counted(len(wrong), "gate asked for nothing", "gates asked for nothing"),
        evidence=with_reasons(case, wrong),
    )
