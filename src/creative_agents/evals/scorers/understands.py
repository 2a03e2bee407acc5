"""Understanding: what a reader must have taken from a piece."""

from typing import Any

from creative_agents.domain.persona import Reaction
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import says


def understands(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of what the piece says that the reader says back; all of it must.

    Args:
        case: The case; ``understands`` holds words, or lists of words.
        output: A `Reaction`.
    """
    wanted = case.wants.understands
    if not wanted or not isinstance(output, Reaction):
        return Score.skipped("understands", "nothing is expected")
    missing = [words[0] for words in wanted if says(output.understood, words) is None]
    value = 1 - len(missing) / len(wanted)
    return Score.judged("understands", value, reason=f"{len(missing)} missing", evidence=missing)
