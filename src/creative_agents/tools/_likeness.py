"""Likeness: which entry of a ledger a claim resembles by its meaning."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from operator import mul
from statistics import fmean, pstdev
from typing import Final

from langchain_core.embeddings import Embeddings

from creative_agents.domain.brand import Brand, speakable
from creative_agents.policies.claims import LedgerEntry, Matched, ledger

STANDS_OUT: Final = 3.0
"""Standard deviations by which the nearest entry must exceed the mean of the others.

A cosine means nothing by itself: with the embedding in this process a right pair lies between
0.80 and 0.90, a wrong one between 0.78 and 0.87. On 33 claims by hand against two ledgers of 13
entries (November 2026), 10 of the 17 that have an entry were named, all rightly, and 3 of the 16
that have none.
"""

_FEWEST: Final = 5
"""Entries under which nothing can stand out."""

_EMBEDDERS: Final = 4
_TEXTS: Final = 4096
_kept: OrderedDict[int, tuple[Embeddings, dict[str, list[float]]]] = OrderedDict()


async def alike(
    claims: Mapping[int, Matched], brand: Brand, embeddings: Embeddings, *, on: date
) -> dict[int, tuple[LedgerEntry, ...]]:
    """Rank the entries by likeness for each claim whose nearest entry stands out.

    Args:
        claims: The claims, by a key of the caller's.
        brand: Whose ledger it is; what may not be said yet is not embedded.
        embeddings: Any embeddings.
        on: The first day on which the copy may be read.

    Returns:
        The entries of the ledger, the nearest first, for the claims that resemble one.
    """
    entries = asked(brand, on)
    if len(entries) < _FEWEST:
        return {}
    vectors = await _vectors([text for entry in entries for text in entry.wordings], embeddings)
    found: dict[int, tuple[LedgerEntry, ...]] = {}
    for key, claim in claims.items():
        asking = await embeddings.aembed_query(claim.sentence.quote)
        scores = [max(_dot(asking, vectors[w]) for w in entry.wordings) for entry in entries]
        ranked = sorted(zip(scores, entries, strict=True), key=lambda pair: -pair[0])
        if _stands_out([score for score, _ in ranked]):
            found[key] = tuple(entry for _, entry in ranked)
    return found


def asked(brand: Brand, on: date) -> tuple[LedgerEntry, ...]:
    """Give the claims of the ledger that may leave the house: none withheld."""
    sayable = {f"claims/{claim.id}" for claim in speakable(brand.claims, on=on)}
    return tuple(entry for entry in ledger(brand) if entry.id in sayable)


def _stands_out(scores: Sequence[float]) -> bool:
    best, others = scores[0], scores[1:]
    spread = pstdev(others)
    return spread > 0 and (best - fmean(others)) / spread >= STANDS_OUT


async def _vectors(texts: Sequence[str], embeddings: Embeddings) -> dict[str, list[float]]:
    """Embed the texts of a ledger; those of the last embeddings are remembered."""
    key = id(embeddings)
    _, known = _kept.setdefault(key, (embeddings, {}))
    _kept.move_to_end(key)
    if len(_kept) > _EMBEDDERS:
        _kept.popitem(last=False)
    if len(known) > _TEXTS:
        known.clear()
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    if missing:
        made = await embeddings.aembed_documents(missing)
        known.update(zip(missing, made, strict=True))
    return {text: known[text] for text in texts}


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return float(sum(map(mul, one, other)))
