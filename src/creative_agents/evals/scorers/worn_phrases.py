"""Worn phrases: what everybody writes, by the packs of the language."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.scorers._rules import no_copy
from creative_agents.evals.texts import as_text, variants_of
from creative_agents.tools.checking import check_text

MOST = 1
"""Worn phrases that a piece may hold."""


def worn_phrases(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where no phrase is worn, less a quarter for each; one is let pass.

    Args:
        case: The case.
        output: The pieces of copy.
    """
    pieces = variants_of(output)
    if not pieces:
        return no_copy(case, "worn_phrases")
    checked = check_text(
        as_text(output), packs=(f"worn-{case.language}",), usual=False, text_language=case.language
    )
    worn = [one.quote for one in checked.findings if one.rule.startswith("worn-")]
    value = max(0.0, 1 - len(worn) / (4 * len(pieces)))
    bar = 1 - MOST / 4
    return Score.judged(
        "worn_phrases",
        value,
        bar=bar,
        reason=counted(len(worn), "worn phrase", "worn phrases"),
        evidence=worn,
    )
