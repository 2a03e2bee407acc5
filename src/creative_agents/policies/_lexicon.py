"""Lexicons: families of expressions, kept as data that a marketer can read.

A file ``lexicons/<name>.toml`` has a table a family, and in it a list a language. An entry is a
regular expression over bare letters (lower case, no accent, plain apostrophes), whole words.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies.base import PACKAGE

_UNSURE: Final = re.compile(r"\[[^\]]*\][?*+]?|\\.[?*+]?|\([^()]*\)[?*]?|[a-z.][?*]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One expression."""

    family: str
    """The table it stands in."""
    literal: str
    """Letters that stand in every text where it is found."""
    pattern: re.Pattern[str]
    """What finds it in bare letters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression found in a text."""

    entry: Entry
    """Which one."""
    start: int
    """First sign in the folded text."""
    end: int
    """Sign after the last."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The families of one file."""

    entries: Mapping[Language, tuple[Entry, ...]]
    """What to find, by language."""
    spared: Mapping[Language, tuple[Entry, ...]]
    """Expressions of a family (``not_en``, ``not_fr``) within which nothing of it is found."""

    def find(self, plain: str, language: Language) -> Iterator[Hit]:
        """Find the expressions of a language in a text folded to bare letters."""
        hits = [*_hits(self.entries[language], plain)]
        families = {hit.entry.family for hit in hits}
        spared = [*_hits((e for e in self.spared[language] if e.family in families), plain)]
        return (hit for hit in hits if not any(_spares(each, hit) for each in spared))


def _spares(spared: Hit, hit: Hit) -> bool:
    same = spared.entry.family == hit.entry.family
    return same and spared.start <= hit.start and hit.end <= spared.end


@cache
def lexicon(name: str) -> Lexicon:
    """Read a lexicon of ours: ``"claims"``."""
    text = (resources.files(PACKAGE) / "lexicons" / f"{name}.toml").read_text(encoding="utf-8")
    families = tomllib.loads(text)
    return Lexicon(
        {"en": _entries(families, "en"), "fr": _entries(families, "fr")},
        {"en": _entries(families, "not_en"), "fr": _entries(families, "not_fr")},
    )


def _hits(entries: Iterable[Entry], plain: str) -> Iterator[Hit]:
    for entry in entries:
        if entry.literal in plain:
            for match in entry.pattern.finditer(plain):
                yield Hit(entry, *match.span())


def _entries(families: dict[str, dict[str, list[str]]], key: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(family, _literal(part), re.compile(rf"(?<!\w)(?:{part})(?!\w)"))
        for family, lists in families.items()
        for source in lists.get(key, ())
        for part in _alternatives(source)
    )


def _alternatives(source: str) -> list[str]:
    """Cut an expression at the bars that stand in no bracket: each has letters of its own."""
    parts, depth = [""], 0
    for sign in source:
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _literal(source: str) -> str:
    """Give the longest run of letters that every match holds; nothing when none is sure."""
    plain = source
    while (shorter := _UNSURE.sub("\n", plain)) != plain:
        plain = shorter
    return max(re.findall(r"[a-z0-9' -]+", plain), key=len, default="").strip()
