"""From bytes to code points."""

from bisect import bisect_right
from typing import Final

STRIDE: Final = 512
"""Code points between two marks."""


class Offsets:
    """Turns places in bytes of UTF-8 into places in code points."""

    def __init__(self, text: str) -> None:
        """Mark a text.

        Args:
            text: The text; one of ASCII needs no marks.
        """
        self._plain = text.isascii()
        self._text = text
        self._marks = [0]
        if self._plain:
            return
        for at in range(0, len(text), STRIDE):
            self._marks.append(self._marks[-1] + len(text[at : at + STRIDE].encode()))

    def point(self, byte: int) -> int:
        """Give the code point that begins at a byte."""
        if self._plain:
            return byte
        mark = max(bisect_right(self._marks, byte) - 1, 0)
        at = min(mark * STRIDE, len(self._text))
        left = byte - self._marks[mark]
        return at + len(self._text[at : at + STRIDE].encode()[:left].decode(errors="ignore"))
