"""Lexicons: families of expressions, kept as data that a marketer can read.

A file ``lexicons/<name>.toml`` has a table a family, and in it a list a language. An entry is a
regular expression over bare letters (lower case, no accent, plain apostrophes), whole words.
``<name>`` in an entry stands for the words that the table ``words`` gives under that name.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies._cover import Cover
from creative_agents.policies._literals import Literals
from creative_agents.policies.base import PACKAGE

_SHORT: Final = 500
_TELLING: Final = 3
_NAMED: Final = re.compile(r"<([a-z_]+)>")
_UNSURE: Final = re.compile(r"<[a-z_]+>|\[[^\]]*\][?*+]?|\\.[?*+]?|\([^()]*\)[?*]?|[a-z.][?*]")


@dataclass(frozen=True)
class Entry:
    """One expression."""

    family: str
    """The table it stands in."""
    literal: str
    """Letters that stand in every text where it is found."""
    source: str
    """The expression."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in bare letters; most are never asked for."""
        return re.compile(rf"(?<!\w)(?:{self.source})(?!\w)")


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression found in a text."""

    entry: Entry
    """Which one."""
    start: int
    """First sign in the folded text."""
    end: int
    """Sign after the last."""


@dataclass(frozen=True)
class Lexicon:
    """The families of one file."""

    entries: Mapping[Language, tuple[Entry, ...]]
    """What to find, by language."""
    spared: Mapping[Language, tuple[Entry, ...]]
    """Expressions of a family (``not_en``, ``not_fr``) within which nothing of it is found."""

    def find(self, plain: str, language: Language) -> Iterator[Hit]:
        """Find the expressions of a language in a text folded to bare letters."""
        hits = [*_hits(self.entries[language], plain, self._index[language])]
        if not hits:
            return iter(())
        families = {hit.entry.family for hit in hits}
        wary = tuple(entry for entry in self.spared[language] if entry.family in families)
        spared: dict[str, list[tuple[int, int]]] = {}
        for each in _hits(wary, plain) if wary else ():
            spared.setdefault(each.entry.family, []).append((each.start, each.end))
        covers = {family: Cover(spans) for family, spans in spared.items()}
        return (hit for hit in hits if not _spares(covers, hit))

    @cached_property
    def _index(self) -> Mapping[Language, Literals]:
        return {
            language: Literals(entry.literal for entry in entries)
            for language, entries in self.entries.items()
        }


def _spares(covers: Mapping[str, Cover], hit: Hit) -> bool:
    cover = covers.get(hit.entry.family)
    return cover is not None and cover.holds(hit.start, hit.end)


@cache
def lexicon(name: str) -> Lexicon:
    """Read a lexicon of ours: ``"claims"``."""
    text = (resources.files(PACKAGE) / "lexicons" / f"{name}.toml").read_text(encoding="utf-8")
    families = tomllib.loads(text)
    words = families.pop("words", {})
    return Lexicon(
        {"en": _entries(families, "en", words), "fr": _entries(families, "fr", words)},
        {"en": _entries(families, "not_en", words), "fr": _entries(families, "not_fr", words)},
    )


def _hits(entries: Sequence[Entry], plain: str, index: Literals | None = None) -> Iterator[Hit]:
    """Find expressions a few lines at a time, since none reaches over the end of one.

    In a long text every letter combination occurs somewhere; in a few lines few do.
    """
    start = 0
    while start < len(plain):
        end = len(plain)
        if end - start > _SHORT:
            cut = plain.find("\n", start + _SHORT)
            end = end if cut < 0 else cut
        yield from _in_line(entries, plain[start:end], start, index)
        start = end + 1


def _in_line(entries: Sequence[Entry], line: str, at: int, index: Literals | None) -> Iterator[Hit]:
    able = entries if index is None else [entries[number] for number in index.within(line)]
    for entry in able:
        if index is not None or entry.literal in line:
            for match in entry.pattern.finditer(line):
                yield Hit(entry, at + match.start(), at + match.end())


def _entries(
    families: dict[str, dict[str, list[str]]], key: str, words: dict[str, str]
) -> tuple[Entry, ...]:
    return tuple(
        Entry(family, _literal(part), _NAMED.sub(lambda name: f"(?:{words[name[1]]})", part))
        for family, lists in families.items()
        for source in lists.get(key, ())
        for part in _parts(source, words)
    )


def _parts(source: str, words: dict[str, str]) -> Iterator[str]:
    """Cut an expression until each part has letters by which a text without it is passed over."""
    for part in _alternatives(source):
        group = _first_group(part) if len(_literal(part)) < _TELLING else None
        if group is None:
            yield part
        else:
            start, end = group
            inside = part[start + len("(?:") : end]
            named = _NAMED.fullmatch(inside)
            for choice in _alternatives(words[named[1]] if named else inside):
                yield f"{part[:start]}{choice}{part[end + 1 :]}"


def _first_group(part: str) -> tuple[int, int] | None:
    """Find the first group of choices that every match goes through."""
    depth, start = 0, 0
    for at, sign in enumerate(part):
        if sign == "(" and part[at - 1 : at] != "\\":
            start = at if depth == 0 else start
            depth += 1
        elif sign == ")" and part[at - 1 : at] != "\\":
            depth -= 1
            sure = part[at + 1 : at + 2] not in {*"?*+{"} and part.startswith("(?:", start)
            if depth == 0 and sure and ("|" in part[start:at] or part[start + 3] == "<"):
                return start, at
    return None


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
