"""The strategist's chain: each step names what it stands on, and an assumption says so."""

from typing import Any, Final

from creative_agents.domain.strategy import Strategy
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import folded

ASSUMED: Final = ("assumption", "hypothèse")
"""Words of a step that rests on nothing."""


def chain(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of problem, insight and promise that hold together.

    A step holds where its evidence differs from itself, and where it is an assumption its
    confidence is not high; the three must say different things.

    Args:
        case: The case.
        output: A `Strategy`.
    """
    del case
    if not isinstance(output, Strategy):
        return Score.skipped("chain", "no strategy")
    steps = (output.problem, output.insight, output.proposition)
    loose = [
        step.statement
        for step in steps
        if folded(step.evidence) == folded(step.statement)
        or (step.confidence == "high" and folded(step.evidence).startswith(ASSUMED))
    ]
    same = len(steps) - len({folded(step.statement) for step in steps})
    value = max(0.0, 1 - (len(loose) + same) / len(steps))
    return Score.judged("chain", value, reason=f"{len(loose) + same} loose", evidence=loose)
