"""Tokens: what the models of a trial read and wrote."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.trial import Trial


def tokens(case: GoldCase, output: Any, *, trial: Trial) -> Score:  # noqa: ANN401 - not looked at
    """Count tokens; skipped where no call went by the library's door.

    Args:
        case: The case.
        output: Not looked at.
        trial: The trial.
    """
    del case, output
    if not trial.calls:
        return Score.skipped("tokens", "no model call was recorded")
    total = trial.input_tokens + trial.output_tokens
    said = f"{trial.input_tokens} read, {trial.output_tokens} written"
    return Score.counted("tokens", total, "tokens", said)
