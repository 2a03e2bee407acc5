"""Address: the words by which a French text says tu or vous to its reader."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from creative_agents.policies._fold import bare
from creative_agents.policies._later import later
from creative_agents.policies._tutoiement import NOUNS, PRODUCT, SURE

Person = Literal["tu", "vous"]

_START: Final = (
    r"(?:^|[.!?:;…\n\"(•—–]|(?<![\w'])-(?= )|(?<!\w)(?P<joined>et|puis|alors|ou)(?= ))[^\w]{0,6}"
)
_TO_BE_SILENT: Final = later(
    r"(?<!\w)(?:est|sont|étais|étaient|était|suis|fut|sera|seront|serait|soit|être|ai|a|ont|avais|"
    r"avait|avaient|aura|aurait|avoir|eut)(?: (?:enfin|soudain|vite|aussitôt|longtemps|alors|"
    r"jamais|pas|plus|ainsi|donc|bien|trop|presque|tous|toutes|tout|déjà|toujours|\w+ment))* $"
)
"""What stands before "tu" when it is the participle of "taire"."""
_TONE_BEFORE: Final = later(
    r"(?<!\w)(?:le|un|du|ce|au|même|bon|mauvais|quel|autre|son|mon|notre|votre|leur|seul|sans|demi|"
    r"haut|beau|joli|premier|dernier|nouveau|deux|chaque|aucun|certain|d'un|juste) $"
)
_TONE_AFTER: Final = later(
    r"$|[^\w ]| (?:sur|de|du|et|ou|qui|que|est|était|a|monte|monta|baisse|change|reste|devient|en|"
    r"trop|au|aux|à|pour|dans|se|ne|neutre|chaud|froid|pastel|juste|grave|aigu|clair|foncé)(?!\w)|"
    r" [dsn]'"
)
"""What stands around "ton" when it is a tone, of voice or of colour."""
_TU: Final = later(
    r"(?<![\w-])(?P<tu>tu)(?! l'auras)(?!\w)|(?<![\w-])(?:te(?! deum)|toi|tes|ta)(?!\w)|"
    r"(?<!\w)t'(?=[aeiouyhàâéèêîôû])|(?<!m'as)-(?P<inverted>toi|tu)(?!\w)|"
    r"(?<!\w)(?:le|la|les|un|du|au|aux|des) (?P<own>tien(?:ne)?s?)(?!\w)|"
    r"(?<![\w-])(?P<ton>ton)(?!\w)"
)
_VOUS: Final = later(
    r"(?<!rendez-)(?<!garde-à-)(?<!s'il )(?<!\w)(?:vous|votre|vos(?! marques)|vôtres?)(?!\w)|"
    r"(?<!\w)(?!(?:chez|assez|nez|rez|rendez|merguez|fez|pez|quartz|raz|suez|jerez|douarnenez|"
    r"(?:su|alv)arez|(?:lop|per|gom|sanch|martin|fernand|rodrigu|gonzal|hernand|ramir|velasqu|vasqu|"
    r"dieg)ez)(?!\w))[a-zà-ÿ]{2,}ez(?!\w)"
)
_ORDER_VOUS: Final = later(
    rf"{_START}(?P<verb>faites|dites)(?=-(?:le|la|les|moi|nous)(?!\w)| (?:le|la|les|l'|un|une|de|"
    r"du|des|place|confiance|comme|ce|cette|ces|nous|tout)(?!\w))"
)


def _either(verbs: frozenset[str]) -> str:
    """Give a pattern of verbs, whose accents may be missing."""
    return "|".join(sorted({*verbs, *map(bare, verbs)}, key=len, reverse=True))


_MOMENT: Final = (
    "matin|soir|midi|jour|lendemain|surlendemain|week-end|lundi|mardi|mercredi|jeudi|vendredi|"
    "samedi|dimanche|mois|veille|nuit|semaine|lundis|samedis|dimanches|jours|week-ends"
)
_MARK: Final = (
    r"-(?:le|la|les|moi|toi|nous|lui|leur|en|y)(?!\w)| (?:vite|maintenant|nous voir)(?!\w)|"
    r" d[eè]s (?:maintenant|aujourd'hui)|[^.!?\n]{0,60}?(?<![\w-])(?:t(?:on|a|es|oi|e)(?= \w)|t'\w)"
)
"""What makes an order of any verb: a pronoun bound to it, or its reader's own things."""
_ARTICLE: Final = (
    rf" (?:le|la|les) (?!(?:{_MOMENT})(?!\w))| l'(?!après-midi|hiver|été|automne|an )| (?:une?|nos|"
    r"notre|cet|cette|ces|ce|tout|mieux|enfin)(?!\w)"
)
_TOGETHER: Final = (
    r" (?:le|la|les|l'|une?|des|du|en|à|au)[^.!?\n]{1,60}?(?:,| et| puis) "
    r"(?:(?!chez|assez)[a-zà-ÿ]{2,}ez|faites|dites)(?!\w)"
)
"""An order to several follows: "Réserve le matin, apportez un coupe-vent"."""
_ALONE: Final = (
    r"(?![\w'])(?!-(?!(?:le|la|les|moi|toi|nous|lui|leur|en|y)(?!\w)))"
    r"(?! (?:sa|son|ses|leurs?)(?!\w))(?! [àa] (?:lui|elle))"
)
"""What does not follow an order: "trouve-t-on", "Trouve sa place", "attrape-rêves"."""
_ORDER_TU: Final = later(
    rf"{_START}(?P<verb>(?:{_either(SURE)}){_ALONE}|"
    rf"(?:{_either(SURE | NOUNS | PRODUCT)})s(?=-(?:en|y)(?!\w))|"
    rf"(?:{_either(NOUNS)})(?!\w)(?={_MARK}|{_ARTICLE}|{_TOGETHER})|"
    rf"(?:{_either(PRODUCT)})(?!\w)(?={_MARK}|{_TOGETHER}))"
)
_NEXT_ORDER_TU: Final = later(
    rf",(?P<joined> et)? (?P<verb>{_either(SURE)})(?={_MARK}|{_ARTICLE}| (?:des|le|la|les)(?!\w))"
)
_FORBIDDEN_TU: Final = later(
    rf"{_START}(?:ne |n')(?:(?:te|t'|le|la|les|y|en) ?)?"
    rf"(?P<verb>{_either(SURE | NOUNS)}|[a-zà-ÿ]+[^n]s|[a-zà-ÿ]+(?=-toi))"
    r"(?=-toi| (?:pas|plus|jamais|rien|que)(?!\w))"
)
_ORDER_FIRST: Final = later(
    rf"[^\w]*(?:{_either(SURE | NOUNS)}|ne|n'|(?!chez|assez)[a-zà-ÿ]{{2,}}ez|faites|dites)(?!\w)"
)
"""How a sentence starts that may go on with an order after "et"."""
_SENTENCE: Final = later(r"[.!?…:\n]")
_VERBS: Final = frozenset(
    form for verb in map(bare, SURE | NOUNS | PRODUCT) for form in (verb, f"{verb}s")
)
_TOLD: Final[dict[Person, re.Pattern[str]]] = {
    "tu": later(r"\bt(?:u|e|oi|es|a|on)\b|\bt'|\btien"),
    "vous": later(r"\bv(?:ous|otre|os)\b|ez\b|\bfaites|\bdites"),
}
"""What a text folded to bare letters holds wherever a pronoun or a form of "vous" stands."""
_WORD: Final = later(r"[a-z]+")
_NOT: Final = later(r"\bn[e']")
_SEVERAL: Final = later(
    r"(?<!\w)(?:et toi|toi,? (?:et|avec) |vous (?:deux|trois|quatre|tous|toutes)(?!\w)|"
    r"(?:tous|toutes) les (?:deux|trois|quatre)(?!\w)|"
    r"(?!chez|assez)[a-zà-ÿ]{2,}ez (?:tous |toutes )?ensemble(?!\w)|"
    r"les (?:filles|garçons|copains|copines|amis|gars|parents)(?=[,!]))"
)
"""What shows that a text which says tu speaks to several here."""


def spoken_to(typed: str, plain: str, person: Person) -> Iterator[tuple[int, int]]:
    """Find the pronouns, possessives and orders of one person.

    Args:
        typed: The text in small letters with its accents.
        plain: The same in bare letters.
        person: Which one.

    Returns:
        The spans in `typed`, in order.
    """
    spans = {
        _span(match)
        for pattern in _patterns(plain, person)
        for match in pattern.finditer(typed)
        if _speaks(match)
    }
    return iter(sorted(spans))


def _patterns(plain: str, person: Person) -> Iterator[re.Pattern[str]]:
    """Give the patterns that may find something: most texts hold no word of any."""
    pronouns = _TOLD[person].search(plain) is not None
    if person == "vous":
        yield from (_VOUS, _ORDER_VOUS) if pronouns else ()
        return
    if pronouns:
        yield _TU
    if not _VERBS.isdisjoint(_WORD.findall(plain)):
        yield from (_ORDER_TU, _NEXT_ORDER_TU)
    if _NOT.search(plain):
        yield _FORBIDDEN_TU


def speaks_to_several(typed: str) -> bool:
    """Whether a text in small letters shows that its "vous" may be several people."""
    return _SEVERAL.search(typed) is not None


def _speaks(match: re.Match[str]) -> bool:
    """Whether a form is what it looks like, by what stands before and after it."""
    said, text = match.groupdict(), match.string
    before = text[max(0, match.start() - 40) : match.start()]
    if said.get("tu"):
        return not _TO_BE_SILENT.search(before)
    if said.get("ton"):
        return not (_TONE_BEFORE.search(before) or _TONE_AFTER.match(text, match.end()))
    if said.get("joined"):
        opens = max((end.end() for end in _SENTENCE.finditer(text, 0, match.start())), default=0)
        return _ORDER_FIRST.match(text, opens) is not None
    return True


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Give the place of the form alone, without what leads to it."""
    for name in ("verb", "inverted", "own"):
        if name in match.re.groupindex and match[name] is not None:
            return match.span(name)
    return match.span()
