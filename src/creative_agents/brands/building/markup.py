"""Taking the markup out of a line of Markdown or HTML without losing where each word stood."""

import html
import re
from collections.abc import Iterator
from typing import Final

from creative_agents.brands.building.document import Style
from creative_agents.brands.building.pieces import Run

_TOKEN: Final = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<code>(?P<ticks>`+)(?P<literal>.+?)(?P=ticks))"
    r"|(?P<auto><(?:https?://|mailto:)[^<>\s]+>)"
    r"|(?P<tag></?(?P<name>[a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[[^\[\]]*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]))"
    r"|(?P<open>\[(?=(?:[^\[\]]|\[[^\[\]]*\])*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])))"
    r"|(?P<close>\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]))"
    r"|(?P<struck>~~)"
    r"|(?P<strong>\*\*|(?<!\w)__|__(?!\w))"
    r"|(?P<em>\*(?!\s)|(?<!\s)\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))"
    r"|(?P<quote>[“”«»\"])"
    r"|(?P<start>\n[ \t]*(?:>[ \t]?)+)",
    re.DOTALL,
)

_BREAKS: Final = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "ul",
        "ol",
        "td",
        "th",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
    ]
)
_STYLES: Final[dict[str, Style]] = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "del": "struck",
    "s": "struck",
}


def plain_runs(text: str, start: int, end: int) -> Iterator[Run]:
    """Take the markup out of a stretch of Markdown, HTML inside it included.

    Args:
        text: The document's text.
        start: First code point of the stretch.
        end: Code point after it.

    Yields:
        A run for each paragraph: a tag that breaks a line ends one.
    """
    scanner = _Scanner()
    place = start
    for token in _TOKEN.finditer(text, start, end):
        scanner.copy(text, place, token.start())
        if run := scanner.take(text, token):
            yield run
        place = token.end()
    scanner.copy(text, place, end)
    if run := scanner.cut():
        yield run


class _Scanner:
    """What was read of a paragraph, and what is set off in it."""

    def __init__(self) -> None:
        self.run = Run()
        self.open: dict[str, int] = {}

    def copy(self, text: str, start: int, end: int) -> None:
        for place in range(start, end):
            self.run.add(text[place], place)

    def take(self, text: str, token: re.Match[str]) -> Run | None:
        """Take one piece of markup; give the paragraph that it ends, where it ends one."""
        if token["tag"]:
            return self._tag(token)
        if token["entity"]:
            for letter in html.unescape(token["entity"]):
                self.run.add(letter, token.start())
        elif token["quote"]:
            self._quote(token)
        elif token["start"]:
            self.run.add(" ", token.start())
        elif token.lastgroup in {"strong", "em", "struck"}:
            self._toggle(token.lastgroup)
        else:
            self._literal(text, token)
        return None

    def _literal(self, text: str, token: re.Match[str]) -> None:
        """Take what stands as it is: code, an escaped sign, an address."""
        if token["code"]:
            begun = len(self.run.letters)
            self.copy(text, token.start("literal"), token.end("literal"))
            self.run.mark(begun, "code")
        elif token["escape"]:
            self.run.add(token[0][1], token.start() + 1)
        elif token["auto"]:
            self.copy(text, token.start() + 1, token.end() - 1)

    def cut(self) -> Run | None:
        """End the paragraph."""
        run, self.run = self.run, Run()
        self.open.clear()
        return run if run.text.strip() else None

    def _tag(self, token: re.Match[str]) -> Run | None:
        name = token["name"].lower()
        if name in _BREAKS:
            return self.cut()
        if style := _STYLES.get(name):
            self._toggle(style)
        return None

    def _toggle(self, style: str) -> None:
        begun = self.open.pop(style, None)
        if begun is None:
            self.open[style] = len(self.run.letters)
        else:
            self.run.mark(begun, style)  # type: ignore[arg-type]  # a key of _STYLES

    def _quote(self, token: re.Match[str]) -> None:
        begun = self.open.pop("quote", None)
        opens = token[0] in "“«" or (token[0] == '"' and begun is None)
        if begun is not None and not opens:
            self.run.mark(begun, "quote")
        self.run.add(token[0], token.start())
        if opens:
            self.open["quote"] = len(self.run.letters)
