"""Language: the work is in the language of the case."""

from typing import Any, Final

from creative_agents.domain.language import detect
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import as_text, variants_of

FEWEST_WORDS: Final = 6
"""Under so many words a language cannot be told."""


def language(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where the text is in the case's language.

    Args:
        case: The case.
        output: Any output.
    """
    pieces = variants_of(output)
    text = pieces[0].asset.full_text() if pieces else as_text(output)
    if len(text.split()) < FEWEST_WORDS:
        return Score.skipped("language", "too short to tell")
    found = detect(text)
    reason = f"reads as {found or 'neither language'}"
    return Score.judged("language", float(found in {None, case.language}), reason=reason)
