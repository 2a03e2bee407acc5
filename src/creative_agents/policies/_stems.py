"""Stems: the words of a text that mean something, without their endings; its calls to act."""

import re
from functools import lru_cache
from typing import Final

from creative_agents.domain.base import Language

_IN_ENGLISH: Final = (
    "a about after all also an and any are as at back be been before but by can do does each "
    "even ever every for from get has have here how if in into is it its just let like ll "
    "make made me more most my need new no not now of off on one only or other our out over "
    "own per re s so some still such t than that the their them then there these they this "
    "those through to too under until up us ve very want was we were what when where which "
    "while who why will with without you your yours"
)
_IN_FRENCH: Final = (
    "a afin ai ainsi apres as au aucun aussi autre aux avant avec avez avoir avons bien c ca "
    "car ce ces cet cette chaque chez comme comment d dans de depuis des dont du elle elles "
    "en encore entre est et etes etre eux faire fait fois ici il ils j je jusqu jusque l la "
    "le les leur leurs lui m ma mais me meme mes moins mon n ne ni nos notre nous nouveau "
    "nouvelle on ont ou par pas peu plus pour pourquoi quand que quel quelle quelles quels "
    "qui quoi s sa sans se ses si son sont sous sur t ta te tes toi ton tous tout toute "
    "toutes tres tu un une va vers vos votre vous y"
)
_EMPTY: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset(_IN_ENGLISH.split()),
    "fr": frozenset(_IN_FRENCH.split()),
}

_STARTS: Final = r"(?:^|[.!?:;,]\s*|\b(?:and|then|now|please|et|puis|alors)\s+)"
_CALLS: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(
        rf"{_STARTS}(add|apply|ask|book|browse|buy|call|check|choose|claim|compare|contact|create|"
        r"discover|download|enjoy|explore|find|get|grab|hurry|join|learn|listen|meet|order|pick|"
        r"read|register|rent|request|reserve|save|schedule|see|shop|sign up|start|subscribe|"
        r"switch|taste|test|try|upgrade|visit|watch)\b"
    ),
    "fr": re.compile(
        rf"(?:{_STARTS}|\b(?=\w+ez\b))(abonne|achete|adopte|ajoute|appele|commande|commence|"
        r"compare|consulte|contacte|cree|craque|decouvre|demande|ecoute|economise|essaye|essaie|"
        r"explore|faites|goute|inscrive|inscris|inscrire|offre|passe|prene|profite|receve|"
        r"rejoigne|reserve|souscrive|teste|telecharge|trouve|vene|visite)(?:z|s|r)?\b"
    ),
}

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ENDING: Final = re.compile(r"(?:ies|es|s|x|e|y)$")
_SHORTEST: Final = 4


@lru_cache(maxsize=4096)
def stems(plain: str, language: Language) -> frozenset[str]:
    """Give the words that mean something, without plural or feminine ending.

    Args:
        plain: A text folded to bare letters.
        language: Its language.
    """
    found = (word for word in _WORD.findall(plain) if word not in _EMPTY[language])
    return frozenset(_ENDING.sub("", word) if len(word) >= _SHORTEST else word for word in found)


@lru_cache(maxsize=4096)
def calls(plain: str, language: Language) -> frozenset[str]:
    """Give what a text asks its reader to do: ``"book"``, ``"reserve"``.

    Args:
        plain: A text folded to bare letters.
        language: Its language.
    """
    return frozenset(match[1] for match in _CALLS[language].finditer(plain))


_ASKED_BY: Final = re.compile(
    r"\b(?:je|j'|m'|me|mon|ma|mes|votre|vos|ton|ta|tes|le|la|les|l'|un|une|my|your|the|an?|now|"
    r"maintenant|i|en|here|ici)(?:\b|(?<='))"
)
_VERB_ENDING: Final = re.compile(r"(?<=\w{3})(?:er|ez|ons|es|ir|is|issez|re|s|e|r)$")


def call_stem(plain: str) -> str:
    """Reduce a call to what it asks: "Je commande", "Commander" and "Commandez" are one.

    Args:
        plain: A call folded to bare letters.
    """
    words = re.findall(r"[\w-]+", _ASKED_BY.sub(" ", plain))
    return " ".join(_VERB_ENDING.sub("", word) for word in words)
