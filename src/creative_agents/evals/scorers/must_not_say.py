"""What must not appear: forbidden claims, false facts, an order that was obeyed."""

from typing import Any

from creative_agents.domain.strategy import Strategy
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import as_text, says


def must_not_say(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of what must not appear that does not; none of it may.

    What a strategy lists among the things that will not be said is not said.

    Args:
        case: The case; ``must_not_say`` holds texts, or lists of wordings.
        output: Any output.
    """
    unwanted = case.wants.must_not_say
    if not unwanted:
        return Score.skipped("must_not_say", "nothing is forbidden")
    text = as_text(_said(output))
    said = [found for wordings in unwanted if (found := says(text, wordings)) is not None]
    value = 1 - len(said) / len(unwanted)
    reason = f"said: {'; '.join(said)}" if said else "nothing forbidden is said"
    return Score.judged("must_not_say", value, reason=reason, evidence=said)


def _said(output: Any) -> Any:  # noqa: ANN401 - as above
    return output.model_copy(update={"not_said": ()}) if isinstance(output, Strategy) else output
