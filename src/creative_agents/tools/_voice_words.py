"""Words of a voice: what a brand says more often, and less often, than others do.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words",
https://doi.org/10.1093/pan/mpn018), as z scores; the prior is the language at large, from the
word lists of pyspellchecker.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from creative_agents.domain.base import Language

_SURE: Final = 1.96
_SEEN: Final = 3
_PRIOR: Final = 500.0
_LEAST: Final = 0.5
_MOST: Final = 20


@lru_cache(maxsize=2)
def general_words(language: Language) -> Mapping[str, float]:
    """Give the share of each word in the language at large."""
    from spellchecker import SpellChecker  # noqa: PLC0415 - 0.3 s

    counts = SpellChecker(language=language, distance=1).word_frequency.dictionary
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


def preferred_and_avoided(
    ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], language: Language
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words that set a voice apart, the surest first, twenty at most of each.

    Args:
        ours: The words of each piece of the brand.
        theirs: The words of each text of others; empty: the language at large.
        language: The language of all.

    Returns:
        Words that the brand prefers (in three of its pieces or more), and words that others use
        (three times or more) and the brand never.
    """
    general = general_words(language)
    mine = Counter(word for piece in ours for word in piece)
    others = Counter(word for text in theirs for word in text)
    if not others:
        others = _at_large(mine, general)
    pieces = Counter(word for piece in ours for word in set(piece))
    scores = _scores(mine, others, general)
    ranked = sorted(scores, key=lambda word: (-scores[word], word))
    preferred = [w for w in ranked if scores[w] >= _SURE and pieces[w] >= _SEEN and _says(w)]
    avoided = [
        w for w in reversed(ranked) if scores[w] <= -_SURE and not mine[w] and others[w] >= _SEEN
    ]
    return tuple(preferred[:_MOST]), tuple(word for word in avoided if _says(word))[:_MOST]


def _at_large(mine: Counter[str], general: Mapping[str, float]) -> Counter[str]:
    """Give as many words of the language at large as the brand wrote, in their usual shares."""
    total = sum(mine.values())
    return Counter({word: n for word, share in general.items() if (n := round(total * share))})


def _scores(
    mine: Counter[str], others: Counter[str], general: Mapping[str, float]
) -> dict[str, float]:
    n_mine, n_others = sum(mine.values()), sum(others.values())
    scores: dict[str, float] = {}
    for word in {*mine, *others}:
        prior = max(_PRIOR * general.get(word, 0), _LEAST)
        a, b = mine[word] + prior, others[word] + prior
        odds = math.log(a / (n_mine + _PRIOR - a)) - math.log(b / (n_others + _PRIOR - b))
        scores[word] = odds / math.sqrt(1 / a + 1 / b)
    return scores


def _says(word: str) -> bool:
    """Whether a word is more than a figure or a letter."""
    return len(word) > 2 and not word[0].isdigit()
