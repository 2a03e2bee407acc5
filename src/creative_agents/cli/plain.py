"""Texts that others wrote, made safe for a terminal."""

from typing import Final

_CONTROLS: Final = dict.fromkeys(
    sign for sign in (*range(0x20), *range(0x7F, 0xA0)) if chr(sign) not in "\n\t"
)


def plain(text: str) -> str:
    """Give a text without the signs that a terminal would obey: a model may have written it.

    Args:
        text: Any text.

    Returns:
        The same text; line breaks and tabs stay.
    """
    return text.translate(_CONTROLS)


def one_line(text: str) -> str:
    """Give a text on one line, without the signs that a terminal would obey."""
    return " ".join(plain(text).split())
