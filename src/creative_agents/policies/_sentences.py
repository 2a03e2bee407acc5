"""Sentences: the words around some words, as far as a sentence or a clause goes."""

import re
from typing import Final

_CLOSE: Final = 40
_FARTHEST: Final = 400
"""Signs that are read on each side: a text of a megabyte without a full stop stays cheap."""


def bounds(plain: str, start: int, end: int, ends: re.Pattern[str]) -> tuple[int, int]:
    """Give where the sentence or clause of some words starts, and where it ends.

    Args:
        plain: The text.
        start: First sign of the words.
        end: Sign after the last.
        ends: What ends a sentence, or a clause.

    Returns:
        The sign after the end before, and the place of the end after; 400 signs away at most.
    """
    far = min(len(plain), end + _FARTHEST)
    after = ends.search(plain, end, far)
    return _start(plain, start, ends), after.start() if after else far


def _start(plain: str, start: int, ends: re.Pattern[str]) -> int:
    """Look for the end before, first close by: most clauses are short."""
    near = start
    for farther in (_CLOSE, _FARTHEST):
        near = max(0, start - farther)
        found = [match.end() for match in ends.finditer(plain, near, start)]
        if found:
            return found[-1]
    return near
