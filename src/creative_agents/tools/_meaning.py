"""Meaning: lines that say the same in other words, by an embedding."""

import math
from collections.abc import Iterator, Sequence
from statistics import fmean, stdev
from typing import Final, Protocol

from creative_agents.tools._past_lines import Line
from creative_agents.tools._remark import Span

FEWEST_LINES: Final = 20
"""With fewer lines nothing says what an ordinary likeness is."""
STANDS_OUT: Final = 3.5
"""Standard deviations above the likeness to the other lines."""
_SAME: Final = 1e-6


class Embeddings(Protocol):
    """What is used of LangChain's ``Embeddings``."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts."""


def near_in_meaning(
    spans: Sequence[Span], lines: Sequence[Line], embeddings: Embeddings
) -> Iterator[tuple[Span, Line]]:
    """Find the lines that a text is nearer to than chance would have it.

    No cosine means anything by itself: small embeddings put every two sentences close together.
    What counts is how far the nearest line stands out from the likeness to all the others.

    Args:
        spans: Sentences of the piece.
        lines: Lines that ran.
        embeddings: The embedding.
    """
    if len(lines) < FEWEST_LINES or not spans:
        return
    vectors = embeddings.embed_documents(
        [*(s.quote for s in spans), *(line.text for line in lines)]
    )
    known = vectors[len(spans) :]
    for span, vector in zip(spans, vectors, strict=False):
        likeness = [_cosine(vector, other) for other in known]
        best = max(range(len(lines)), key=likeness.__getitem__)
        others = [each for n, each in enumerate(likeness) if n != best]
        above = likeness[best] - fmean(others)
        if above > _SAME and above >= STANDS_OUT * stdev(others):
            yield span, lines[best]


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    across = sum(a * b for a, b in zip(one, other, strict=True))
    return across / (math.hypot(*one) * math.hypot(*other) or 1.0)
