"""Reading a saved page: what a reader sees of it, each word where it stands in the file.

The standard library's parser is used because it says where each piece of text starts, which
the faster ones do not.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from creative_agents.brands.building.document import Document, Kind, Style
from creative_agents.brands.building.pieces import Block, Heading, Run, assemble

_UNSEEN: Final = frozenset(
    ["script", "style", "template", "noscript", "nav", "svg", "iframe", "object", "select"]
)
_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_BREAKS: Final = frozenset(
    [
        "p",
        "br",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "hr",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "body",
        "head",
        "html",
        "title",
    ]
)
_STYLES: Final[dict[str, Style]] = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "q": "quote",
    "del": "struck",
    "s": "struck",
    "strike": "struck",
}
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE
)


def read_html(name: str, text: str) -> Document:
    """Read a page: what is hidden, and its menus, are left out.

    Args:
        name: How a citation names the document.
        text: The file's text.

    Returns:
        The document, its spans in code points of the file.
    """
    return assemble(name, text, html_parts(text, 0, len(text)))


def html_parts(text: str, start: int, end: int, *, first_row: int = 0) -> Iterator[Block | Heading]:
    """Give what stands in a stretch of HTML, in order.

    Args:
        text: The document's text.
        start: First code point of the stretch.
        end: Code point after it.
        first_row: Number of its first table row.
    """
    page = _Page(text[start:end], start, first_row)
    yield from page.parts


class _Page(HTMLParser):
    """One reading of one page."""

    def __init__(self, text: str, base: int, first_row: int) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[Block | Heading] = []
        self.base = base
        self.lines = [0]
        for match in re.finditer(r"\n", text):
            self.lines.append(match.end())
        self.run = Run()
        self.open: dict[str, int] = {}
        self.unseen: list[str] = []
        self.depth: Counter[str] = Counter()
        self.cell, self.row = 0, first_row - 1
        self.kind: Kind | None = None
        self.header: int | None = None
        self.feed(text)
        self.close()
        self._cut()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unseen or tag in _UNSEEN or _is_hidden(dict(attrs)):
            if tag not in _VOID:
                self.unseen.append(tag)
            return
        if tag in _BREAKS or _level(tag):
            self._cut()
            self._enter(tag)
        elif tag in _STYLES:
            self.open.setdefault(_STYLES[tag], len(self.run.letters))

    def _enter(self, tag: str) -> None:
        if tag in {"li", "blockquote"}:
            self.depth[tag] += 1
        elif tag == "tr":
            self.row, self.cell = self.row + 1, -1
        elif tag in {"td", "th"}:
            self.cell, self.kind = self.cell + 1, "head" if tag == "th" else "cell"
        else:
            self.header = _level(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            self._leave(tag)
            return
        if tag in _STYLES and (begun := self.open.pop(_STYLES[tag], None)) is not None:
            self.run.mark(begun, _STYLES[tag])
        if tag in _BREAKS or _level(tag):
            self._cut()
        if tag in {"li", "blockquote"}:
            self.depth[tag] = max(0, self.depth[tag] - 1)
        elif tag in {"td", "th", "table"}:
            self.kind = None

    def handle_data(self, data: str) -> None:
        place = self._place()
        for offset, character in enumerate(data):
            self._add(character, place + offset)

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name};")

    def _entity(self, written: str) -> None:
        for letter in html.unescape(written):
            self._add(letter, self._place())

    def _add(self, character: str, place: int) -> None:
        if self.unseen:
            return
        if character in "”»" and (begun := self.open.pop("quote", None)) is not None:
            self.run.mark(begun, "quote")
        self.run.add(character, place)
        if character in "“«":
            self.open["quote"] = len(self.run.letters)

    def _place(self) -> int:
        line, column = self.getpos()
        return self.base + self.lines[line - 1] + column

    def _leave(self, tag: str) -> None:
        """Come out of what is not shown; a tag that nobody closed does not hide the rest."""
        if tag in self.unseen:
            while self.unseen.pop() != tag:
                pass

    def _kind(self) -> Kind:
        if self.depth["blockquote"]:
            return "quoted"
        return "item" if self.depth["li"] else "prose"

    def _cut(self) -> None:
        run, self.run = self.run, Run()
        self.open.clear()
        level, self.header = self.header, None
        if not run.text.strip():
            self.header = level
            return
        if level is not None:
            self.parts.append(Heading(run.text.strip(), level))
        elif self.kind is not None:
            self.parts.append(Block(run, self.kind, row=self.row, cell=self.cell))
        else:
            self.parts.append(Block(run, self._kind()))


def _level(tag: str) -> int | None:
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else None


def _is_hidden(attrs: dict[str, str | None]) -> bool:
    style = attrs.get("style") or ""
    return "hidden" in attrs or attrs.get("aria-hidden") == "true" or bool(_HIDDEN.search(style))
