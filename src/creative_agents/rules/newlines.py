r"""Line ends: rules see ``\n`` alone, findings are placed in the text as it is."""

import re
from bisect import bisect_left
from typing import Final

_HALVES: Final = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Put U+FFFD in the place of each half of a pair that stands alone: it is no sign."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


class Newlines:
    """A text whose lines all end in the same way, and the way back to the text it was."""

    __slots__ = ("_joints", "original", "text")

    def __init__(self, original: str) -> None:
        r"""Even out the line ends of a text: ``\r\n`` and ``\r`` become ``\n``."""
        self.original = original = whole(original)
        self.text = original
        self._joints: list[int] = []
        if "\r" in original:
            parts = original.split("\r\n")
            at = -1
            for part in parts[:-1]:
                at += len(part) + 1
                self._joints.append(at)
            self.text = "\n".join(parts).replace("\r", "\n")

    def place(self, at: int) -> int:
        """Give the place in the original of a place in the text."""
        return at + bisect_left(self._joints, at)
