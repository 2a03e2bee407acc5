"""The index of terms: from a word of a text to the terms it may belong to.

Five thousand terms cost a text no more than a look-up a word: a term's pattern is made when
one of its words is first met.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Term
from creative_agents.policies._fold import bare, typed
from creative_agents.policies._inflection import homographs, inflected, words_without_accents
from creative_agents.policies._words import whole_words

_PARTS: Final = re.compile(r"[^\W_]+|[\s-]+|[^\w\s-]+|_+")
_WORD: Final = re.compile(r"[^\W_]+")
_Forms = Mapping[str, frozenset[str]]
_BEFORE_VERBS: Final = "il elle on qui ils elles je tu ne se me te ca cela"
_BEFORE_NOUNS: Final = "un une le la les des du de ce cet cette ces au aux si tres plus"
_SUBJECTS: Final = "|".join(rf"(?<=\b{word} )" for word in _BEFORE_VERBS.split())
_NO_NOUN: Final = "".join(rf"(?<!\b{word} )" for word in _BEFORE_NOUNS.split())
_OBJECTS: Final = (
    r"(?= (?:le|la|les|une?|des|du|votre|vos|ton|ta|tes|son|sa|ses|leurs?|notre|nos|mon|ma|mes|"
    r"chaque|tout|tous|toutes?|ce|cet|cette|ces|rien|pas|plus)\b| l')"
)
"""What shows that a word is a verb: what stands before it, or what it governs."""


class Avoided:
    """One phrase to avoid, in every form in which people write it."""

    def __init__(
        self,
        term: Term,
        phrase: str,
        forms: _Forms,
        unsure: _Forms,
        clashes: frozenset[str],
    ) -> None:
        """Hold a phrase.

        Args:
            term: The term it belongs to.
            phrase: What to avoid, as the team writes it.
            forms: The spellings of each of its words.
            unsure: Those of a verb that are another word too, unless they stand as a verb.
            clashes: Words of the language that a spelling without its accents becomes.
        """
        self.term = term
        self.phrase = phrase
        self.parts = _PARTS.findall(typed(phrase).strip())
        self._unsure = unsure if len(self.parts) == 1 else {}
        self._forms = forms
        self._clashes = clashes

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in a text folded to bare letters; in its group ``verb``, as a verb."""
        return _pattern(self.parts, self._forms, self._unsure)

    @cached_property
    def allowed(self) -> tuple[re.Pattern[str], ...]:
        """What finds the phrases within which it may stand."""
        use = self.term.use
        own = (use,) if use and not self.pattern.fullmatch(bare(use)) else ()
        return tuple(whole_words(phrase) for phrase in (*self.term.exceptions, *own))

    @property
    def keys(self) -> Iterator[str]:
        """Bare words one of which stands in every text where it is found."""
        words = [part for part in self.parts if part[0].isalnum()]
        longest = max(words, key=len, default="")
        yield from map(bare, self._forms.get(longest, (longest,)))
        yield from map(bare, self._unsure.get(longest, ()))
        if "-" in self.parts:
            joined = bare("".join(words))
            yield from (joined, f"{joined}s")

    def is_spelled(self, quote: str, *, accents: bool) -> bool:
        """Whether words of a text are these words, and not others that differ by an accent.

        Accents may be missing, in capitals and in a text that has none; one that the word does
        not have makes another word of it.

        Args:
            quote: The words, as written.
            accents: Whether the writer of the text uses accents.
        """
        said = _WORD.findall(typed(unicodedata.normalize("NFKC", quote)))
        wanted = [part for part in self.parts if part[0].isalnum()]
        if len(said) != len(wanted):
            return True
        careless = quote.isupper() or not accents
        return all(
            any(_is(word, form) for form in self._forms.get(part, (part,)))
            and word not in self._unsure.get(part, ())
            and (careless or word in self._forms.get(part, ()) or word not in self._clashes)
            for word, part in zip(said, wanted, strict=True)
        )


class TermIndex:
    """The phrases that a brand avoids in a language."""

    def __init__(self, terms: Iterable[Term], language: Language) -> None:
        """Index the terms of a language and those of both.

        Args:
            terms: The brand's terms.
            language: The language of the texts to check.
        """
        listed = [
            (term, phrase)
            for term in terms
            if term.language in {None, language}
            for phrase in term.avoid
        ]
        words = frozenset(word for _, phrase in listed for word in _WORD.findall(typed(phrase)))
        unsure = homographs(words, language)
        forms = {
            word: each - unsure.get(word, frozenset())
            for word, each in inflected(words, language).items()
        }
        every = (*forms.values(), *unsure.values())
        spellings = frozenset(spelling for each in every for spelling in each)
        clashes = words_without_accents(spellings, language)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._avoided = [Avoided(term, phrase, forms, unsure, clashes) for term, phrase in listed]
        for number, avoided in enumerate(self._avoided):
            for key in set(avoided.keys):
                self._by_word[key].append(number)

    def candidates(self, plain: str) -> Iterator[Avoided]:
        """Give the phrases that may stand in a text folded to bare letters, in their order."""
        numbers = set(self._by_word.get("", ()))
        for word in _WORD.findall(plain):
            if word in self._by_word:
                numbers.update(self._by_word[word])
        return (self._avoided[number] for number in sorted(numbers))


def _pattern(parts: list[str], forms: _Forms, unsure: _Forms) -> re.Pattern[str]:
    made: list[str] = []
    for part in parts:
        if part[0].isalnum():
            spelled = _one_of(forms.get(part, (part,)))
            if others := unsure.get(part):
                verb = _one_of(others)
                as_verb = f"(?:{_SUBJECTS}){verb}|{_NO_NOUN}{verb}{_OBJECTS}"
                spelled = f"(?:(?P<verb>{as_verb})|{spelled})"
            made.append(spelled)
        elif part.isspace():
            made.append(r"[\s-]+")
        else:
            made.append(r"[\s-]?" if part.strip() == "-" else rf"\s?{re.escape(bare(part))}\s?")
    return re.compile(rf"(?<![^\W_]){''.join(made)}(?![^\W_])")


def _one_of(forms: Iterable[str]) -> str:
    spelled = sorted({bare(form) for form in forms}, reverse=True)
    return f"(?:{'|'.join(map(re.escape, spelled))})"


def _is(word: str, form: str) -> bool:
    """Whether a word is a form, some of its accents missing perhaps."""
    return word == form or (
        len(word) == len(form)
        and all(said in {sign, bare(sign)} for said, sign in zip(word, form, strict=True))
    )
