"""Fuse two rankings into one: reciprocal ranks, never raw cosines.

The cosines of a small embedding lie close together (0.84 for the right passage, 0.76 for a
wrong one), so a threshold on them would be a guess. A rank needs none.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from creative_agents.knowledge.base import Found, Passage
from creative_agents.knowledge.words import WordHit

RANK_OFFSET: Final = 60
"""The constant of reciprocal rank fusion: the higher, the less the first ranks weigh.
Source: https://doi.org/10.1145/1571941.1572114 (Cormack, Clarke and Buettcher, 2009)."""


def fuse(
    meaning: Sequence[str], words: Sequence[WordHit], *, passages: Mapping[str, Passage], limit: int
) -> tuple[Found, ...]:
    """Merge two rankings of one brand's passages.

    Args:
        meaning: Ids by embedding, nearest first; empty without an embedding.
        words: Hits by words, best first.
        passages: The passages by id.
        limit: At most this many answers.

    Returns:
        The passages that one of the two ranked, best first; equal scores in order of id.
    """
    by_meaning = {key: rank for rank, key in enumerate(meaning, 1)}
    by_words = {hit.id: (rank, hit) for rank, hit in enumerate(words, 1)}
    found = [
        _found(passages[key], by_meaning.get(key), by_words.get(key))
        for key in {**by_meaning, **by_words}
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.passage.id))[:limit])


def _found(passage: Passage, meaning_rank: int | None, words: tuple[int, WordHit] | None) -> Found:
    score, reasons = 0.0, []
    if meaning_rank is not None:
        score += 1 / (RANK_OFFSET + meaning_rank)
        reasons.append(f"meaning rank {meaning_rank}")
    if words is not None:
        word_rank, hit = words
        score += 1 / (RANK_OFFSET + word_rank)
        reasons.append(f"words rank {word_rank} ({', '.join(hit.words)})")
    return Found(passage=passage, score=score, why="; ".join(reasons))
