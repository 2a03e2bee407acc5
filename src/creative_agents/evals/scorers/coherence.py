"""Coherence: the pieces of a campaign agree with each other."""

from datetime import date
from typing import Any

from creative_agents.evals.brands import brand_of, brief_of
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.scorers._rules import shown
from creative_agents.evals.texts import variants_of
from creative_agents.tools.checking import check_together


def coherence(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where no piece contradicts another; each contradiction takes a quarter.

    Args:
        case: The case.
        output: Several pieces of copy.
    """
    pieces = variants_of(output)
    if len({piece.asset.channel for piece in pieces}) < 2:
        return Score.skipped("coherence", "fewer than two channels")
    on, brief = case.input.get("on"), case.input.get("brief")
    checked = check_together(
        pieces,
        brand_of(case),
        brief=brief_of(case, brief) if isinstance(brief, dict | str) else None,
        on=date.fromisoformat(on) if isinstance(on, str) else None,
        parts=(),
    )
    found = [one for one in checked.findings if one.level != "suggestion"]
    value = max(0.0, 1 - len(found) / 4)
    return Score.judged(
        "coherence",
        value,
        reason=counted(len(found), "contradiction", "contradictions"),
        evidence=shown(found),
    )
