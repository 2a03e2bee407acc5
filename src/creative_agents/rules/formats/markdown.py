"""Markdown (CommonMark, with tables, strike-through and footnotes)."""

import re
from collections.abc import Callable
from typing import Any, Final

import pyromark

from creative_agents.rules.formats.assembler import Assembler, Piece
from creative_agents.rules.formats.document import Document
from creative_agents.rules.formats.html import feed
from creative_agents.rules.formats.html_scan import scan
from creative_agents.rules.formats.offsets import Offsets
from creative_agents.rules.formats.skipping import Skipping
from creative_agents.rules.patterns.clock import Clock

EXTENSION: Final = "md"

OPTIONS: Final = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)

ELEMENTS: Final = {
    "Paragraph": "p",
    "BlockQuote": "blockquote",
    "CodeBlock": "pre",
    "List": "ul",
    "Item": "li",
    "FootnoteDefinition": "li",
    "Table": "table",
    "TableHead": "thead",
    "TableRow": "tr",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "Link": "a",
    "HtmlBlock": "section",
}
"""The element of HTML that each of Markdown becomes."""

_FRONT_MATTER: Final = re.compile(
    r"\A(---|\+\+\+)[ \t]*\n.*?\n(?:---|\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)


def cut(text: str, source: str, skipping: Skipping, clock: Clock) -> Document:
    """Cut a text into blocks.

    Args:
        text: The text, with what is ignored hidden.
        source: The text as it is.
        skipping: What is left alone.
        clock: The time left to read the text.
    """
    document = Document(source, EXTENSION)
    _Reader(text, Assembler(document, skipping, clock)).read()
    return document


class _Reader:
    """Turns the events of the parser into elements and words."""

    def __init__(self, text: str, assembler: Assembler) -> None:
        self._text = text
        self._assembler = assembler
        front = _FRONT_MATTER.match(text)
        self._start = front.end() if front else 0
        self._body = text[self._start :]
        self._offsets = Offsets(self._body)
        self._image: list[Piece] | None = None
        self._images = 0
        self._head = False
        self._actions: dict[str, Callable[[Any, int, int], None]] = {
            "Start": self._open,
            "End": self._close,
            "Text": self._words,
            "Code": self._code,
            "Html": self._html,
            "InlineHtml": self._html,
        }

    def read(self) -> None:
        """Read the whole text."""
        for event, place in pyromark.events_with_range(self._body, options=OPTIONS):
            at = self._start + self._offsets.point(place["start"])
            end = self._start + self._offsets.point(place["end"])
            if isinstance(event, str):
                if event in {"SoftBreak", "HardBreak"}:
                    self._words("\n", at, end)
                continue
            for name, value in event.items():
                if action := self._actions.get(name):
                    action(value, at, end)
        self._assembler.finish()

    def _open(self, value: object, _: int, __: int) -> None:
        name, detail = _named(value)
        if name == "Image":
            self._images += 1
            self._image = [] if self._image is None else self._image
        elif name == "Heading":
            self._assembler.open(str(detail.get("level", "H1")).lower())
        elif name == "TableCell":
            self._assembler.open("th" if self._head else "td")
        elif name in ELEMENTS:
            self._head = self._head or name == "TableHead"
            self._assembler.open(ELEMENTS[name])

    def _close(self, value: object, _: int, __: int) -> None:
        name, detail = _named(value)
        if name == "Image":
            self._images -= 1
            if not self._images and self._image is not None:
                self._assembler.alt(self._image)
                self._image = None
        elif name == "Heading":
            self._assembler.close(str(detail).lower())
        elif name == "TableCell":
            self._assembler.close("th" if self._head else "td")
        elif name in ELEMENTS:
            self._head = self._head and name != "TableHead"
            self._assembler.close(ELEMENTS[name])

    def _words(self, text: str, at: int, end: int) -> None:
        same = end - at == len(text)
        if self._image is not None:
            self._image.append((text, at, end))
        else:
            self._assembler.words(text, at, None if same else end)

    def _code(self, text: str, at: int, end: int) -> None:
        inside = self._text.find(text, at, end) if "\n" not in text else -1
        if self._image is not None:
            self._image.append(("*" * len(text), at, end))
            return
        self._assembler.open("code")
        self._assembler.words(text, *((at, end) if inside < 0 else (inside, None)))
        self._assembler.close("code")

    def _html(self, _: str, at: int, end: int) -> None:
        for token in scan(self._text, at, end):
            feed(self._assembler, token)


def _named(value: object) -> tuple[str, Any]:
    if isinstance(value, dict):
        return next(iter(value.items()))
    return str(value), {}
