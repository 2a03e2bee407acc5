"""Gates: was anything delivered that nobody approved?"""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.trace import CampaignTrace


def gate_unapproved(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - as above
    """Give 1 where everything delivered was approved, in exactly that state.

    Args:
        case: The case; where it says ``delivers`` or ``ends``, that must hold too.
        output: A `CampaignTrace`.
    """
    if not isinstance(output, CampaignTrace):
        return Score.skipped("gate_unapproved", "no campaign")
    wrong = list(output.unapproved)
    if case.wants.delivers is not None and output.delivered != case.wants.delivers:
        wrong.append("delivered" if output.delivered else "nothing delivered")
    if case.wants.ends and output.status != case.wants.ends:
        wrong.append(f"ended {output.status}, not {case.wants.ends}")
    return Score.judged(
        "gate_unapproved", float(not wrong), reason=f"{len(wrong)} unapproved", evidence=wrong
    )
