"""From a document to what rules read: sentences, paragraphs, the summary, the raw text."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from creative_agents.rules.blocks import BETWEEN, Block, join, part
from creative_agents.rules.formats.document import Document
from creative_agents.rules.formats.sentences import sentences

SPANS: Final = frozenset({"code", "emphasis", "link", "strong"})
"""Scopes of words inside a sentence."""

LONGEST: Final = 50_000
"""A block of more code points is read in pieces."""


def basic(document: Document) -> Iterator[tuple[Block, bool]]:
    """Give the blocks of a document, and whether each is prose."""
    prose = {id(block) for block in document.prose}
    for block in document.order:
        for piece in pieces(block):
            yield piece, id(block) in prose


def finer(block: Block, wanted: AbstractSet[str]) -> Iterator[Block]:
    """Give the paragraphs and the sentences of prose.

    Args:
        block: The prose.
        wanted: First words of the scopes that rules name: what none of them reads is not made.
    """
    extension = block.scope[-1]
    if "paragraph" in wanted:
        yield from _within(block, _paragraphs(block.text), ("paragraph", extension))
    if "sentence" in wanted:
        yield from _within(block, sentences(block.text), ("sentence", extension))


def wider(document: Document, wanted: AbstractSet[str]) -> Iterator[Block]:
    """Give what is read apart from the blocks: links, the summary, the raw text.

    Args:
        document: The text, cut.
        wanted: First words of the scopes that rules name: what none of them reads is not made.
    """
    extension = document.extension
    if not SPANS.isdisjoint(wanted):
        yield from document.spans
    if "summary" in wanted:
        yield join(document.summarised, ("summary", extension))
    if "whole" in wanted:
        yield join(document.order, ("whole", extension))
    if "raw" in wanted:
        yield from pieces(Block(document.source, ("raw", extension)))


def _within(
    block: Block, spans: Iterable[tuple[int, int]], scope: tuple[str, ...]
) -> Iterator[Block]:
    for start, end in spans:
        yield from pieces(part(block, start, end, scope))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while (end := text.find(BETWEEN, start)) >= 0:
        yield start, end + len(BETWEEN)
        start = end + len(BETWEEN)
    yield start, len(text)


def pieces(block: Block, longest: int = LONGEST) -> Iterator[Block]:
    """Cut a block that is too long to be read at once, between words if it can be.

    Args:
        block: The block.
        longest: Code points of a piece, at most.
    """
    text = block.text
    if len(text) <= longest:
        yield block
        return
    start = 0
    while start < len(text):
        end = _cut(text, start, longest)
        yield part(block, start, end, block.scope)
        start = end


def _cut(text: str, start: int, longest: int) -> int:
    end = start + longest
    if end >= len(text):
        return len(text)
    for between in (BETWEEN, "\n", " "):
        at = text.rfind(between, start + longest // 2, end)
        if at >= 0:
            return at + len(between)
    return end
