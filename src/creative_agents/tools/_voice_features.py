"""Features of a voice: what can be counted in a text and says how it sounds."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex

from creative_agents.domain.base import Language
from creative_agents.tools._readability import reading_ease
from creative_agents.tools._sentences import sentences, words

FEATURES: Final = (
    "sentence_words",
    "word_letters",
    "second_person",
    "first_person",
    "questions",
    "exclamations",
    "commas",
    "dashes",
    "figures",
    "emoji",
    "reading_ease",
)
"""What is measured, in the order in which it is told."""

COUNTED: Final = frozenset({"questions", "exclamations", "dashes", "emoji"})
"""Features that a brand may never use at all: a zero among them says something."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SECOND: Final[dict[Language, frozenset[str]]] = {
    "en": _set("you your yours yourself yourselves you're you'll you've you'd"),
    "fr": _set("vous votre vos vôtre vôtres tu te t toi ton ta tes tien tienne"),
}
_FIRST: Final[dict[Language, frozenset[str]]] = {
    "en": _set("we us our ours ourselves we're we'll we've we'd i my me"),
    "fr": _set("nous notre nos nôtre nôtres on je j moi mon ma mes"),
}
SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "exclamations": re.compile(r"!"),
    "questions": re.compile(r"\?"),
    "dashes": re.compile(r"[—–](?!\d)"),
    "commas": re.compile(r"(?<!\d),|,(?!\d)"),
    "figures": re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*"),
}
"""What stands in the text where a feature does."""

_EMOJI: Final = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F")


@dataclass(frozen=True)
class Reading:
    """A text as its features see it."""

    texts: tuple[str, ...]
    """Its texts, one a field."""
    language: Language
    """Its language."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word, in small letters."""
        return tuple(word for text in self.texts for word in words(text))

    @cached_property
    def sentences(self) -> int:
        """How many sentences it has."""
        return sum(1 for text in self.texts for _ in sentences(text))

    def count(self, feature: str) -> int:
        """Count the signs of a feature."""
        pattern = _EMOJI if feature == "emoji" else SIGNS[feature]
        return sum(len(pattern.findall(text)) for text in self.texts)

    def features(self, names: Iterable[str] = FEATURES) -> dict[str, float]:
        """Measure the features that the text is long enough for.

        Args:
            names: Which; the reading ease costs a second once a process.
        """
        if not self.words or not self.sentences:
            return {}
        measured = ((name, _MEASURES[name](self)) for name in names)
        return {name: value for name, value in measured if value is not None}


def sign_of(feature: str, text: str) -> tuple[int, int] | None:
    """Find the first sign of a feature in a text."""
    pattern = _EMOJI if feature == "emoji" else SIGNS.get(feature)
    found = pattern.search(text) if pattern else None
    return found.span() if found else None


def longest(texts: Sequence[str]) -> tuple[int, int, int] | None:
    """Give the longest sentence: which text, first code point, code point after the last."""
    spans = ((n, *span) for n, text in enumerate(texts) for span in sentences(text))
    return max(spans, key=lambda at: len(words(texts[at[0]][at[1] : at[2]])), default=None)


def _per_sentence(feature: str) -> Callable[[Reading], float]:
    return lambda reading: reading.count(feature) / reading.sentences


def _per_hundred(feature: str) -> Callable[[Reading], float]:
    return lambda reading: 100 * reading.count(feature) / len(reading.words)


def _person(lists: Mapping[Language, frozenset[str]]) -> Callable[[Reading], float]:
    def measure(reading: Reading) -> float:
        said = sum(word in lists[reading.language] for word in reading.words)
        return 100 * said / len(reading.words)

    return measure


def _ease(reading: Reading) -> float | None:
    text = "\n".join(_ended(text) for text in reading.texts)
    return reading_ease(text, reading.language, words=len(reading.words))


def _ended(text: str) -> str:
    return text if text.rstrip()[-1:] in ".!?…" else f"{text.rstrip()}."


def _letters(reading: Reading) -> float:
    return sum(map(len, reading.words)) / len(reading.words)


_MEASURES: Final[Mapping[str, Callable[[Reading], float | None]]] = {
    "sentence_words": lambda reading: len(reading.words) / reading.sentences,
    "word_letters": _letters,
    "second_person": _person(_SECOND),
    "first_person": _person(_FIRST),
    "questions": _per_sentence("questions"),
    "exclamations": _per_sentence("exclamations"),
    "commas": _per_sentence("commas"),
    "dashes": _per_hundred("dashes"),
    "figures": _per_hundred("figures"),
    "emoji": _per_hundred("emoji"),
    "reading_ease": _ease,
}


def per_unit(feature: str, readings: Sequence[Reading]) -> Iterator[int]:
    """Give how many sentences, or hundreds of words, the readings have for a counted feature."""
    for reading in readings:
        yield reading.sentences if feature in {"questions", "exclamations"} else len(reading.words)
