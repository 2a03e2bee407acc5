"""Progress of a campaign: a live line on a terminal, plain lines elsewhere, always on stderr."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status

from creative_agents.domain.campaign import CampaignProgress

PREVIEW: int = 72
"""Characters of a first look that fit beside a step."""


class ProgressDisplay:
    """Shows each step with the time since the start, and a first look at what came out."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Start the clock.

        Args:
            quiet: Show nothing.
        """
        self._quiet = quiet
        self._console = Console(file=sys.stderr, highlight=False)
        self._status: Status | None = None
        self._start = time.monotonic()

    def __call__(self, progress: CampaignProgress) -> None:
        """Show a step."""
        if self._quiet:
            return
        line = self._line(progress)
        if self._status is not None:
            self._status.update(line)
        if progress.preview or self._status is None:
            self._console.print(line, markup=False)

    def say(self, text: str) -> None:
        """Show a line of our own."""
        if not self._quiet:
            self._console.print(text, markup=False)

    def __enter__(self) -> Self:
        if not self._quiet and self._console.is_terminal:
            self._status = self._console.status("…")
            self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None

    def _line(self, progress: CampaignProgress) -> str:
        count = f" {progress.done}/{progress.total}" if progress.total else ""
        preview = f": {progress.preview[:PREVIEW]}" if progress.preview else ""
        return f"{time.monotonic() - self._start:6.1f} s  {progress.message}{count}{preview}"
