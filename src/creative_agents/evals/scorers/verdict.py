"""Verdict of a guardian: it lets pass what is right and stops what is not."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._rules import shown
from creative_agents.evals.scorers._spans import review_of


def verdict(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where the piece passes as the case says.

    Args:
        case: The case; ``passes`` is expected.
        output: A `Review`.
    """
    wanted, review = case.wants.passes, review_of(output)
    if wanted is None or review is None:
        return Score.skipped("verdict", "no verdict is expected")
    errors = [one for one in review.findings if one.level == "error"]
    said = "passes" if review.passes else "refuses"
    return Score.judged(
        "verdict", float(review.passes == wanted), reason=said, evidence=shown(errors)
    )
