"""Sentences and words of copy, in English and in French."""

import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(
    r"(?<=[.!?…])[\"'»”’)\u00a0\u202f]*\s+(?=[\"'«“(\u00a0\u202f]*[A-ZÀ-ÖØ-Þ0-9«“])|\n+"
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ELIDED: Final = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\{\{?[^{}]*\}?\}|(?<!\w)@\w+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of the sentences; a headline without a full stop is one."""
    start = 0
    for match in (*_END.finditer(text), None):
        end = match.start() if match else len(text)
        if _WORD.search(text, start, end):
            piece = text[start:end]
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = match.end() if match else end


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Give each sentence, and before it the pair that it opens: a line may be of two."""
    spans = [*sentences(text)]
    for n, span in enumerate(spans):
        if n + 1 < len(spans):
            yield span[0], spans[n + 1][1]
        yield span


def words(text: str) -> tuple[str, ...]:
    """Give the words in small letters, elisions taken apart, without addresses."""
    plain = _ELIDED.sub(lambda match: match.group()[:-1] + " ", _ADDRESS.sub(" ", text))
    return tuple(word.lower().replace("’", "'") for word in _WORD.findall(plain))
