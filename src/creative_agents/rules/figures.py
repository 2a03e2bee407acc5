"""The figures of a text that a formula may use: words, sentences, syllables."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import regex

from creative_agents.rules.formats.sentences import sentences
from creative_agents.rules.patterns.needs import fold

LONG: Final = 6
"""A word of more bytes than this is long, as in Vale."""

PARTS: Final = (
    "pre",
    "list",
    "blockquote",
    *(f"heading_h{level}" for level in range(1, 7)),
)
"""Parts of a text whose number a formula may use; 0 where the text has none."""

_WORD: Final = regex.compile(r"(?:[A-Z]\.){2,}|[\p{N}\p{L}']+")
_VOWELS: Final = regex.compile(r"[aeiouyàâäéèêëîïôöùûüÿœæ]+")
_SILENT: Final = regex.compile(r"(?<=[^aeiouy\W])(?:e|es|ed)\Z")
_SPOKEN: Final = regex.compile(r"(?:[^aeiouy\W]l(?:e|es)|[td]ed|(?:[sxz]|ch|sh|[cg])es)\Z")
_APART: Final = regex.compile(r"i[ao](?!u)|[^q]ua|eo|y[aeiou]|[aeiou]ing\Z")
_JOINED: Final = regex.compile(r"[cstg]i(?:o|a|ou)")


def figures(texts: Iterable[str], counts: Mapping[str, int]) -> dict[str, float]:
    """Count what a formula may use.

    Args:
        texts: The paragraphs.
        counts: How many headings, lists and so on there are.

    Returns:
        The figures by name; none for a text without words.
    """
    total: Counter[str] = Counter()
    for text in texts:
        total["paragraphs"] += 1
        total["sentences"] += sum(1 for _ in sentences(text))
        for match in _WORD.finditer(text):
            total.update(_of_word(match.group()))
    if not total["words"]:
        return {}
    total["sentences"] += 1  # Vale counts the empty end of a text as one more
    named = (
        "words sentences paragraphs characters syllables complex_words long_words"
        " polysyllabic_words"
    )
    found = {name: float(total[name]) for name in named.split()}
    return {**dict.fromkeys(PARTS, 0.0), **{k: float(v) for k, v in counts.items()}, **found}


def syllables(word: str) -> int:
    """Count the syllables of a word, near enough: groups of vowels, but for a silent ``e``."""
    plain = fold(word)
    if len(plain) < 3:
        return 1
    count = len(_VOWELS.findall(plain))
    if _SILENT.search(plain) and not _SPOKEN.search(plain):
        count -= 1
    count += len(_APART.findall(plain)) - len(_JOINED.findall(plain))
    return max(count, 1)


def _of_word(word: str) -> dict[str, int]:
    count = syllables(word)
    complex_ = count - word.endswith(("es", "ed", "ing")) > 2
    return {
        "words": 1,
        "characters": sum(sign.isalnum() for sign in word),
        "syllables": count,
        "complex_words": int(complex_),
        "long_words": int(len(word.encode()) > LONG),
        "polysyllabic_words": int(count > 2),
    }
