"""Language: which of ours a text is in, and letters that belong to neither.

Made for copy, where a line has three words and a loan word among them: small words decide
first, then spellings that one language has and the other has not. Where the evidence is
thin the answer is "unknown", never a guess.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from creative_agents.domain.base import Language

_ENGLISH: Final = """
a about after all am an and any are as at away be because been before but by can can't
could did do does don't each every few for from get had has have he her here his how i if
in into is isn't it it's its just let let's like made make me more my need never new no
not now of off on once one only or our out over own real she should so some start than
that that's the their them then there these they this those through time to today too
under until up us was we we're we've were what when where which while who why will with
without won't would yet you you'll you're you've your
"""
_FRENCH: Final = """
à alors après au aucun aucune aujourd'hui aussi autour aux avant avec bien car ce ceci
cela celle celui ces cet cette ceux chaque chez comme comment d dans de deux depuis des
dès donc du elle elles en encore enfin entre est et être eux fait faire fois ici il ils j
jamais je jour jours jusqu l la le les leur leurs lors lui m ma mais même mes moi moins
mon n ne ni nos notre nous on ont ou où par parce pas pendant peu peut plus pour pourquoi
puis qu quand que quel quelle quelles quels qui quoi s sa sans se ses si soir son sont
sous sur ta tes toi ton toujours tous tout toute toutes très trop tu un une va vers vos
votre vous y
"""
_EITHER: Final = "as do his in me non on or son"
_FAINT: Final = "an but car comment encore fait pendant plus pour tout"
"""Small words that the other language has too, or borrows: they count for little."""
_SUBJECTS: Final = (
    "ça ce cela chacun elle il leur lui n ne nous où on personne qui rien tout vous y"
)
"""Words after which "a" is a French verb; after "on" it may be an English article."""
_SMALL: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
}
_LITTLE: Final = frozenset(_FAINT.split())
_BEFORE_HAS: Final = frozenset(_SUBJECTS.split())
_SHARED: Final = (_SMALL["en"] & _SMALL["fr"]) | set(_EITHER.split())
_SPELLING: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(
        r"(?:ing|[^éè]ed|ght|ly|ness|ful|less|sh|ck|[wkvf]s?|n't|'(?:re|ll|ve)|[^e]y|ll|[ng]th|rs|"
        r"[ao]ss|ain|[^e]st|[aeo][dpt]|[rn]d|ks|ol)$|"
        r"^(?:wh|th|sh|kn|wr|sw|tw)|oo|ee(?!s?$)|ea(?!u|$)|[^q]w|ough|ould"
    ),
    "fr": re.compile(
        r"(?:ez|e?aux?|eux|euses?|eurs?|ettes?|elles?|iques?|ons|oirs?|oires?|[^aeo]ir|aient|"
        r"aits?|ais|ements?|i[eè]re?s?|ois?|ie|ances?|ures|aires?|udes?|ises?|e?illes?|eils?|ables?|"
        r"ants?|ues?|aisons?|[fv]ertes?|tuites?)$|"
        r"[éèêàâçîôûëïùœ]|qu[aei]|oi(?!n[gt])"
    ),
}
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NOISE: Final = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,99}|[#@]\w+|\{[^{}]*\}"
)
_ELISION: Final = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=.)")
_SMALL_WEIGHT: Final = 3
_MARGIN: Final = 2
_FIRST_FOREIGN: Final = "\u0370"
_QUANTITIES: Final = frozenset("\u03bc\u03a9\u03c0")
_LATIN: Final = "LATIN MICRO OHM FEMININE MASCULINE FULLWIDTH MODIFIER MATHEMATICAL KELVIN ANGSTROM"
_OURS: Final = frozenset(_LATIN.split())


class Foreign(NamedTuple):
    """Letters of a script that neither English nor French is written in."""

    start: int
    """First code point."""
    end: int
    """Code point after the last."""
    script: str
    """Name of the script, in capitals as Unicode has it: ``"CYRILLIC"``."""


@lru_cache(maxsize=4096)
def detect(text: str) -> Language | None:
    """Say in which language a text is written.

    Args:
        text: A line or more; addresses, handles and ``{places}`` do not count.

    Returns:
        The language; nothing when the text does not show it: a name, a number, one word that
        both languages spell alike.
    """
    english, french = weigh(text)
    if abs(french - english) < max(_MARGIN, (english + french) // 5):
        return None
    return "fr" if french > english else "en"


def weigh(text: str) -> tuple[int, int]:
    """Weigh a text: points for English, points for French."""
    points = [*_weighed(text)]
    return sum(en for en, _ in points), sum(fr for _, fr in points)


def is_small(word: str) -> bool:
    """Whether a word in small letters is one of the small words of English or French."""
    return word in _SMALL["en"] or word in _SMALL["fr"]


@lru_cache(maxsize=4096)
def foreign_script(text: str) -> tuple[Foreign, ...]:
    """Find the runs of letters that belong neither to English nor to French.

    Signs, digits and emoji are no letters; the signs of quantities (µ, Ω, π, Å) are none either.

    Args:
        text: Any text.

    Returns:
        Each run with its span and its script, in order.
    """
    if not text or max(text) < _FIRST_FOREIGN:
        return ()
    found: list[Foreign] = []
    for place, sign in enumerate(text):
        if (script := _script(sign)) is None:
            continue
        if found and found[-1].end == place and found[-1].script == script:
            found[-1] = found[-1]._replace(end=place + 1)
        else:
            found.append(Foreign(place, place + 1, script))
    return tuple(found)


def _weighed(text: str) -> Iterator[tuple[int, int]]:
    """Weigh each word, and "a" by the word before it: "on a ri", "qui a dit oui"."""
    before = ""
    for word in _words(text):
        if word == "a" and before in _BEFORE_HAS:
            yield 0, int(before != "on")
        else:
            yield _points(word)
        before = word


def _words(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFC", text).replace("\u2019", "'")
    for match in _WORD.finditer(_NOISE.sub(" ", plain)):
        yield match.group().lower()


@lru_cache(maxsize=32768)
def _points(word: str) -> tuple[int, int]:
    """Weigh one word: points for English, points for French."""
    if word in _SHARED:
        return 0, 0
    if word in _LITTLE:
        return int(word in _SMALL["en"]), int(word in _SMALL["fr"])
    if word in _SMALL["en"]:
        return _SMALL_WEIGHT, 0
    if word in _SMALL["fr"] or _ELISION.match(word):
        return 0, _SMALL_WEIGHT
    return bool(_SPELLING["en"].search(word)), bool(_SPELLING["fr"].search(word))


def _script(sign: str) -> str | None:
    if sign < _FIRST_FOREIGN or sign in _QUANTITIES or not sign.isalpha():
        return None
    script = unicodedata.name(sign, "UNNAMED").split()[0]
    return None if script in _OURS else script
