"""Which of two languages a sentence of a guide is in, from its small words."""

import re
from typing import Final

from creative_agents.domain.base import Language

_SMALL: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "is",
            "are",
            "be",
            "for",
            "with",
            "that",
            "this",
            "it",
            "as",
            "on",
            "by",
            "from",
            "we",
            "you",
            "your",
            "our",
            "not",
            "or",
            "an",
            "when",
            "use",
            "avoid",
            "should",
            "must",
            "can",
            "will",
            "have",
            "has",
            "if",
            "than",
            "which",
            "their",
            "they",
            "who",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "de",
            "des",
            "du",
            "et",
            "à",
            "un",
            "une",
            "en",
            "est",
            "sont",
            "pour",
            "avec",
            "que",
            "qui",
            "ce",
            "cette",
            "dans",
            "sur",
            "par",
            "nous",
            "vous",
            "votre",
            "vos",
            "nos",
            "notre",
            "ne",
            "pas",
            "ou",
            "au",
            "aux",
            "plus",
            "se",
            "il",
            "elle",
            "on",
            "si",
            "être",
            "doit",
            "peut",
            "éviter",
            "utiliser",
            "d",
            "l",
            "n",
            "s",
            "c",
            "j",
            "qu",
            "lorsque",
        ]
    ),
}
_WORD: Final = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> Language | None:
    """Say which language a text is in.

    Args:
        text: A sentence or more.

    Returns:
        ``"en"`` or ``"fr"``; nothing where its small words do not say.
    """
    words = _WORD.findall(text.lower())
    counts = {name: sum(word in small for word in words) for name, small in _SMALL.items()}
    if counts["en"] == counts["fr"]:
        return None
    return "en" if counts["en"] > counts["fr"] else "fr"
