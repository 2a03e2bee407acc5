"""Progress of a campaign: a live line on a terminal, plain lines elsewhere, always on stderr."""

import sys
import time
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from creative_agents.cli.plain import one_line, plain
from creative_agents.domain.base import Language
from creative_agents.domain.campaign import CampaignProgress

PREVIEW: Final = 72
"""Characters of a first look that fit beside a step."""

QUIET_SECONDS: Final = 5.0
"""How long the plain lines stay silent while a step only counts, in seconds."""


class ProgressDisplay:
    """Shows each step with the time since the start, and a first look at what came out."""

    def __init__(self, console: Console | None = None, *, language: Language = "en") -> None:
        """Start the clock.

        Args:
            console: Where to show it; absent: standard error.
            language: The reader's language, whose colon stands before a first look.
        """
        self._console = console or Console(file=sys.stderr, highlight=False)
        self._colon = "\u00a0:" if language == "fr" else ":"
        self._live: Progress | None = None
        self._start = self._told = time.monotonic()
        self._step = ""

    def __call__(self, progress: CampaignProgress) -> None:
        """Show a step."""
        if self._live is not None:
            self._live.update(
                self._live.task_ids[0],
                description=progress.message,
                completed=progress.done,
                total=progress.total or None,
            )
        if self._is_worth_a_line(progress):
            self.say(self._line(progress))
            self._told = time.monotonic()
        self._step = progress.step

    def say(self, text: str) -> None:
        """Show a line of our own; a terminal cuts what is longer than itself."""
        width = {"no_wrap": True, "overflow": "ellipsis", "crop": True}
        if not self._console.is_terminal:
            width = {"soft_wrap": True}
        self._console.print(Text(plain(text)), **width)  # type: ignore[arg-type]  # by name

    def tell(self, text: str) -> None:
        """Show a line that must be read to its end."""
        self._console.print(Text(text), soft_wrap=True)

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20))
            self._live = Progress(
                *columns, TimeElapsedColumn(), console=self._console, transient=True
            )
            self._live.add_task("…", total=None)
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _is_worth_a_line(self, progress: CampaignProgress) -> bool:
        return bool(
            progress.preview
            or progress.step != self._step
            or (self._live is None and time.monotonic() - self._told > QUIET_SECONDS)
        )

    def _line(self, progress: CampaignProgress) -> str:
        count = f" {progress.done}/{progress.total}" if progress.total else ""
        look = one_line(progress.preview)[:PREVIEW]
        preview = f"{self._colon} {look}" if progress.preview else ""
        return f"{time.monotonic() - self._start:6.1f} s  {progress.message}{count}{preview}"
