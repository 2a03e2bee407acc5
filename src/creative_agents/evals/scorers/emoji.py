"""Emoji: no more of them in a text than the brand puts in its own."""

from collections.abc import Iterator
from typing import Any, Final

import regex

from creative_agents.domain.brand import Brand
from creative_agents.evals.brands import brand_of
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.scorers._rules import no_copy
from creative_agents.evals.texts import variants_of

ALLOWED: Final = 1
"""Emoji that a text may hold whatever the brand does."""

_EMOJI: Final = regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\ufe0f")


def emoji(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of texts that hold no more emoji than one, or than the brand's own most.

    Args:
        case: The case; its brand's examples and past pieces say what it does.
        output: The pieces of copy.
    """
    pieces = variants_of(output)
    if not pieces:
        return no_copy(case, "emoji")
    most = max((_count(text) for text in _own(brand_of(case))), default=0)
    texts = [field.text for piece in pieces for field in piece.asset.fields]
    over = [text for text in texts if _count(text) > max(ALLOWED, most)]
    value = 1 - len(over) / max(1, len(texts))
    return Score.judged(
        "emoji",
        value,
        reason=counted(len(over), "text with too many", "texts with too many"),
        evidence=over,
    )


def _count(text: str) -> int:
    return len(_EMOJI.findall(text))


def _own(brand: Brand) -> Iterator[str]:
    yield from (example.yes for example in brand.voice.examples)
    yield from (
        text for past in brand.pieces for several in past.fields.values() for text in several
    )
