"""The tokens of HTML, each with its place. One pass, whatever the text: it cannot hang."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

LONGEST_TAG: Final = 8_000
"""Signs of one tag, at most; what is longer is not read as a tag."""

MOST_UNCLOSED: Final = 200
"""Tags that are not closed; past so many, quotes do not count any more."""

RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp"})
"""Elements whose content holds no tags."""

_NAME: Final = re.compile(r"[a-zA-Z][^\s/>]{0,100}")
_MARKUP: Final = re.compile("<(?=[a-zA-Z/!?])")
_QUOTE: Final = re.compile("[>\"']")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CLASS: Final = re.compile(r"""\sclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_ALT: Final = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


class Token(NamedTuple):
    """One token."""

    kind: str
    """``open``, ``close``, ``words`` or ``comment``."""
    text: str
    """The element's name, the words, or the comment."""
    at: int
    """First code point."""
    end: int
    """Code point after it."""
    tag: str = ""
    """The tag as it is written, for an element that opens."""


def scan(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Give the tokens of a text.

    Args:
        text: The text.
        start: Where to begin.
        end: Where to stop; absent: at its end.
    """
    return _Scanner(text, len(text) if end is None else end).tokens(start)


def words(text: str, start: int, end: int, *, literal: bool = False) -> Iterator[Token]:
    """Give words, each entity apart.

    Args:
        text: The text.
        start: Where the words begin.
        end: Where they end.
        literal: True where ``&`` is a sign like others.
    """
    at = start
    if not literal:
        for entity in _ENTITY.finditer(text, start, end):
            shown = unescape(entity.group())
            if shown == entity.group():
                continue
            if entity.start() > at:
                yield Token("words", text[at : entity.start()], at, entity.start())
            yield Token("words", shown, *entity.span())
            at = entity.end()
    if end > at:
        yield Token("words", text[at:end], at, end)


def classes_of(tag: str) -> tuple[str, ...]:
    """Give the classes of a tag as it is written."""
    found = _CLASS.search(tag)
    return tuple("".join(group or "" for group in found.groups()).split()) if found else ()


def alt_of(token: Token) -> tuple[tuple[str, int, int], ...]:
    """Give the words that describe an image, with their places."""
    found = _ALT.search(token.tag)
    if not found:
        return ()
    group = 1 if found[1] is not None else 2
    at = token.at
    return tuple(
        (one.text, at + one.at, at + one.end) for one in words(token.tag, *found.span(group))
    )


class _Scanner:
    """One pass over a text."""

    def __init__(self, text: str, stop: int) -> None:
        self._text = text
        self._stop = stop
        self._unclosed = 0

    def tokens(self, at: int) -> Iterator[Token]:
        raw = ""
        read = at
        while at < self._stop:
            found = self._next(at, raw)
            token = self._markup(found) if found < self._stop else None
            if token is None and found < self._stop:
                at = found + 1
                continue
            if found > read:
                yield from words(self._text, read, found, literal=bool(raw))
            if token is None:
                return
            if token.kind:
                yield token
            at = read = token.end
            raw = token.text if token.kind == "open" and token.text in RAW else ""
        if read < at:
            yield from words(self._text, read, self._stop, literal=bool(raw))

    def _next(self, at: int, raw: str) -> int:
        """Find the next markup; inside a raw element, only the tag that closes it."""
        if raw:
            closing = re.compile(rf"</{raw}", re.IGNORECASE).search(self._text, at, self._stop)
            return closing.start() if closing else self._stop
        found = _MARKUP.search(self._text, at, self._stop)
        return found.start() if found else self._stop

    def _markup(self, at: int) -> Token | None:
        """Read what a ``<`` begins; nothing where it is only a sign."""
        text = self._text
        if text.startswith("<!--", at):
            inner = self._find("-->", at + 4)
            return Token("comment", text[at + 4 : inner], at, min(inner + 3, self._stop))
        if text.startswith(("<!", "<?"), at):
            return Token("", "", at, min(self._find(">", at) + 1, self._stop))
        closing = text.startswith("</", at)
        name = _NAME.match(text, at + 1 + closing, self._stop)
        end = self._tag_end(name.end()) if name else -1
        if name is None or end < 0:
            return None
        kind = "close" if closing else "open"
        return Token(kind, name.group().lower(), at, end, text[at:end])

    def _find(self, what: str, at: int) -> int:
        found = self._text.find(what, at, self._stop)
        return self._stop if found < 0 else found

    def _tag_end(self, at: int) -> int:
        """Find the ``>`` of a tag, past what stands between quotes."""
        limit = min(self._stop, at + LONGEST_TAG)
        end = self._text.find(">", at, limit)
        if end < 0 or self._unclosed > MOST_UNCLOSED:
            return end + 1 if end >= 0 else -1
        while at < limit:
            quote = _QUOTE.search(self._text, at, limit)
            if quote is None:
                break
            if quote.group() == ">":
                return quote.end()
            close = self._text.find(quote.group(), quote.end(), limit)
            if close < 0:
                break
            at = close + 1
        self._unclosed += 1
        return -1
