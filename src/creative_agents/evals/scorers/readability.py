"""Readability: Flesch's reading ease; reported, since a trade has its words."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import as_text, variants_of
from creative_agents.tools._readability import reading_ease


def readability(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the reading ease over 100, kept in [0, 1]; it needs the extra ``voice``.

    Args:
        case: The case.
        output: The pieces of copy.
    """
    text = as_text(output) if variants_of(output) or isinstance(output, str) else ""
    ease = reading_ease(text, case.language, words=len(text.split()))
    if ease is None:
        return Score.skipped("readability", "under 60 words, or the extra 'voice' is not installed")
    return Score.told("readability", min(max(ease / 100, 0.0), 1.0), f"reading ease {ease:.0f}")
