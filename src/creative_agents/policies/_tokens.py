"""Tokens: a text as a row of words and figures, so that two wordings can be compared in order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies._figures import figures
from creative_agents.policies._fold import letters
from creative_agents.policies._spelled import spelled

_WORD: Final = re.compile(r"[^\W\d_]+|\d+|[.!?;:\n\u2026]|\s[-\u2013\u2014]\s")
_IN_ENGLISH: Final = "a an the is are s our your it its we this these"
_IN_FRENCH: Final = "l le la les un une est sont notre nos votre vos c ce cette ces nous"
_NOTHING_SAID: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset(_IN_ENGLISH.split()),
    "fr": frozenset(_IN_FRENCH.split()),
}
_ENDINGS: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(r"(?<=[^\Ws]{2})s$"),
    "fr": re.compile(r"(?<=\w{3})(?:es|s|x|e)$"),
}
BREAK: Final = "."
"""The form of what ends a sentence or a clause: no wording reaches over it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or one figure."""

    form: str
    """Bare letters without plural ending; of a figure its kind, value and unit."""
    accented: str
    """The same with its accents; empty in a text in capitals, which may lack them."""
    start: int
    """First sign in the folded text."""
    end: int
    """Sign after the last."""

    def same(self, other: "Token") -> bool:
        """Whether two tokens are forms of one word, or one figure with one unit."""
        accents = not (self.accented and other.accented) or self.accented == other.accented
        return self.form == other.form and accents


@lru_cache(maxsize=2048)
def tokens(text: str, language: Language) -> tuple[Token, ...]:
    """Cut a text into tokens, without articles, possessives and "is".

    Args:
        text: The text, as written.
        language: Its language.
    """
    return tuple(_cut(text, language))


def runs(row: Sequence[Token], wording: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Find a wording in a row of tokens, word for word and in order.

    Yields:
        The first token, and the one after the last.
    """
    for start in range(len(row) - len(wording) + 1):
        if all(a.same(b) for a, b in zip(row[start:], wording, strict=False)):
            yield start, start + len(wording)


def said_as(text: str, wording: str, language: Language) -> tuple[int, int] | None:
    """Find a wording in a text, word for word, articles and plurals apart.

    Returns:
        The span in the folded text; nothing where it is not said.
    """
    row, wanted = tokens(text, language), tokens(wording, language)
    while wanted and wanted[-1].form == BREAK:
        wanted = wanted[:-1]
    found = next(runs(row, wanted), None) if wanted else None
    return (row[found[0]].start, row[found[1] - 1].end) if found else None


def _cut(text: str, language: Language) -> Iterator[Token]:
    folded = letters(text)
    plain, done = folded.plain, 0
    counted = dict(_figures(plain, language))
    for match in _WORD.finditer(plain):
        if match.start() < done:
            continue
        if (found := counted.get(match.start())) is not None:
            form, done = found
            yield Token(form, form, match.start(), done)
            continue
        word = match.group()
        if not word[0].isalnum():
            yield Token(BREAK, BREAK, *match.span())
        elif word not in _NOTHING_SAID[language]:
            written = text[slice(*folded.span(*match.span()))]
            shouted = written.isupper() and (len(written) > 1 or text.isupper())
            accented = "" if shouted else written.casefold()
            stem = _ENDINGS[language].sub
            yield Token(stem("", word), stem("", accented), *match.span())


def _figures(plain: str, language: Language) -> Iterator[tuple[int, tuple[str, int]]]:
    for value, start, end in spelled(plain):
        yield start, (f"number:{value}:", end)
    for figure in figures(plain, language):
        form = f"{figure.kind}:{figure.value.normalize():f}:{figure.unit}"
        yield figure.start, (form, figure.end)
