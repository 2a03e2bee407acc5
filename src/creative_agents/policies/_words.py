"""Words and phrases as people write them: plurals, hyphens, elisions, kinds of space."""

import re
from functools import lru_cache
from typing import Final

from creative_agents.policies._fold import letters

_SHORTEST: Final = 3
_ENDINGS: Final = (
    (re.compile(r"(?<=[^aeiou])y$"), "(?:y|ys|ies)"),
    (re.compile(r"al$"), "(?:al|als|aux)"),
    (re.compile(r"(?<=[ae]u)$"), "[xs]?"),
    (re.compile(r"(?<=ou)$"), "[xs]?"),
    (re.compile(r"(?<=ss|ch|sh)$"), "(?:es)?"),
    (re.compile(r"(?<=[sxz])$"), ""),
    (re.compile(r"$"), "s?"),
)


@lru_cache(maxsize=1024)
def whole_words(text: str) -> re.Pattern[str]:
    """Make a pattern that finds a word or a phrase in what `letters` gives.

    It finds the regular plurals of French and English; a space in the phrase stands for
    spaces or hyphens, a hyphen for a hyphen, a space or nothing.

    Args:
        text: One word or several, as the team writes them.
    """
    made: list[str] = []
    for part in re.findall(r"\w+|[\s-]+|[^\w\s-]+", letters(text).plain.strip()):
        if part[0].isalnum():
            made.append(_with_plural(part))
        elif part.isspace():
            made.append(r"[\s-]+")
        else:
            made.append(r"[\s-]?" if part.strip() == "-" else re.escape(part))
    return re.compile(rf"(?<!\w){''.join(made)}(?!\w)")


def literal(text: str) -> str:
    """Give the letters that stand in every text where `whole_words` finds the phrase."""
    words = re.findall(r"[^\W\d_]+|\d+", letters(text).plain)
    stems = [re.sub(r"(?:y|al)$", "", word) for word in words]
    return max(stems, key=len, default="")


def _with_plural(word: str) -> str:
    if len(word) < _SHORTEST or not word.isalpha():
        return re.escape(word)
    for ending, plural in _ENDINGS:
        if ending.search(word):
            return ending.sub(lambda _, made=plural: made, word, count=1)  # type: ignore[misc]
    return word
