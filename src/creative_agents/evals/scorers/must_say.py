"""Coverage: the facts and mandatories that must appear."""

from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import as_text, says


def must_say(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of what must appear that does; all of it must.

    Args:
        case: The case; ``must_say`` holds texts, or lists of wordings of which one does.
        output: Any output.
    """
    wanted = case.wants.must_say
    if not wanted:
        return Score.skipped("must_say", "nothing must be said")
    text = as_text(output)
    missing = [wordings[0] for wordings in wanted if says(text, wordings) is None]
    value = 1 - len(missing) / len(wanted)
    return Score.judged("must_say", value, reason=_told(missing), evidence=missing)


def _told(missing: list[str]) -> str:
    return f"missing: {'; '.join(missing)}" if missing else "all is said"
