"""Originality: no line that is near a competitor's, nor a past piece written again."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.scorers._rules import FAMILIES, findings_of, no_copy, shown


def originality(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of pieces without a line that somebody else has signed already.

    Args:
        case: The case, whose brand knows its past pieces and its competitors.
        output: The pieces of copy.
    """
    pieces = findings_of(case, output, rules=FAMILIES)
    if not pieces:
        return no_copy(case, "originality")
    taken = [
        [one for one in found if one.rule not in {"originality.anyone", "originality.tagline"}]
        for found in pieces
    ]
    value = sum(not found for found in taken) / len(pieces)
    said = shown([one for found in taken for one in found])
    return Score.judged(
        "originality", value, reason=counted(len(said), "line taken", "lines taken"), evidence=said
    )
