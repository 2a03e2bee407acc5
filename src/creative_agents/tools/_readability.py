"""Readability: Flesch's reading ease, by textstat where the extra ``voice`` is installed."""

from functools import cache
from importlib.util import find_spec
from typing import Final

from creative_agents.domain.base import Language

FEWEST_WORDS: Final = 60
"""Under this many words the measure says nothing."""

_LOCALES: Final[dict[Language, str]] = {"en": "en-GB", "fr": "fr"}
"""Syllables by pyphen's tables: with a plain ``en``, textstat would fetch a dictionary."""


@cache
def can_measure() -> bool:
    """Whether textstat is installed."""
    return find_spec("textstat") is not None


def reading_ease(text: str, language: Language, *, words: int) -> float | None:
    """Give Flesch's reading ease: 100 is very easy, 0 very hard; French has its own weights.

    Args:
        text: The text.
        language: Its language.
        words: How many words it has.

    Returns:
        The measure; nothing under 60 words, or without the extra ``voice``.
    """
    if words < FEWEST_WORDS or not can_measure():
        return None
    import textstat  # noqa: PLC0415 - 1 s, 50 MB

    textstat.set_lang(_LOCALES[language])
    return float(textstat.flesch_reading_ease(text))
