"""The time that a rule and a file may take."""

from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How much of a text is read, and how long patterns, which are untrusted, may run."""

    rule: float = 0.5
    """Seconds that one rule may take in one text."""
    text: float = 5.0
    """Seconds that all the rules together may take in one text."""
    size: int = 2_000_000
    """Code points of a text that are read; what stands beyond is told, and not read."""


class Clock:
    """Counts down for one rule in one text."""

    __slots__ = ("_end",)

    def __init__(self, end: float) -> None:
        self._end = end

    @classmethod
    def start(cls, seconds: float, *, end: float) -> "Clock":
        """Start a countdown.

        Args:
            seconds: What the rule may take.
            end: When the text's time is over, in `time.monotonic` seconds.
        """
        return cls(min(monotonic() + seconds, end))

    def left(self) -> float:
        """Give the seconds left.

        Raises:
            TimeoutError: None is left.
        """
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left
