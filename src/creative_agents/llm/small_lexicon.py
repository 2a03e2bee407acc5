"""The words of a language: which are words at all, and which of them a small model misuses."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from creative_agents.domain.base import Language

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What a language's words are, as far as choosing among lines needs it."""

    known: frozenset[str]
    """Words of the language in lower case, with their accents."""
    stop: frozenset[str]
    """Words that carry no content."""
    dangling: frozenset[str]
    """Words after which a line was cut."""
    reader: frozenset[str]
    """Words that address the reader."""
    first_person: frozenset[str]
    """Words by which a line speaks as the reader, and not to them."""
    invented: frozenset[str]
    """Words that claim something: allowed only where the sources say it."""
    from_words: frozenset[str]
    """Words that make a price the lowest one."""
    upto_words: frozenset[str]
    """Words that make a number the highest one."""
    numbers: dict[str, int]
    """Numbers that are written as words."""


@lru_cache(maxsize=2)
def lexicon(language: Language) -> Lexicon:
    """Load the words of a language, once: 160,000 in English, 140,000 in French.

    Args:
        language: Which language.

    Returns:
        Its words.
    """
    from spellchecker import SpellChecker  # noqa: PLC0415 - 7 MB that a strong model never needs

    text = resources.files("creative_agents.llm").joinpath("small_words.toml").read_text("utf-8")
    data = tomllib.loads(text)[language]
    numbers = data.pop("numbers")
    lists = {name: frozenset(value.split()) for name, value in data.items()}
    spelled = frozenset(SpellChecker(language=language, distance=1).word_frequency.dictionary)
    return Lexicon(known=spelled | lists["stop"] | numbers.keys(), numbers=numbers, **lists)


def plain_words(text: str) -> list[str]:
    """Give the words of a text in lower case, with their accents, elisions and hyphens apart."""
    return [word.lower() for word in _WORD.findall(text)]
