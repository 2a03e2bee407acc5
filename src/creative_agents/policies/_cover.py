"""Cover: whether a span lies within one of many, in a time that hardly grows with them."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Cover:
    """Spans, sorted once."""

    __slots__ = ("_farthest", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Sort the spans.

        Args:
            spans: First place and the place after the last of each.
        """
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._farthest = [*accumulate((end for _, end in ordered), max)]

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds all from `start` to `end`."""
        place = bisect_right(self._starts, start)
        return place > 0 and self._farthest[place - 1] >= end
