"""The time that a rule and a file may take."""

from dataclasses import dataclass
from time import monotonic, thread_time
from typing import Final

_GRAIN: Final = 0.001
"""Seconds that are no time: clocks differ by as much."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How much of a text is read, and how long patterns, which are untrusted, may run."""

    rule: float = 0.5
    """Seconds of work that one rule may take in one text."""
    text: float = 5.0
    """Seconds of work that all the rules together may take in one text."""
    size: int = 2_000_000
    """Code points of a text that are read; what stands beyond is told, and not read."""


class Clock:
    """Counts down for one rule in one text, in the time that this thread worked.

    A busy machine takes time from a check, and an answer must not depend on it: the clock on
    the wall is asked first, since it is cheap, and what others took is given back.
    """

    __slots__ = ("_end", "till")

    def __init__(self, end: float, till: float) -> None:
        self._end = end
        self.till = till
        """When the time is over, in `time.thread_time` seconds."""

    @classmethod
    def start(cls, seconds: float, *, within: "Clock | None" = None) -> "Clock":
        """Start a countdown.

        Args:
            seconds: What the rule may take.
            within: The countdown of the whole text; it counts for its rules too.
        """
        worked = thread_time()
        till = worked + seconds
        if within is not None:
            till = min(till, within.till)
        return cls(monotonic() + till - worked, till)

    def left(self) -> float:
        """Give the seconds left.

        Raises:
            TimeoutError: None is left.
        """
        left = self._end - monotonic()
        return left if left > _GRAIN else self.given_back()

    def given_back(self) -> float:
        """Give the seconds left of the thread's own time, when those on the wall are over.

        Raises:
            TimeoutError: None is left.
        """
        left = self.till - thread_time()
        if left <= _GRAIN:
            raise TimeoutError
        self._end = monotonic() + left
        return left

    def is_over(self) -> bool:
        """Say whether nothing is left."""
        return monotonic() > self._end - _GRAIN and thread_time() > self.till - _GRAIN
