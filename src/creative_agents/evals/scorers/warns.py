"""Warnings on the brief: what is hidden in it is remarked before any work."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.trace import CampaignTrace


def warns(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the graph gave
    """Give the share of expected rules that remarked on the brief.

    Args:
        case: The case; ``warns`` names rules.
        output: A `CampaignTrace`.
    """
    wanted = case.wants.warns
    if not wanted or not isinstance(output, CampaignTrace):
        return Score.skipped("warns", "no remark is expected")
    missing = [rule for rule in wanted if rule not in output.warnings]
    value = 1 - len(missing) / len(wanted)
    return Score.judged("warns", value, reason=f"{len(missing)} missing", evidence=missing)
