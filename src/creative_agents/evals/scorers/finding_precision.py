"""Precision of a guardian: of what it remarks, how much is right."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.scorers._rules import shown
from creative_agents.evals.scorers._spans import RANK, asset_of, review_of, stands


def finding_precision(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - as above
    """Give the share of warnings and errors that stand where one is expected.

    Suggestions are taste and are not counted. A review without a remark says nothing wrong.

    Args:
        case: The case, with expected findings, or an empty list for a piece that is right.
        output: A `Review`.
    """
    wanted, review = case.wants.findings, review_of(output)
    if wanted is None or review is None:
        return Score.skipped("finding_precision", "the case does not say what is right")
    asset = asset_of(case)
    grave = [one for one in review.findings if RANK[one.level] >= RANK["warning"]]
    false = [one for one in grave if not any(stands(one, place, asset) for place in wanted)]
    value = 1 - len(false) / len(grave) if grave else 1.0
    return Score.judged(
        "finding_precision",
        value,
        reason=counted(len(false), "false alarm", "false alarms"),
        evidence=shown(false),
    )
