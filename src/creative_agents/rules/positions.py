"""From an offset to a line and a column."""

from typing import NamedTuple


class Position(NamedTuple):
    """A place in a text, as editors count."""

    line: int
    """The line; the first one is 1."""
    column: int
    """The column in code points; the first one is 1."""


def position(text: str, offset: int | None) -> Position:
    r"""Give the line and the column of a code point.

    Args:
        text: The text; its lines end with ``\n``, ``\r\n`` or ``\r``.
        offset: The code point, from 0; absent: the beginning of the text.
    """
    before = text[: offset or 0]
    start = max(before.rfind("\n"), _lone_return(before)) + 1
    return Position(_ends(before) + 1, len(before) - start + 1)


def _ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _lone_return(text: str) -> int:
    at = text.rfind("\r")
    while at >= 0 and text[at + 1 : at + 2] == "\n":
        at = text.rfind("\r", 0, at)
    return at
