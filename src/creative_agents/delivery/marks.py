"""Marks: the exact words that a finding or a reader points at."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from creative_agents.domain.asset import AssetField
from creative_agents.domain.review import Finding

MarkKind = Literal["error", "warning", "suggestion", "jarring", "keep"]
"""Why the words are marked."""


@dataclass(frozen=True)
class Mark:
    """A span of one text, half open, in code points."""

    start: int
    end: int
    kind: MarkKind
    note: int = 0
    """Number of the finding in its piece, from 1; 0 when the mark has none."""


@dataclass(frozen=True)
class Segment:
    """A stretch of text under the same marks."""

    text: str
    ends: int
    """Code point after it in the whole text."""
    marks: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its marks, each once."""
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))


def segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Cut a text where a mark starts or ends, so that marks may overlap.

    Args:
        text: The text.
        marks: Its marks; one that lies outside the text is cut to it.

    Returns:
        Segments in order; joined, they give the text back.
    """
    kept = [mark for mark in marks if mark.start < min(mark.end, len(text))]
    edges = {0, len(text)}.union(*({mark.start, min(mark.end, len(text))} for mark in kept))
    cuts = sorted(edges)
    return tuple(
        Segment(text[start:end], end, tuple(m for m in kept if m.start <= start and end <= m.end))
        for start, end in pairwise(cuts)
    )


def finding_mark(finding: Finding, note: int, field: AssetField) -> Mark | None:
    """Find the span that a finding concerns in one field of its piece.

    Args:
        finding: The finding, with a place, a span or at least a quote.
        note: Its number in the piece.
        field: The field.

    Returns:
        The mark, or nothing where the finding does not concern this field or quotes
        no words of it. A span that does not hold the quoted words gives way to them.
    """
    if finding.field and finding.field not in {field.place, field.name}:
        return None
    if finding.field and finding.start is not None and finding.end is not None:
        words = field.text[finding.start : finding.end]
        if words and finding.quote in {"", words}:
            return Mark(finding.start, finding.end, finding.level, note)
    return quote_mark(finding.quote, field.text, finding.level, note)


def quote_mark(quote: str, text: str, kind: MarkKind, note: int = 0) -> Mark | None:
    """Find quoted words in a text: letter for letter first, then whatever the case.

    Args:
        quote: The words.
        text: Where they should stand.
        kind: Why they are marked.
        note: The number of the finding, 0 for none.

    Returns:
        The mark of the first place, or nothing.
    """
    if not quote.strip():
        return None
    start = text.find(quote)
    if start < 0 and len(text.lower()) == len(text):
        start = text.lower().find(quote.lower())
    return None if start < 0 else Mark(start, start + len(quote), kind, note)
