"""Folding: a text as a rule compares it, with the way back to every code point."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_SIGNS: Final = {
    **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2212", "-"),
    **dict.fromkeys("\u2122\u00ae\u00a9\u2120", ""),
    "\u0153": "oe",
    "\u0152": "oe",
    "\u00e6": "ae",
    "\u00c6": "ae",
}
_DASHES: Final = {**_SIGNS, "\u2013": "-", "\u2014": "-"}
_SITES: Final = "com|fr|co|net|org|eu|uk|io|be|ch|ca|app|shop|example|test"
_ADDRESS: Final = re.compile(
    rf"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}\.[\w.-]{{1,63}}|(?<![\w@])@\w+|"
    rf"(?<![\w.-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.(?:{_SITES})\b(?:/\S*)?",
    re.IGNORECASE,
)
_MAY_BE_ADDRESS: Final = re.compile(r"@|://|\.\S")
"""What stands in every text that holds an address."""
_SILENT: Final = frozenset(("\u034f", *map(chr, range(0xFE00, 0xFE10))))
"""Signs of no width that are no format signs: the joiner, and what chooses an emoji's look."""
_CLUSTER: Final = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where each of its signs stood."""

    plain: str
    """The text as a rule compares it."""
    origin: tuple[tuple[int, int], ...] | None
    """For each sign, its span in the text; absent: the same place."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the code points of the text for a span of `plain` that is not empty."""
        if self.origin is None:
            return start, end
        return self.origin[start][0], self.origin[end - 1][1]


@lru_cache(maxsize=1024)
def letters(text: str) -> Folded:
    """Fold a text to bare letters: no case, no accent, plain apostrophes, spaces, hyphens.

    Addresses (URL, e-mail, handle) become spaces: no rule reads words in them.
    """
    return _fold(masked(text), _BARE)


@lru_cache(maxsize=1024)
def masked(text: str) -> str:
    """Put spaces, as many as it has signs, in the place of each address."""
    if _MAY_BE_ADDRESS.search(text) is None:
        return text
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)


@lru_cache(maxsize=1024)
def signs(text: str) -> Folded:
    """Fold what typography may change: case, apostrophes, quotes, dashes, kinds of space."""
    return _fold(text, _TYPED)


class _Table(dict[int, str]):
    """What each sign folds to, found out when it is first met."""

    def __init__(self, one: Callable[[str], str]) -> None:
        super().__init__()
        self.one = one
        self.odd: set[str] = set()
        """Signs that do not fold to exactly one, or that change the sign before them."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = folded = self.one(sign)
        if len(folded) != 1 or unicodedata.combining(sign):
            self.odd.add(sign)
        return folded


def bare(word: str) -> str:
    """Fold a word or a phrase that stands alone to bare letters."""
    return _fold(word, _BARE).plain


def typed(word: str) -> str:
    """Fold what typography may change in a word or a phrase that stands alone."""
    return _fold(unicodedata.normalize("NFC", word), _TYPED).plain


def _fold(text: str, table: _Table) -> Folded:
    plain = text.translate(table)
    if table.odd.isdisjoint(text):
        return Folded(plain, None)
    parts: list[str] = []
    origin: list[tuple[int, int]] = []
    for cluster in _CLUSTER.finditer(text):
        part = unicodedata.normalize("NFC", cluster.group()).translate(table)
        parts.append(part)
        origin.extend([cluster.span()] * len(part))
    return Folded("".join(parts), tuple(origin))


def _bare(sign: str) -> str:
    if (plain := _sign(sign, _SIGNS)) is not None:
        return plain
    folded = unicodedata.normalize("NFKD", sign.casefold())
    return "".join(part for part in folded if not unicodedata.combining(part))


def _typed(sign: str) -> str:
    plain = _sign(sign, _DASHES)
    return sign.casefold() if plain is None else plain


def _sign(sign: str, table: dict[str, str]) -> str | None:
    if sign in table:
        return table[sign]
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    return "" if category == "Cf" or sign in _SILENT else None


_BARE: Final = _Table(_bare)
_TYPED: Final = _Table(_typed)


@lru_cache(maxsize=1024)
def phrase(text: str) -> re.Pattern[str]:
    """Make a pattern that finds a sentence word for word in what `signs` gives.

    Spaces may be of any kind and number; beside punctuation they may be missing; a full
    stop at the end is not asked for.
    """
    words = _parts(text)
    made = [re.escape(word) for word in words]
    for place in range(len(made) - 1, 0, -1):
        both = words[place][0].isalnum() and words[place - 1][-1].isalnum()
        made.insert(place, r"\s+" if both else r"\s*")
    return re.compile(rf"(?<!\w){''.join(made)}(?!\w)")


def telling(text: str) -> str:
    """Give the letters that stand in every text where `phrase` finds the sentence."""
    return max(_parts(text), key=len, default="")


def _parts(text: str) -> list[str]:
    plain = signs(unicodedata.normalize("NFC", text)).plain.rstrip(". ")
    return re.findall(r"\w+|[^\w\s]", plain)
