"""What is right stays: a guardian remarks nothing on words that must stay."""

from typing import Any

from creative_agents.domain.review import Review
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score


def keeps(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of right words that no warning or error stands on.

    Args:
        case: The case; ``keeps`` holds the words.
        output: A `Review`.
    """
    wanted = case.wants.keeps
    if not wanted or not isinstance(output, Review):
        return Score.skipped("keeps", "nothing is named that must stay")
    grave = [one.quote for one in output.findings if one.level != "suggestion" and one.quote]
    touched = [words for words in wanted if any(one in words or words in one for one in grave)]
    value = 1 - len(touched) / len(wanted)
    return Score.judged("keeps", value, reason=f"{len(touched)} remarked", evidence=touched)
