"""Recall of a guardian: of what is wrong, how much it finds, at its place."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._spans import asset_of, found, review_of


def finding_recall(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of expected remarks that were made, at the level and on the words.

    Args:
        case: The case, with expected findings.
        output: A `Review`.
    """
    wanted, review = case.wants.findings, review_of(output)
    if not wanted or review is None:
        return Score.skipped("finding_recall", "no remark is expected")
    asset = asset_of(case)
    missed = [one for one in wanted if not found(review.findings, one, asset)]
    value = 1 - len(missed) / len(wanted)
    said = [f"{'/'.join(one.field)}: {one.quote or 'something missing'}" for one in missed]
    return Score.judged("finding_recall", value, reason=f"{len(missed)} missed", evidence=said)
