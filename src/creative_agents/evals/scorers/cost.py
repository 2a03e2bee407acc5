"""Cost: what the model calls of a trial cost."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.trial import Trial


def cost(case: GoldCase, output: Any, *, trial: Trial) -> Score:  # noqa: ANN401 - not looked at
    """Count US dollars; skipped where a price is not known.

    Args:
        case: The case.
        output: Not looked at.
        trial: The trial.
    """
    del case, output
    if trial.usd is None:
        return Score.skipped("cost", "no price is known")
    return Score.counted("cost", trial.usd, "USD", f"{trial.calls} calls")
