"""Places in a file: lines, columns, and where the words of a value stand in its source."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

_END: Final = re.compile(r"\r\n|\r|\n")
_ESCAPE: Final = re.compile(
    r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL
)
_PAIR: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


class Place(NamedTuple):
    """A span of a file, in code points; lines and columns from 1, the end exclusive."""

    line: int
    """Its first line."""
    column: int
    """Its first column."""
    end_line: int
    """Its last line."""
    end_column: int
    """The column after its last sign."""


class Lines:
    """The lines of a text, to find offsets quickly."""

    def __init__(self, text: str) -> None:
        r"""Read where the lines begin.

        Args:
            text: The text; its lines end with ``\n``, ``\r\n`` or ``\r``.
        """
        self._text = text
        self._starts = [0, *(match.end() for match in _END.finditer(text))]

    def place(self, start: int, end: int) -> Place:
        """Give the lines and columns of a span of code points."""
        return Place(*self._at(start), *self._at(max(start, end)))

    def line(self, number: int) -> str:
        """Give the text of a line, without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def aligned(value: str, source: str, start: int, end: int) -> list[tuple[int, int]] | None:
    r"""Find where each code point of a value stands in the source that wrote it.

    The source is a scalar of YAML or a string of JSON: it may be quoted, hold escapes
    (``\u00e9``), be folded or be indented.

    Args:
        value: What the scalar means.
        source: The file.
        start: Where the scalar begins in it.
        end: Where it ends.

    Returns:
        For each code point of the value its span in the source; nothing where the two do not
        agree. Line ends that YAML adds or takes have the span of what stands there.
    """
    raw = source[start:end]
    spans: list[tuple[int, int]] = []
    for sign, first, last in _signs(raw):
        if len(spans) == len(value):
            break
        wanted = value[len(spans)]
        folded = sign in "\r\n" and wanted.isspace()
        if sign == wanted or folded:
            spans.append((start + first, start + last))
        elif not sign.isspace() and spans:
            return None
    if value[len(spans) :].strip():
        return None
    after = spans[-1][1] if spans else start
    return [*spans, *([(after, after)] * (len(value) - len(spans)))]


def _signs(raw: str) -> Iterator[tuple[str, int, int]]:
    """Give what a scalar says, sign by sign, with the span of each in it."""
    quote = raw[:1]
    if quote not in {'"', "'"}:
        yield from ((sign, at, at + 1) for at, sign in enumerate(raw))
        return
    at, last = 1, len(raw) - 1
    while at < last:
        escape = _escape(raw, at, quote)
        meant = raw[at] if escape is None else _meant(escape)
        width = len(escape or meant)
        yield meant, at, at + width
        at += width


def _escape(raw: str, at: int, quote: str) -> str | None:
    if quote == "'":
        return "''" if raw.startswith("''", at) else None
    match = _PAIR.match(raw, at) or _ESCAPE.match(raw, at)
    return match.group() if match else None


_SIMPLE: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "0": "\0",
    "a": "\a",
    "e": "\x1b",
    "v": "\v",
    "_": "\u00a0",
    "N": "\u0085",
    "L": "\u2028",
    "P": "\u2029",
}


def _meant(escape: str) -> str:
    if escape == "''":
        return "'"
    kind = escape[1]
    if len(escape) == 12:  # a pair of surrogates
        high, low = int(escape[2:6], 16), int(escape[8:], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    if kind in "uUx":
        return chr(int(f"0x{escape[2:]}", 0))
    return _SIMPLE.get(kind, kind)
