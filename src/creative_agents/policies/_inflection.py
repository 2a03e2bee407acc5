"""Inflection: the forms in which people write a word, from the dictionaries of simplemma.

The dictionaries (MIT licence, 0.2 s and 25 MB a language) are read when a list of words is
first compiled, and let go once its forms are known; the forms stay in the user's cache folder.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from importlib.metadata import version
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.policies._fold import bare, typed
from creative_agents.policies._kept import Found, kept
from creative_agents.policies.base import PACKAGE

_SHORTEST: Final = 3
_VERBS: Final = ("er", "ir", "re")
_PRESENT: Final = ("e", "es", "ent", "ons", "ez")
_APART: Final[dict[Language, dict[str, tuple[str, ...]]]] = {
    "en": {},
    # The dictionary takes the feminine for another word.
    "fr": {"cher": ("chère", "chères"), "chère": ("cher", "chers")},
}


@lru_cache(maxsize=64)
def inflected(words: frozenset[str], language: Language) -> Mapping[str, frozenset[str]]:
    """Give the forms of each word: plural, feminine, every tense of a verb.

    A word that is itself inflected ("leading", "savings") keeps to its own form and its
    plural; a French one that differs from its lemma by gender or number alone has all four.

    Args:
        words: Words as `typed` gives them, accents included.
        language: The language in which they are inflected.

    Returns:
        For each word its spellings, itself among them.
    """
    if not words:
        return {}
    return kept("forms", _grounds(words, language), lambda: _inflected(words, language))


def _inflected(words: frozenset[str], language: Language) -> Found:
    known = _dictionary(language)
    lemmas = {word: lemma for word in words if (lemma := _lemma(word, known, language))}
    wanted = {lemma: {lemma} for lemma in lemmas.values()}
    first = {lemma[0] for lemma in wanted}
    for form in known:
        # Forms that share no letter ("good", "best") are other words to a marketer.
        if form[0] in first and (family := wanted.get(known[form])) is not None:
            family.add(typed(form))
    return {
        word: frozenset((*_regular(word, language), *wanted.get(lemmas.get(word, ""), ())))
        for word in words
    }


@lru_cache(maxsize=64)
def homographs(words: frozenset[str], language: Language) -> Mapping[str, frozenset[str]]:
    """Give the regular forms of French verbs in -er that are another word too: "sublime".

    Args:
        words: Words as `typed` gives them.
        language: The language in which they are inflected; English has none.

    Returns:
        For each verb that has any, these forms.
    """
    verbs = frozenset(word for word in words if word.endswith("er")) if language == "fr" else ()
    if not verbs:
        return {}

    def find() -> Found:
        known = _dictionary(language)
        found = {verb: _homographs(verb, known) for verb in verbs if known.get(verb) == verb}
        return {verb: forms for verb, forms in found.items() if forms}

    return kept("homographs", _grounds(frozenset(verbs), language), find)


def _homographs(verb: str, known: Mapping[str, str]) -> frozenset[str]:
    stem = verb[:-2]
    found = {form for end in _PRESENT if known.get(form := f"{stem}{end}", verb) != verb}
    if f"{stem}e" in found:  # the dictionary gives the plural of the noun to the verb
        found.add(f"{stem}es")
    return frozenset(found)


@lru_cache(maxsize=64)
def words_without_accents(spellings: frozenset[str], language: Language) -> frozenset[str]:
    """Give the words that appear when these spellings lose their accents: "marché", "marche"."""
    plain = frozenset(bare(word) for word in spellings if not word.isascii()) - spellings
    if not plain:
        return plain

    def find() -> Found:
        known = _dictionary(language)
        return {"": frozenset(word for word in plain if word in known)}

    return kept("accents", _grounds(plain, language), find).get("", frozenset())


def _grounds(words: frozenset[str], language: Language) -> Iterator[str]:
    """Give what the forms of words follow from: the words, the dictionaries and our code."""
    yield from (_edition(), language, *sorted(words))


@cache
def _edition() -> str:
    code = (resources.files(PACKAGE) / name for name in ("_inflection.py", "_fold.py"))
    told = hashlib.sha256(b"".join(each.read_bytes() for each in code)).hexdigest()
    return f"simplemma {version('simplemma')} {told}"


@lru_cache(maxsize=1)
def _dictionary(language: Language) -> Mapping[str, str]:
    """Read the forms and lemmas of a language, or give those read last."""
    from simplemma.strategies import DefaultDictionaryFactory  # noqa: PLC0415 - 0.1 s

    return DefaultDictionaryFactory(cache_max_size=0).get_dictionary(language)


def _lemma(word: str, known: Mapping[str, str], language: Language) -> str | None:
    lemma = known.get(word)
    if lemma is None or lemma == word:
        return lemma
    agrees = language == "fr" and not lemma.endswith(_VERBS) and word[-1] in "esx"
    return lemma if agrees and bare(word)[:3] == bare(lemma)[:3] else None


def _regular(word: str, language: Language) -> Iterator[str]:
    yield word
    yield from _APART[language].get(word, ())
    if len(word) < _SHORTEST or not word.isalpha():
        return
    if word[-1] not in "sz":
        yield f"{word}s"
    if word.endswith(("ss", "ch", "sh", "x")):
        yield f"{word}es"
    if word.endswith(("au", "eu", "ou")):
        yield f"{word}x"
    if word.endswith("al"):
        yield f"{word[:-2]}aux"
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
