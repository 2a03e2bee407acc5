"""Reading Markdown: headings, paragraphs, list items and tables, each where it stands."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from creative_agents.brands.building.document import Document, Kind
from creative_agents.brands.building.html import html_parts
from creative_agents.brands.building.markup import plain_runs
from creative_agents.brands.building.pieces import Block, Heading, assemble

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT: Final = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE: Final = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)
_LEAD: Final = re.compile(r"(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+)?")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_CELL: Final = re.compile(r"(?<!\\)\|")


def read_markdown(name: str, text: str) -> Document:
    """Read Markdown with tables; a front matter gives its title alone.

    Args:
        name: How a citation names the document.
        text: The file's text.

    Returns:
        The document, its spans in code points of the file.
    """
    return assemble(name, text, _Reader(text).parts())


class _Reader:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        from markdown_it import MarkdownIt  # noqa: PLC0415 - only who reads documents pays for it

        self.text = text
        front = _FRONT.match(text)
        self.body = front.end() if front else 0
        self.title = _TITLE.search(front[0]) if front else None
        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        self.tokens = parser.parse(text[self.body :])
        breaks = (match.end() for match in _BREAK.finditer(text, self.body))
        self.starts = [self.body, *breaks, len(text), len(text)]
        self.row = -1
        self.depth: Counter[str] = Counter()

    def parts(self) -> Iterator[Block | Heading]:
        """Give what stands in the text, in order."""
        if self.title:
            yield Heading(self.title[1], 1)
        for token in self.tokens:
            if token.type in _NESTING:
                self.depth[_NESTING[token.type]] += token.nesting
            elif token.map and (read := _READERS.get(token.type)):
                yield from read(self, token)

    def _kind(self) -> Kind:
        if self.depth["quoted"]:
            return "quoted"
        return "item" if self.depth["item"] else "prose"

    def _span(self, lines: Sequence[int]) -> tuple[int, int]:
        start, end = self.starts[lines[0]], self.starts[min(lines[1], len(self.starts) - 1)]
        lead = _LEAD.match(self.text, start, end)
        return (lead.end() if lead else start), end

    def heading(self, token: "Token") -> Iterator[Heading]:
        """Read a heading; those of a text with a title stand one level lower."""
        runs = plain_runs(self.text, *self._span(token.map or ()))
        words = " ".join(run.text.strip() for run in runs)
        level = int(token.tag[1]) + (self.title is not None)
        yield Heading(re.sub(r"\s+(?:#+|=+|-+)$", "", words), level)

    def paragraph(self, token: "Token") -> Iterator[Block]:
        """Read a paragraph, of a list item or of its own."""
        for run in plain_runs(self.text, *self._span(token.map or ())):
            yield Block(run, self._kind())

    def html(self, token: "Token") -> Iterator[Block | Heading]:
        """Read HTML that stands among the Markdown."""
        first, last = token.map or (0, 0)
        start, end = self.starts[first], self.starts[min(last, len(self.starts) - 1)]
        for part in html_parts(self.text, start, end, first_row=self.row + 1):
            if isinstance(part, Block) and part.row is not None:
                self.row = max(self.row, part.row)
            yield part

    def cells(self, token: "Token") -> Iterator[Block]:
        """Read a table's row, cell by cell."""
        line = (token.map or (0,))[0]
        kind: Kind = "head" if self.depth["head"] else "cell"
        self.row += 1
        start, end = self.starts[line], self.starts[line + 1]
        bars = [match.start() for match in _CELL.finditer(self.text, start, end)]
        edges = [start - 1, *bars, end]
        if bars and not self.text[start : bars[0]].strip():
            edges = edges[1:]
        for number, (left, right) in enumerate(pairwise(edges)):
            for run in plain_runs(self.text, left + 1, right):
                yield Block(run, kind, row=self.row, cell=number)


_NESTING: Final = {
    "list_item_open": "item",
    "list_item_close": "item",
    "blockquote_open": "quoted",
    "blockquote_close": "quoted",
    "thead_open": "head",
    "thead_close": "head",
}
_READERS: Final[Mapping[str, Callable[[_Reader, "Token"], Iterator[Block | Heading]]]] = {
    "heading_open": _Reader.heading,
    "paragraph_open": _Reader.paragraph,
    "html_block": _Reader.html,
    "tr_open": _Reader.cells,
}
