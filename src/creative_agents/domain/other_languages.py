"""Other languages: lines that are neither in English nor in French, told from ours by small words.

The words and the signs of spelling stand in ``other_languages.toml``. A line counts when it has
several small words of a language, and more of them than of ours.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from creative_agents.domain.base import Language
from creative_agents.domain.language import is_small, weigh

_FEWEST: Final = 4
"""Words from which a line shows its language."""
_WORD: Final = re.compile(r"(?<!\w)[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SMALL: Final = 3
_LESS: Final = 2
_ENOUGH: Final = 6
_MARGIN: Final = 3
_BIND: Final = """
a ai al alla alle allo and casa con d da de dei del della di do dos e ed el en in la las los met
mit nel o och og sur und y
"""
_BINDERS: Final = frozenset(_BIND.split())
"""Words that bind the names of dishes and places: by themselves they make no sentence."""


class Named(NamedTuple):
    """A language that is neither English nor French."""

    en: str
    """Its name in English."""
    fr: str
    """Its name in French."""

    def in_(self, language: Language) -> str:
        """Give its name in a language."""
        return self.fr if language == "fr" else self.en


class _Known(NamedTuple):
    named: Named
    words: frozenset[str]
    shared: frozenset[str]
    spelling: re.Pattern[str]


@lru_cache(maxsize=4096)
def other_language(text: str) -> Named | None:
    """Say which language a line is in when it is neither English nor French.

    Args:
        text: A line of four words or more.

    Returns:
        The language; nothing when the line is one of ours, too short, or shows too little.
    """
    words = [match.group().lower() for match in _WORD.finditer(text)]
    if len(words) < _FEWEST:
        return None
    by_word, known = _read()
    rare = [by_word[word] for word in words if word in by_word]
    if not rare:
        return None
    ours = max(weigh(text))
    best, code = max((_score(words, known[code]), code) for code in set().union(*rare))
    return known[code].named if best >= max(_ENOUGH, ours + _MARGIN) else None


def _score(words: list[str], language: _Known) -> int:
    """Weigh a line for a language; one small word alone may be a name or a dish."""
    small = [word for word in words if word in language.words]
    shared = [word for word in words if word in language.shared]
    rest = {*words} - language.words - language.shared
    spelled = sum(1 for word in rest if language.spelling.search(word))
    few = len(set(small)) < 2 and spelled < 2 and len(shared) < 2
    if few or {*small, *shared} <= _BINDERS:
        return 0
    return _SMALL * len(small) + _LESS * len(shared) + spelled


@cache
def _read() -> tuple[dict[str, frozenset[str]], dict[str, _Known]]:
    """Read the languages, and for each small word that is none of ours those that have it."""
    file = resources.files(__package__).joinpath("other_languages.toml")
    known = {
        code: _Known(
            Named(one["en"], one["fr"]),
            frozenset(one["words"].split()),
            frozenset(one["shared"].split()),
            re.compile(one["spelling"]),
        )
        for code, one in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }
    by_word: dict[str, set[str]] = {}
    for code, language in known.items():
        for word in language.words:
            by_word.setdefault(word, set()).add(code)
    rare = {word: codes for word, codes in by_word.items() if not is_small(word)}
    return {word: frozenset(codes) for word, codes in rare.items()}, known
