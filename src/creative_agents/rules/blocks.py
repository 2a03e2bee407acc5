"""A part of a text that rules read by itself: a paragraph, a heading, a cell."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

BETWEEN: Final = "\n\n"
"""What stands between blocks that are read as one."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of words, where it stands in the source, and what it is."""

    text: str
    """The words as rules read them."""
    scope: tuple[str, ...]
    """What it is, from the general to the particular: ``text``, ``heading``, ``h1``, ``md``."""
    starts: Sequence[int] = (0,)
    """Where each of its pieces begins in `text`."""
    sources: Sequence[int] = (0,)
    """Where each of its pieces begins in the source, in code points."""
    ends: Sequence[int] | None = None
    """Where each of its pieces ends in the source; absent: a piece is as long as its text."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the source of a place in the block, both in code points."""
        first, _ = self._place(start)
        if end <= start:
            return first, first
        return first, max(first, self._place(end - 1)[1])

    def _place(self, at: int) -> tuple[int, int]:
        """Give where a sign begins and ends in the source."""
        piece = max(bisect_right(self.starts, at) - 1, 0)
        source = self.sources[piece] + at - self.starts[piece]
        if self.ends is None:
            return source, source + 1
        last = self.ends[piece]
        after = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        begins = min(source, max(last - 1, self.sources[piece]))
        return begins, last if at == after - 1 else min(begins + 1, last)


def part(block: Block, start: int, end: int, scope: tuple[str, ...]) -> Block:
    """Give a part of a block as a block of its own."""
    text = block.text[start:end]
    first = max(bisect_right(block.starts, start) - 1, 0)
    last = max(bisect_right(block.starts, max(end - 1, start)), first + 1)
    shift = start - block.starts[first]
    source = block.sources[first] + shift
    if last - first == 1:
        alone = None if block.ends is None else (block.ends[first],)
        return Block(text, scope, (0,), (source,), alone)
    starts = [max(at - start, 0) for at in block.starts[first:last]]
    sources = [source, *block.sources[first + 1 : last]]
    ends = None if block.ends is None else tuple(block.ends[first:last])
    return Block(text, scope, starts, sources, ends)


def join(blocks: Iterable[Block], scope: tuple[str, ...]) -> Block:
    """Read several blocks as one, an empty line between them."""
    blocks = list(blocks)
    if len(blocks) == 1:
        return replace(blocks[0], scope=scope)
    texts: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    ends: list[int] = []
    at = 0
    for block in blocks:
        starts += [at + start for start in block.starts]
        sources += block.sources
        ends += block.ends or (block.sources[0] + len(block.text),)
        texts.append(block.text)
        at += len(block.text) + len(BETWEEN)
    return Block(BETWEEN.join(texts), scope, starts or (0,), sources or (0,), ends or (0,))
