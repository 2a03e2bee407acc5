"""Questions: what a challenger of briefs must ask about."""

from typing import Any

from creative_agents.domain.brief import Challenge
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import as_text, says


def asks(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of what must be asked that is asked, or named as missing; all of it must.

    Args:
        case: The case; ``asks`` holds words, or lists of words of which one does.
        output: A `Challenge`, or any text.
    """
    wanted = case.wants.asks
    if not wanted:
        return Score.skipped("asks", "no question is expected")
    text = as_text(_said(output))
    missing = [words[0] for words in wanted if says(text, words) is None]
    reason = f"not asked: {'; '.join(missing)}" if missing else "all is asked"
    return Score.judged("asks", 1 - len(missing) / len(wanted), reason=reason, evidence=missing)


def _said(output: Any) -> Any:  # noqa: ANN401 - as above
    """Leave the restated brief out: a word that the brief says itself is no question."""
    if isinstance(output, Challenge):
        asked = [f"{one.question} {one.why}" for one in output.questions]
        return [*output.missing, *output.contradictions, *asked]
    return output
