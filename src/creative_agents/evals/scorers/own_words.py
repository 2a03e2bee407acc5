"""Own words: does the copy live in the world of its brief and brand, or anywhere?

On the 16 gold cases of the copywriter (22 November 2026) the acceptable answers hold 0.70 of own
words on average, the foils with the flaw ``generic`` 0.25 less than the answer each was made from.
"""

from statistics import fmean
from typing import Any, Final

import regex

from creative_agents.evals.brands import brand_of
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._rules import no_copy
from creative_agents.evals.texts import folded, leaves, variants_of

LEAST: Final = 0.3
"""Share of own words under which copy could be about anything; the acceptable ones have more."""

_WORD: Final = regex.compile(r"\p{L}[\p{L}'-]{3,}")
_STEM: Final = 6


def own_words(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of a piece's words that the brief or the brand uses, the mean over pieces.

    Words of four letters or more count, by their first six letters.

    Args:
        case: The case.
        output: The pieces of copy.
    """
    pieces = variants_of(output)
    if not pieces:
        return no_copy(case, "own_words")
    brand = brand_of(case).model_dump(mode="json", exclude={"competitors", "fingerprint", "folder"})
    own = _stems(" ".join((*leaves(case.input), *leaves(brand))))
    shares, strange = [], []
    for piece in pieces:
        stems = _stems(piece.asset.full_text())
        shares.append(len(stems & own) / len(stems) if stems else 0.0)
        strange += sorted(stems - own)
    return Score.judged(
        "own_words", fmean(shares), bar=LEAST, reason="words from elsewhere", evidence=strange[:20]
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(folded(text)))
