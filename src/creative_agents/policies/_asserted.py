"""Asserted: whether a sentence says what an expression says, or denies it, or only asks."""

import re
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies._later import later
from creative_agents.policies._lexicon import Hit
from creative_agents.policies._sentences import bounds

_CLAUSE: Final = later(r"[.!?;:,\n\u2026]|\s[-\u2013\u2014]\s")
_SENTENCE: Final = later(r"[.!?\n\u2026]")
_DENIES: Final[dict[Language, re.Pattern[str]]] = {
    "en": later(
        r"(?<!why )(?:\b(?:not|never|nor|neither|hardly|nobody|none|cannot|unable)\b|\b\w+n't\b)"
        r"(?!\s+(?:only|just|merely|simply|all)\b)[^.!?;:,]{0,40}$|\b(?:no|without)\s+(?:\w+\s+)?$"
    ),
    "fr": later(
        r"(?<!pourquoi )\b(?:pas|jamais|ni|nullement|aucunement|aucune?|guere)\b"
        r"(?!\s+(?:seulement|uniquement|que|qu'|moins)\b)[^.!?;:,]{0,40}$|"
        r"\bsans\s+(?:etre|pretendre|promettre|jamais|vouloir)\b[^.!?;:,]{0,30}$"
    ),
}
_ASKS: Final[dict[Language, re.Pattern[str]]] = {
    "en": later(
        r"\W*(?:and |but |so )?(?!did you know|ready\b)(?:who|whose|which|what|where|when|how|is|"
        r"are|do|does|did|can|could|will|would|looking|searching|hunting|need|want|fancy|"
        r"after|tired|in search|dreaming)\b"
    ),
    "fr": later(
        r"\W*(?:et |mais |alors )?(?!et si\b|saviez|le saviez)"
        r"(?:qu(?:el|elle|els|elles|i|e|oi)\b|qu'|ou\b|quand\b|comment\b|combien\b|est-ce\b|"
        r"(?:vous|tu) (?:cherch|voul|rev|hesit|connaiss|veux|souhait|aim)|cherch|"
        r"envie\b|besoin\b|marre\b|a la recherche\b|connaissez|en quete)"
    ),
}
_ASKED_OF: Final = frozenset({"superlative", "comparison", "health", "environment", "price"})
_OWN_DENIAL: Final = later(r"(?:no|never|can't|cannot|won't|zero|without|sans|aucun)\b")


def is_asserted(plain: str, hit: Hit, language: Language) -> bool:
    """Whether the copy really says it: "not the cheapest" and "who makes the best?" do not.

    Args:
        plain: The text, folded to bare letters.
        hit: The expression in it.
        language: The language of the text.
    """
    if _denied(plain, hit, language):
        return False
    return hit.entry.family not in _ASKED_OF or not _asked(plain, hit, language)


def _denied(plain: str, hit: Hit, language: Language) -> bool:
    if _OWN_DENIAL.match(plain, hit.start):
        return False
    start, _ = bounds(plain, hit.start, hit.end, _CLAUSE)
    return bool(_DENIES[language].search(plain[start : hit.start]))


def _asked(plain: str, hit: Hit, language: Language) -> bool:
    start, end = bounds(plain, hit.start, hit.end, _SENTENCE)
    if plain[end : end + 1] != "?":
        return False
    return bool(_ASKS[language].match(plain, start, hit.start + 1))
