"""Search by words in English and French: no model, no file, the same result everywhere.

A word is folded (accents, case, ligatures), freed of its elision (``l'été`` is ``été``) and of
a light ending, so that plural and singular meet. Ranking is Okapi BM25.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

K1: Final = 1.2
"""How fast repeating a word stops helping, as in Okapi BM25."""
B: Final = 0.75
"""How much a long passage is held against itself, from 0 to 1, as in Okapi BM25."""
COMMON_SHARE: Final = 0.5
"""A word that a larger share of the passages holds tells little: a brand's own name. It counts
only where the query has no other word that any passage holds."""
COMMON_FROM: Final = 8
"""From this many passages on, `COMMON_SHARE` counts."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_E_MAIL: Final = re.compile(r"\be[-\u2010\u2011]mail", re.IGNORECASE)
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'", "œ": "oe", "æ": "ae"})
_VOWELS: Final = frozenset("aeiouy")
_ELISIONS: Final = "l d j m t s n c qu jusqu lorsqu puisqu quoiqu"
_ENGLISH_STOPS: Final = """
    a about an and any are as at be been but by can did do does for from had has have how i if in
    into is it its me my no not of on or our should so some than that the their them then there
    these they this those to us was we were what when where which who why will with would you your
"""
_FRENCH_STOPS: Final = """
    au aux avec ce ces cet cette comment dans de des donc du elle elles en est et etre eu il ils je
    la le les leur leurs lui ma mais mes mon ne ni nos notre nous on ont ou par pas plus pour
    pourquoi qu que quel quelle quelles quels qui sa sans se ses si son sont sur ta te tes toi tu
    un une vos votre vous y
"""
_ELIDED: Final = frozenset(_ELISIONS.split())
_STOP: Final = frozenset(_ENGLISH_STOPS.split()) | frozenset(_FRENCH_STOPS.split())


@dataclass(frozen=True, slots=True)
class WordHit:
    """A passage that holds words of the query."""

    id: str
    """Id of the passage."""
    score: float
    """BM25 score, above 0."""
    words: tuple[str, ...]
    """The words in common, as the index keeps them."""


def words_of(text: str) -> list[str]:
    """Give the words that search compares, in order.

    Args:
        text: Any text in English or French.

    Returns:
        Folded stems without stop words: ``"L'été, des vélos à 49,90 €"`` gives
        ``["ete", "velo", "49.90"]``.
    """
    text = _E_MAIL.sub("email", text)
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
    folded = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = (_without_apostrophe(word) for word in _WORD.findall(folded))
    return [
        _stem(word) for word in found if word not in _STOP and (len(word) > 1 or word.isdigit())
    ]


class WordIndex:
    """The words of a fixed set of texts."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Read the texts.

        Args:
            texts: Text by id.
        """
        self._counts = {key: Counter(words_of(text)) for key, text in texts.items()}
        self._lengths = {key: counts.total() for key, counts in self._counts.items()}
        self._mean = sum(self._lengths.values()) / len(self._lengths) if self._lengths else 0.0
        self._holders = Counter(word for counts in self._counts.values() for word in counts)

    def rank(self, text: str, *, among: Collection[str]) -> list[WordHit]:
        """Rank the passages that hold a word of the text, best first.

        Args:
            text: What is looked for.
            among: Ids that may be in the answer.

        Returns:
            The hits; passages without any word in common are left out.
        """
        held = [word for word in dict.fromkeys(words_of(text)) if self._holders[word]]
        telling = [word for word in held if self._tells(word)] or held
        hits = [self._hit(key, telling) for key in among if key in self._counts]
        return sorted((hit for hit in hits if hit.words), key=lambda hit: (-hit.score, hit.id))

    def _tells(self, word: str) -> bool:
        holders, total = self._holders[word], len(self._counts)
        return total < COMMON_FROM or holders <= COMMON_SHARE * total

    def _hit(self, id: str, telling: list[str]) -> WordHit:
        shared = tuple(word for word in telling if word in self._counts[id])
        return WordHit(id, sum(self._weight(id, word) for word in shared), shared)

    def _weight(self, id: str, word: str) -> float:
        holders, total = self._holders[word], len(self._counts)
        rarity = math.log(1 + (total - holders + 0.5) / (holders + 0.5))
        times = self._counts[id][word]
        length = 1 - B + B * self._lengths[id] / self._mean
        return rarity * times * (K1 + 1) / (times + K1 * length)


def _without_apostrophe(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", ".")
    head, _, tail = word.partition("'")
    if tail and head in _ELIDED:
        return _without_apostrophe(tail)
    return head if tail == "s" else word.replace("'", "")


def _stem(word: str) -> str:
    if word[0].isdigit() or len(word) < 4:
        return word
    singular = _singular(word)
    return _bare(singular) if len(singular) > 3 else singular


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-2]
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    if word.endswith("ux") or (word.endswith("s") and not word.endswith("ss")):
        return word[:-1]
    return word


def _bare(word: str) -> str:
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and stem[-1] != "e" and set(stem) & _VOWELS:
            return _bare(stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem)
    if word.endswith("y"):
        return word[:-1] + "i"
    stem = word.rstrip("e")
    return stem if len(stem) > 2 else word
