"""Format validity: every field is there, within the channel's hard limits."""

from typing import Any, Final

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.scorers._rules import findings_of, no_copy, shown

FAMILIES: Final = ("limits", "required_fields", "responsive_search", "sms_parts", "placeholders")
"""Rules about the form."""


def format_valid(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of pieces that a platform would take; every one must be.

    Args:
        case: The case.
        output: The pieces of copy.
    """
    pieces = findings_of(case, output, rules=FAMILIES)
    if not pieces:
        return no_copy(case, "format_valid")
    broken = [[one for one in found if one.level == "error"] for found in pieces]
    good = sum(not errors for errors in broken) / len(pieces)
    said = shown([one for errors in broken for one in errors])
    return Score.judged(
        "format_valid", good, reason=counted(len(said), "breach", "breaches"), evidence=said
    )
