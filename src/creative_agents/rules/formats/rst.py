"""reStructuredText, read by docutils."""

from collections.abc import Iterator
from typing import Final

from docutils import nodes
from docutils.core import publish_doctree

from creative_agents.rules.formats.assembler import Assembler, Piece
from creative_agents.rules.formats.document import Document
from creative_agents.rules.formats.skipping import Skipping
from creative_agents.rules.formats.unreadable import UnreadableError
from creative_agents.rules.patterns.clock import Clock

EXTENSION: Final = "rst"

LONGEST: Final = 200_000
"""Code points of such a text, at most: docutils takes seconds for more."""

SETTINGS: Final = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "line_length_limit": LONGEST + 1,
    "raw_enabled": False,
    "report_level": 5,
    "syntax_highlight": "none",
}
"""A text is data: it includes no file, and it stops nothing."""

ELEMENTS: Final = {
    "paragraph": "p",
    "bullet_list": "ul",
    "enumerated_list": "ul",
    "list_item": "li",
    "definition_list": "dl",
    "term": "dt",
    "definition": "dd",
    "block_quote": "blockquote",
    "literal_block": "pre",
    "doctest_block": "pre",
    "math_block": "pre",
    "raw": "pre",
    "table": "table",
    "thead": "thead",
    "row": "tr",
    "footnote": "td",
    "citation": "td",
    "line": "div",
    "caption": "p",
    "rubric": "p",
    "attribution": "p",
    "field_name": "th",
    "field_body": "td",
    "option_list": "table",
    "description": "td",
    "emphasis": "em",
    "strong": "strong",
    "literal": "tt",
    "math": "tt",
    "reference": "a",
    "title_reference": "cite",
    "inline": "span",
    "problematic": "code",
}
"""The element of HTML that each node becomes; a node that is not here leaves no trace."""

ESCAPE: Final = "\x00"
"""What docutils writes in the place of a backslash."""

UNREAD: Final = frozenset({"pre"})
SILENT: Final = (
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.label,
    nodes.substitution_definition,
    nodes.target,
    nodes.option_group,
    nodes.docinfo,
    nodes.meta,
    nodes.pending,
)
"""Nodes whose words nobody reads as prose."""


def cut(text: str, source: str, skipping: Skipping, clock: Clock) -> Document:
    """Cut a text into blocks.

    Args:
        text: The text, with what is ignored hidden.
        source: The text as it is.
        skipping: What is left alone.
        clock: The time left to read the text.

    Raises:
        UnreadableError: The text is too long, or docutils cannot read it.
    """
    if len(text) > LONGEST:
        raise UnreadableError(f"{len(text)} > {LONGEST}")
    document = Document(source, EXTENSION)
    try:
        tree = publish_doctree(text, settings_overrides=SETTINGS)
    except (
        RecursionError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise UnreadableError(f"docutils: {type(error).__name__}") from error
    _Reader(text, Assembler(document, skipping, clock)).read(tree)
    return document


class _Reader:
    """Turns the nodes of docutils into elements and words, and finds their places again."""

    def __init__(self, text: str, assembler: Assembler) -> None:
        self._text = text
        self._assembler = assembler
        self._at = 0
        self._depth = 0
        self._lines = [0]
        self._lines += (at + 1 for at, sign in enumerate(text) if sign == "\n")

    def read(self, tree: nodes.document) -> None:
        """Read the whole text."""
        self._node(tree)
        self._assembler.finish()

    def _node(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            for text, at, end in self._placed(str(node)):
                self._assembler.words(text, at, end if end - at != len(text) else None)
        elif isinstance(node, nodes.comment):
            at = self._pass(node.astext())
            self._assembler.comment(node.astext(), at)
        elif isinstance(node, nodes.image):
            self._image(node)
        elif isinstance(node, nodes.system_message) or _is_made(node):
            return
        elif isinstance(node, SILENT):
            self._pass(node.astext())
        elif isinstance(node, nodes.Element):
            self._element(node)

    def _element(self, node: nodes.Element) -> None:
        tag = self._tag(node)
        if isinstance(node, nodes.section):
            self._depth += 1
        if isinstance(node, nodes.paragraph):
            self._forward(node)
        if tag:
            self._assembler.open(tag, classes=node.get("classes", ()))
        if tag in UNREAD:
            self._pass(node.astext())
        else:
            for child in node.children:
                self._node(child)
        if tag:
            self._assembler.close(tag)
        if isinstance(node, nodes.section):
            self._depth -= 1

    def _tag(self, node: nodes.Element) -> str:
        if isinstance(node, nodes.title | nodes.subtitle):
            if isinstance(node.parent, nodes.Admonition | nodes.topic | nodes.sidebar):
                return "p"
            if isinstance(node.parent, nodes.table):
                return "caption"
            return f"h{min(max(self._depth, 1) + isinstance(node, nodes.subtitle), 6)}"
        if isinstance(node, nodes.entry):
            head = isinstance(node.parent.parent, nodes.thead)
            return "th" if head else "td"
        return ELEMENTS.get(type(node).__name__, "")

    def _image(self, node: nodes.image) -> None:
        alt = node.get("alt", "")
        if alt and alt in self._text[self._at :]:
            self._assembler.alt(list(self._placed(alt)))

    def _forward(self, node: nodes.paragraph) -> None:
        """Go on to where docutils says that a paragraph begins, or just before."""
        if node.line is None:
            return
        line = node.line - 1 - node.rawsource.count("\n")
        if 0 < line < len(self._lines):
            self._at = max(self._at, self._lines[line])

    def _pass(self, text: str) -> int:
        """Go past a text that is not read, and give its place."""
        pieces = list(self._placed(text))
        return pieces[0][1] if pieces else self._at

    def _placed(self, text: str) -> Iterator[Piece]:
        """Give a text in pieces, each with its place in the source."""
        lines = text.split("\n")
        for number, line in enumerate(lines):
            yield from self._line(line)
            if number < len(lines) - 1:
                end = self._text.find("\n", self._at)
                at = self._at if end < 0 else end
                yield "\n", at, at + 1
                self._at = at + 1

    def _line(self, line: str) -> Iterator[Piece]:
        if not line:
            return
        at = self._text.find(line.replace(ESCAPE, "\\"), self._at)
        if at < 0:
            yield from self._words(line.replace(ESCAPE, ""))
            return
        self._at = at + len(line)
        for number, piece in enumerate(line.split(ESCAPE)):
            shown = piece.removeprefix(" ") if number else piece
            end = at + len(piece)
            yield shown, end - len(shown), end
            at = end + 1

    def _words(self, line: str) -> Iterator[Piece]:
        """Place word by word a line that does not stand as it is: a backslash is missing."""
        for word in _pieces(line):
            at = self._text.find(word, self._at)
            if word.isspace() or not 0 <= at - self._at < len(line) + 40:
                yield word, self._at, min(self._at + 1, len(self._text))
                continue
            self._at = at + len(word)
            yield word, at, self._at


def _is_made(node: nodes.Node) -> bool:
    """Say whether docutils wrote a node itself: a table of contents."""
    return isinstance(node, nodes.topic) and "contents" in node["classes"]


def _pieces(line: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or line[at].isspace() != line[start].isspace():
            yield line[start:at]
            start = at
