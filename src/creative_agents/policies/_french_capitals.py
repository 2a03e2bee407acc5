"""French capitals that lost their accent: A for À, E for É or Ê, C for Ç, I for Î, O for Ô."""

import re
from collections.abc import Iterator
from typing import Final

from creative_agents.policies._later import later

_STARTS: Final = later(
    r"(?:^|[.!?:\u2026\n\u00ab\u201c\"(](?<!\d[.:])|(?<!\w)[\u2022\u2014\u2013*-])"
    r"[^\w\n\"'\u00bb\u2019]{0,6}$"
)
"""What stands before a sentence or a line of a list, up to it."""
_NEAR: Final = 8
_DETERMINERS: Final = (
    "l['\u2019]|la |le |les |une? |ce |cet |cette |ces |mon |ma |mes |ton |ta |tes |son |sa |ses |"
    "notre |nos |votre |vos |leurs? |chaque |tou(?:t|s|te|tes) |quel(?:le)?s? |quelques |"
    "plusieurs |certaine?s? |d['\u2019]autres "
)
_PRONOUNS: Final = (
    "moi|toi|lui|elles?|nous|vous|eux|qui|quoi|laquelle|lesquel(?:le)?s|celles?|celui|ceux|chacune?"
)
_NUMBERS: Final = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|"
    "trente|quarante|cinquante|soixante|cent|mille|midi|minuit"
)
_UNITS: Final = (
    "ans?|h|heures?|min|minutes?|secondes?|jours?|semaines?|mois|€|euros?|%|kms?|kilomètres?|"
    "m|mètres?|cm|pas|\u00b0C?|degrés?|mains?|voix|places?|personnes?"
)
_SET: Final = (
    "bas|bientôt|bord|bras|côté|chaud|cheval|ciel|condition|contre-?\\w*|court|défaut|"
    "déguster|demain|distance|domicile|droite|feu|fond|force|froid|gauche|genoux|goutte|hauteur|"
    "jamais|long|main|mains|mesure|mi-\\w+|moins|moyen|neuf|Noël|noter|nouveau|part|partir|peine|"
    "perte|peu|pied|pieds|plat|pleine?|plusieurs|présent|propos|quand|raison|ras|savoir|suivre|table|"
    "temps|terme|terre|tort|travers|vélo|vie|vol|volonté|voir|vrai|vue"
)
_PREPOSITION: Final = later(
    rf"A(?<!\wA)[ \u00a0](?=(?:{_DETERMINERS})|"
    rf"(?:{_PRONOUNS}|{_NUMBERS}|{_SET}|[a-zà-ÿ]{{2,}}(?:er|ir|re|oir))(?!\w)|"
    rf"\d+(?:[.,]\d+)?[ \u00a0\u202f]?(?:{_UNITS})(?!\w)|"
    r"[A-ZÀ-Þ][a-zà-ÿ]+(?:[- ][A-ZÀ-Þ][a-zà-ÿ]+)*"
    r"(?:,| (?:le|la|les|on|nous|vous|tu|il|elle|ils|elles|chaque|un|une|comme|et|en)(?!\w)))"
)
"""The preposition, by what follows it; "A lu", "A voté" and "A, B, C" are something else."""

_WORDS: Final = r"""
coles? coute[rz]? couteurs? crans? cri(?:re|te?s?|ture|vain|vez) clairs? clats? change[rsz]?
chantillon chappée charpe chelle checs? caille carte[rz] cume cureuil curie dit(?:eur|rice)
ditions?(?=[ ](?:limité|spéciale|d[eu]|\d)) gal(?:e|es|ement|ité|er|ez) glises? lans? léments?
lastiques? limine lue?s? missions? nergi(?:e|es|que) normes? normément nigme pais paisse
pargne? pice pisode poque pous[ea] preuve puisée?s? puisette quipe[rsz]? quipée?s? quipements?
quitable rable rosion tés? tats? tapes? tagère tages? toiles? trange trangers? troite? tanche
tangs? ternel tiquette tudes? tend(?:u|ez|re|s) vad(?:ez|er|é) vasion vènement vénement
videmment vit(?:er?|ez|ons) volue[rz]
"""
"""What follows an É that is written E, in words whose letters English does not share."""
_STEMS: Final = r"""
cologi colier conom(?:e|ie|iq|is) ducat lève légan tonn tudi tincel veil quilibr lectri(?:ci|que)
nergéti clos bauche clairag
"""
"""The same where any ending may follow."""


def _loose(parts: str) -> str:
    """Give a pattern of words that may have lost their other accents too."""
    return "|".join(re.sub("[èé]", "[eéè]", parts).split())


_ACUTE: Final = later(
    rf"E(?<!\wE)(?=(?i:(?:{_loose(_WORDS)})s?(?!\w)|{_loose(_STEMS)})|"
    r"(?:tes[ -]vous|TES[ -]VOUS|tre|TRE)(?!\w))"
)
_CEDILLA: Final = later(r"C(?<!\wC)(?=a(?!\w)(?! (?:hoa|lem|mer)))")
_CIRCUMFLEX: Final = later(
    r"I(?<!\wI)(?=(?:les?|LES?) (?:d[eu](?!\w)|d['\u2019]|D[EU](?!\w)|D['\u2019]|flottante))|"
    r"O(?<!\wO)(?=te[rz](?!\w))"
)


def without_accent(text: str) -> Iterator[tuple[int, int]]:
    """Find the capitals of a French text that should carry an accent or a cedilla.

    Args:
        text: The text as written.

    Returns:
        The span of each capital.
    """
    for pattern in (_PREPOSITION, _CEDILLA):
        for match in pattern.finditer(text):
            at = match.start()
            if _STARTS.search(text, max(0, at - _NEAR), at):
                yield at, at + 1
    for pattern in (_ACUTE, _CIRCUMFLEX):
        for match in pattern.finditer(text):
            yield match.start(), match.start() + 1
