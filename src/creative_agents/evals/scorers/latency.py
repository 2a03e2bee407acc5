"""Latency: how long a trial took."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.trial import Trial


def latency(case: GoldCase, output: Any, *, trial: Trial) -> Score:  # noqa: ANN401 - not looked at
    """Count seconds, waiting for the model included.

    Args:
        case: The case.
        output: Not looked at.
        trial: The trial.
    """
    del case, output
    if trial.source == "recorded":
        return Score.skipped("latency", "a recording takes no time to play")
    return Score.counted("latency", trial.seconds, "s")
