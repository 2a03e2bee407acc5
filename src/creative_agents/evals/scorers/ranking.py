"""Ranking: the best may be first, the worst last, and every piece stands there once."""

from typing import Any

from creative_agents.domain.ranking import Ranking
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import AnalystInput
from creative_agents.evals.score import Score


def ranking(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of what is expected of the order that holds.

    Args:
        case: The case; ``best`` and ``worst`` name pieces.
        output: A `Ranking`.
    """
    if not isinstance(output, Ranking):
        return Score.skipped("ranking", "no ranking")
    order = [rank.piece for rank in output.order]
    held = {"every piece once": sorted(order) == sorted(_pieces(case))}
    if case.wants.best:
        held["first"] = bool(order) and order[0] in case.wants.best
    if case.wants.worst:
        held["last"] = bool(order) and order[-1] in case.wants.worst
    broken = [name for name, holds in held.items() if not holds]
    value = 1 - len(broken) / len(held)
    return Score.judged("ranking", value, reason=" > ".join(order), evidence=broken)


def _pieces(case: GoldCase) -> list[str]:
    asked = AnalystInput.model_validate(case.input)
    return [
        piece.variant(case.language, number).id
        for number, piece in enumerate(asked.pieces, start=1)
    ]
