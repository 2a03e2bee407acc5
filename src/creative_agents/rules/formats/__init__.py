"""Formats of text: each file cuts one into blocks that rules read.

The libraries that read a format are imported when a text of that format comes.
"""

from functools import cache
from importlib import import_module
from typing import Final, Literal, Protocol, cast, get_args

from creative_agents.errors import ConfigError
from creative_agents.rules.formats.document import Document
from creative_agents.rules.formats.skipping import Skipping, prepared
from creative_agents.rules.formats.spread import basic, finer, wider
from creative_agents.rules.patterns.clock import Bounds, Clock

Format = Literal["plain", "markdown", "rst", "html"]
"""How a text is written."""

FORMATS: Final[tuple[Format, ...]] = get_args(Format)


class Cut(Protocol):
    """The function of a format's file."""

    def __call__(self, text: str, source: str, skipping: Skipping, clock: Clock, /) -> Document:
        """Cut a text, in which what is ignored was hidden, into blocks."""
        ...


def cut(text: str, format: Format, skipping: Skipping, bounds: Bounds) -> Document:
    """Cut a text into blocks.

    Args:
        text: The text.
        format: How it is written.
        skipping: What is left alone.
        bounds: How long its patterns, and all of it, may take.

    Raises:
        ConfigError: Nobody knows the format.
        TimeoutError: It took too long.
        UnreadableError: The text cannot be read in its format.
    """
    if format not in FORMATS:
        raise ConfigError(f"unknown format {format!r}; it is one of {', '.join(FORMATS)}")
    shown = prepared(text, skipping, Clock.start(bounds.rule))
    return _cutter(format)(shown, text, skipping, Clock.start(bounds.text))


@cache
def _cutter(format: Format) -> Cut:
    return cast("Cut", import_module(f"{__name__}.{format}").cut)


__all__ = ["FORMATS", "Document", "Format", "Skipping", "basic", "cut", "finer", "wider"]
