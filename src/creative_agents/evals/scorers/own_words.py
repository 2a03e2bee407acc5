"""Own words: does the copy live in the world of its brief and brand, or anywhere?

On the 16 gold cases of the copywriter (22 November 2026) the acceptable answers hold 0.70 of own
words on average, the foils with the flaw ``generic`` 0.25 less than the answer each was made from.
"""

from statistics import fmean
from typing import Any, Final

from creative_agents.domain.brief import Challenge
from creative_agents.domain.strategy import Strategy
from creative_agents.evals.brands import known_brand
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._rules import no_copy
from creative_agents.evals.texts import leaves, stems, variants_of

LEAST: Final = 0.3
"""Share of own words under which copy could be about anything; the acceptable ones have more."""


def own_words(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of a text's words that the brief or the brand uses, the mean over texts.

    The texts are pieces of copy, a strategy's routes, or the sentence that restates a brief.
    Words of four letters or more count, by their first six letters.

    Args:
        case: The case.
        output: The pieces of copy, a `Strategy` or a `Challenge`.
    """
    texts = _texts(output)
    if not texts:
        return no_copy(case, "own_words")
    known = known_brand(case)
    if known is None:
        return Score.skipped("own_words", "no brand whose words could be its own")
    brand = known.model_dump(mode="json", exclude={"competitors", "fingerprint", "folder"})
    own = stems(" ".join((*leaves(case.input), *leaves(brand))))
    shares, strange = [], []
    for text in texts:
        words = stems(text)
        shares.append(len(words & own) / len(words) if words else 0.0)
        strange += sorted(words - own)
    return Score.judged(
        "own_words", fmean(shares), bar=LEAST, reason="words from elsewhere", evidence=strange[:20]
    )


def _texts(output: Any) -> list[str]:  # noqa: ANN401 - as above
    if isinstance(output, Challenge):
        return [output.restated]
    if isinstance(output, Strategy):
        return [
            f"{one.idea} {' '.join(line.looks for line in one.examples)}" for one in output.routes
        ]
    return [piece.asset.full_text() for piece in variants_of(output)]
