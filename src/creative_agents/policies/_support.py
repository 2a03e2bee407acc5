"""Support: which statements of the brand say what an expression of the copy says."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Offer
from creative_agents.policies._fold import letters
from creative_agents.policies._known import Known, Statement
from creative_agents.policies._later import later
from creative_agents.policies._lexicon import Hit
from creative_agents.policies._lines import Same
from creative_agents.policies._sentences import bounds

_WORD: Final = later(r"[a-z]{3,}|100")
_SMALL_WORDS: Final = """
plus moins most least than that this with from your into over ever every only the and for you our
are was has its his her who one all any can not but
avec pour dans votre notre vous nous sans sous chez leur tous tout toute cette elle les des une est
qui que pas aux par sur son ses nos vos mes tes ton mon ces cet ont fait
"""
_EMPTY: Final = frozenset(_SMALL_WORDS.split())
_SENTENCE_END: Final = later(r"[.!?;:\n]")
_NEXT: Final = later(r"\W*([a-z]+)")
_AFTER_ITS_NOUN: Final = later(r"(?:le|la|les) (?:plus|moins) ")
_STEM: Final = 5
_SCOPE: Final = later(
    r"\b(?:de|en|du|au|d'|l'|le|the|in|of) ?(france|monde|europe|pays|region|marche|planete|"
    r"world|britain|england|scotland|ireland|uk|us|usa|country|market|industry)\b"
)
_FREE: Final = later(r"\b(?:free|gratuite?s?)\b")
_GIVEN_BESIDE: Final = (
    r"livraisons?|retours?|deliver(?:y|ies)|shipping|postage|returns?|installations?|fitting|"
    r"cadeaux?|gifts?|samples?|echantillons?|frais|port|montage|entretiens?|maintenance|parking|"
    r"wi-?fi|echanges?|exchanges?|reparations?|repairs?|devis|quotes?|entrees?|entry"
)
_BESIDE: Final = later(rf"\b(?:{_GIVEN_BESIDE})(?:\s+(?:est|sont|is|are|toujours|always))*\s+$")
_BESIDE_AFTER: Final = later(rf"\s+(?:[a-z]+\s+)?(?:{_GIVEN_BESIDE})\b")


def holders(known: Known, plain: str, hit: Hit) -> Iterator[Statement]:
    """Give the statements that hold every word of an expression, in any of its forms.

    Args:
        known: What copy may rest on.
        plain: The folded text in which the expression was found.
        hit: Where it was found.
    """
    said = plain[hit.start : hit.end]
    yield from _holding(Same(known), tuple(_stems(said)) or (said.strip(),))


@lru_cache(maxsize=1024)
def _holding(known: Same[Known], parts: tuple[str, ...]) -> tuple[Statement, ...]:
    forms = [re.compile(rf"(?<!\w){re.escape(part)}") for part in parts]
    statements = known.it.statements
    return tuple(each for each in statements if all(form.search(each.plain) for form in forms))


def same_subject(statement: Statement, plain: str, hit: Hit, language: Language) -> bool:
    """Whether a statement names what an expression is said of.

    That is the word beside the expression in its sentence: the next one (in English the next
    ones, "coffee grinder"), or, where French puts the adjective after its noun, the one before.
    An expression that stands alone is said of anything. Whoever is the best of a town is not
    thereby the best of its country.
    """
    start, end = bounds(plain, hit.start, hit.end, _SENTENCE_END)
    before = _stems(plain[start : hit.start])[-1:]
    after = _stems(plain[hit.end : end])[:1]
    if language == "en" and after:
        after = _compound(plain[hit.end : end]) or after
    later = _AFTER_ITS_NOUN.match(plain, hit.start)
    beside = (before or after) if later else (after or before)
    held = _stems(statement.plain)
    scope = _SCOPE.findall(plain, hit.end, end)
    return all(word in held for word in beside) and all(s in statement.plain for s in scope)


def free_of_charge(offers: Iterable[Offer], plain: str, hit: Hit) -> bool:
    """Whether "free" is said of an offer that costs nothing.

    A thing given away beside what is sold ("free delivery") needs a statement of its own.

    Args:
        offers: The offers at hand.
        plain: The folded text in which the expression was found.
        hit: Where it was found.
    """
    start, end = bounds(plain, hit.start, hit.end, _SENTENCE_END)
    if _BESIDE.search(plain[start : hit.start]) or _BESIDE_AFTER.match(plain[hit.end : end]):
        return False
    return any(_costs_nothing(offer) for offer in offers)


def _costs_nothing(offer: Offer) -> bool:
    if offer.price is not None:
        return not offer.price.amount
    return bool(_FREE.search(letters(offer.name).plain))


def _compound(rest: str) -> list[str]:
    """Give the words that follow each other without a small word between, two at most."""
    words: list[str] = []
    at = 0
    while len(words) < 2 and (match := _NEXT.match(rest, at)):
        if not _stems(match[1]) or "," in match.group():
            break
        words.extend(_stems(match[1]))
        at = match.end()
    return words


def _stems(plain: str) -> list[str]:
    """Give the beginnings of the words that say something, in order."""
    return [word[:_STEM] for word in _WORD.findall(plain) if word not in _EMPTY]
