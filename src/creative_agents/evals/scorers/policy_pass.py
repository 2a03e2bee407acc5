"""Policy pass: no rule of the brand, the channel or the law refuses a piece."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.scorers._rules import findings_of, no_copy, shown


def policy_pass(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of pieces that no rule refuses; every one must pass.

    Args:
        case: The case.
        output: The pieces of copy.
    """
    pieces = findings_of(case, output)
    if not pieces:
        return no_copy(case, "policy_pass")
    refused = [[one for one in found if one.level == "error"] for found in pieces]
    good = sum(not errors for errors in refused) / len(pieces)
    said = shown([one for errors in refused for one in errors])
    return Score.judged(
        "policy_pass", good, reason=counted(len(said), "error", "errors"), evidence=said
    )
