"""From a stream of elements and words to blocks: what Markdown, HTML and reST share.

A format opens and closes elements (named as in HTML) and gives the words between, each
with its place in the source. A block ends where an element ends that is not inside a
sentence. What a block is, is said by the elements opened since the last one ended: of a
list entry of two paragraphs the first is a list entry and the second prose, as in Vale.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from creative_agents.rules.blocks import Block, part
from creative_agents.rules.formats.document import Document
from creative_agents.rules.formats.skipping import HIDDEN, Skipping
from creative_agents.rules.patterns.clock import Clock

Piece = tuple[str, int, int]
"""Words, and where they begin and end in the source."""

_Effect = Literal["read", "covered", "unread"]

_INLINE_TAGS: Final = (
    "b big i small abbr acronym cite dfn em kbd strong a br img span sub sup code tt del s u "
    "ins mark q var samp wbr font label time"
)
INLINE_TAGS: Final = frozenset(_INLINE_TAGS.split())
"""Elements that stand inside a sentence."""

_VOID_TAGS: Final = "area base br col embed hr img input link meta source track wbr"
VOID_TAGS: Final = frozenset(_VOID_TAGS.split())
"""Elements that hold nothing and are not closed."""

SCOPES: Final = {
    "th": ("table", "header"),
    "td": ("table", "cell"),
    "caption": ("table", "caption"),
    "li": ("list",),
    "blockquote": ("blockquote",),
    "figcaption": ("figure", "caption"),
}
"""What a block is, by the element that holds it."""

EVERY: Final = 1024
"""The clock is looked at after so many pieces."""

SPANS: Final = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "code": "code",
}
"""Scopes of words inside a sentence, by the element that holds them."""

_HEADING: Final = re.compile(r"h[1-6]\Z")
_ADDRESS: Final = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]'’]")
_MAIL_LEFT: Final = re.compile(r"[\w.+-]{1,64}\Z")
_MAIL_RIGHT: Final = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


class Assembler:
    """Puts blocks together."""

    def __init__(self, document: Document, skipping: Skipping, clock: Clock) -> None:
        """Begin a document.

        Args:
            document: Where the blocks go.
            skipping: What is left alone.
            clock: The time left to read the text.
        """
        self._clock = clock
        self._calls = 0
        self._names: Counter[str] = Counter()
        self._document = document
        self._skipping = skipping
        self._history: list[str] = []
        self._open: list[tuple[str, _Effect]] = []
        self._effects: Counter[_Effect] = Counter()
        self._pieces: list[Piece] = []
        self._spans: list[tuple[str, int]] = []

    def open(self, tag: str, *, classes: Sequence[str] = ()) -> None:
        """Open an element.

        Args:
            tag: Its name, as in HTML.
            classes: Its classes.

        Raises:
            TimeoutError: The time to read the text is over.
        """
        self._tick()
        inline = tag in INLINE_TAGS
        if not inline:
            self._flush()
            self._history.append(tag)
        elif tag in SPANS:
            self._spans.append((SPANS[tag], len(self._pieces)))
        if tag in VOID_TAGS:
            return
        effect = self._effect(tag, classes, inline=inline)
        self._open.append((tag, effect))
        self._names[tag] += 1
        self._effects[effect] += 1
        if effect == "unread" and not inline:
            self._document.counts[tag] += 1

    def close(self, tag: str) -> None:
        """Close an element, and those left open in it."""
        if not self._names[tag]:
            return
        name = ""
        while name != tag:
            name, effect = self._open.pop()
            self._names[name] -= 1
            if name not in INLINE_TAGS:
                self._flush()
                self._history.clear()
            elif name in SPANS:
                self._end_span()
            self._effects[effect] -= 1

    def _tick(self) -> None:
        self._calls += 1
        if not self._calls % EVERY:
            self._clock.left()

    def _effect(self, tag: str, classes: Sequence[str], *, inline: bool) -> "_Effect":
        skipping = self._skipping
        if tag in skipping.tags:
            return "unread"
        if not skipping.classes.isdisjoint(classes):
            return "covered" if inline else "unread"
        return "covered" if inline and tag in skipping.inline else "read"

    def words(self, text: str, at: int, end: int | None = None) -> None:
        """Add words.

        Args:
            text: The words as a reader sees them.
            at: Where they begin in the source.
            end: Where they end there; absent: they stand there letter for letter.

        Raises:
            TimeoutError: The time to read the text is over.
        """
        self._tick()
        if self._effects["unread"] or not text:
            return
        if self._effects["covered"]:
            shown = _covered(text)
        elif end is None:
            shown = without_addresses(text).replace(HIDDEN, "*")
        else:
            shown = text
        self._pieces.append((shown, at, at + len(text) if end is None else end))

    def alt(self, pieces: Sequence[Piece]) -> None:
        """Add the words that describe an image; they are a block of their own."""
        if self._effects["unread"] or "alt" in self._skipping.tags:
            return
        block = _block(pieces, ("text", "attr", "alt", self._document.extension))
        if block is not None:
            self._document.add(block, summarised=False)

    def comment(self, text: str, at: int) -> None:
        """Note a comment."""
        self._document.comments.append((at, text.strip()))

    def finish(self) -> None:
        """End the document."""
        self._flush()

    def _end_span(self) -> None:
        scope, first = self._spans.pop()
        block = _block(self._pieces[first:], (scope, self._document.extension))
        if block is not None:
            self._document.spans.append(block)

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        self._spans = [(scope, 0) for scope, _ in self._spans]
        scope = self._scope()
        block = _block(pieces, ("text", *(scope or ()), self._document.extension))
        if block is None:
            return
        if scope is None:
            self._document.add(block, prose=True)
            return
        self._document.counts["_".join(scope)] += 1
        self._document.add(block, summarised=scope[0] in {"list", "blockquote"})

    def _scope(self) -> tuple[str, ...] | None:
        for tag in self._history:
            if tag in SCOPES:
                return SCOPES[tag]
            if _HEADING.match(tag):
                return ("heading", tag)
        return None


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of web and mail addresses."""
    if "//" in text or "www." in text:
        yield from (match.span() for match in _ADDRESS.finditer(text))
    at = text.find("@")
    while at >= 0:
        left = _MAIL_LEFT.search(text, max(at - 64, 0), at)
        right = _MAIL_RIGHT.match(text, at + 1)
        if left and right:
            yield left.start(), right.end()
        at = text.find("@", at + 1)


def without_addresses(text: str) -> str:
    """Cover the web and mail addresses of a text with ``*``, sign for sign."""
    out: list[str] = []
    at = 0
    for start, end in sorted(addresses(text)):
        if end > at:
            out += (text[at:start], "*" * (end - max(start, at)))
            at = end
    return "".join((*out, text[at:])) if out else text


def _covered(text: str) -> str:
    return "".join("\n" if sign == "\n" else "*" for sign in text)


def _block(pieces: Sequence[Piece], scope: tuple[str, ...]) -> Block | None:
    """Make a block, without the spaces at its two ends; nothing where nothing is left."""
    text = "".join(piece[0] for piece in pieces)
    if not text.strip():
        return None
    starts: list[int] = []
    at = 0
    for piece in pieces:
        starts.append(at)
        at += len(piece[0])
    block = Block(text, scope, starts, [p[1] for p in pieces], [p[2] for p in pieces])
    before = len(text) - len(text.lstrip())
    return part(block, before, len(text.rstrip()), scope)
