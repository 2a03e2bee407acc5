"""When a run's calls were under way: its critical path, from their starts and ends."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTiming:
    """When one run's calls were under way, as the server measured it."""

    calls: int
    """Calls, failed ones too."""
    critical_path_seconds: float
    """The longest chain of calls of which each began after the one before had ended."""
    chain: int
    """How many calls stand in that chain."""
    busy_seconds: float
    """Time in which at least one call was under way."""
    span_seconds: float
    """From the first call's start to the last one's end."""


def timing_of(spans: Iterable[tuple[float, float]]) -> RunTiming:
    """Measure one run's calls.

    Args:
        spans: Start and end of each call, in seconds on one clock; at least one call.
    """
    calls = sorted(spans)
    path, chain = _longest_chain(calls)
    return RunTiming(
        calls=len(calls),
        critical_path_seconds=path,
        chain=chain,
        busy_seconds=_covered(calls),
        span_seconds=max(end for _, end in calls) - calls[0][0],
    )


def _longest_chain(calls: list[tuple[float, float]]) -> tuple[float, int]:
    by_end = sorted(calls, key=lambda call: call[1])
    ends = [end for _, end in by_end]
    best = [(0.0, 0)]
    for index, (start, end) in enumerate(by_end):
        before, count = best[bisect_right(ends, start, 0, index)]
        best.append(max(best[-1], (before + end - start, count + 1)))
    return best[-1]


def _covered(calls: list[tuple[float, float]]) -> float:
    covered, until = 0.0, float("-inf")
    for start, end in calls:
        covered += max(0.0, end - max(start, until))
        until = max(until, end)
    return covered
