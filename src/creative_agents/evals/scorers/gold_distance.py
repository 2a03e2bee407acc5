"""Distance to gold: reported and never gating, since it would punish originality."""

from typing import Any

from rapidfuzz import fuzz

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import as_text, folded


def gold_distance(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the distance to the nearest acceptable answer: 0 is its words, 1 shares none.

    Args:
        case: The case, with acceptable answers.
        output: Any output.
    """
    known = [(number, one.words()) for number, one in enumerate(case.wants.acceptable)]
    if not known:
        return Score.skipped("gold_distance", "no acceptable answer to measure from")
    text = folded(as_text(output))
    near = {number: fuzz.token_sort_ratio(text, folded(words)) for number, words in known}
    best = max(near, key=lambda number: near[number])
    return Score.told("gold_distance", 1 - near[best] / 100, f"nearest is acceptable answer {best}")
