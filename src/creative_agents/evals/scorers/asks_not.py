"""Over-asking: what a challenger must not ask, since the brief or the brand says it."""

from typing import Any

from creative_agents.domain.brief import Challenge
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import says


def asks_not(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of needless questions that are not put; none may be.

    Questions beyond ``max_questions`` are needless together, as one.

    Args:
        case: The case; ``asks_not`` holds words, or lists of words.
        output: A `Challenge`.
    """
    unwanted, most = case.wants.asks_not, case.wants.max_questions
    limits = len(unwanted) + (most is not None)
    if not limits or not isinstance(output, Challenge):
        return Score.skipped("asks_not", "no question is unwanted")
    text = "\n".join(one.question for one in output.questions)
    put = [said for words in unwanted if (said := says(text, words)) is not None]
    if most is not None and len(output.questions) > most:
        put.append(f"{len(output.questions)} questions, {most} at most")
    value = 1 - len(put) / limits
    return Score.judged("asks_not", value, reason=f"{len(put)} needless", evidence=put)
