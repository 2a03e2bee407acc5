"""Title case and sentence case, as Vale's libraries make them.

Both give the text that is expected; how far a text is from it is for the rule to say.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex

from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.patterns.needs import fold
from creative_agents.rules.patterns.pattern import Pattern

_SMALL: Final = "a an and as at but by en for if in nor of on or per the to vs vs. via v v."
SMALL: Final = frozenset(_SMALL.split())
"""Words that AP and Chicago leave small."""

_PREPOSITIONS: Final = (
    "with from into during including until against among throughout despite towards upon "
    "concerning about over through before between after since without under within along "
    "following across beyond around down near above"
)
PREPOSITIONS: Final = frozenset(_PREPOSITIONS.split())
"""Longer words that Chicago leaves small too."""

TITLE_WORD: Final = regex.compile(r"[\p{N}\p{L}]+[^\s\-/]*")
WORD: Final = regex.compile(r"[\p{N}\p{L}*]+[^\s]*")

_PLAIN: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


@dataclass(frozen=True)
class Vocabulary:
    """Words whose case is known."""

    words: tuple[str, ...]
    """The words, or patterns, the longest first."""

    @cached_property
    def _entries(self) -> Sequence[tuple[str, str, Pattern | None]]:
        return [(word, fold(word), _pattern(word)) for word in self.words]

    @cached_property
    def _splitter(self) -> "Pattern | None":
        if not self.words:
            return None
        return _pattern(rf"(?i)\b(?:{'|'.join(self.words)})\b|[\p{{N}}\p{{L}}*]+[^\s]*")

    def known(self, word: str, clock: Clock) -> str | None:
        """Give a word as the vocabulary writes it; nothing where it does not know it."""
        folded = fold(word)
        for entry, lower, pattern in self._entries:
            if lower == folded:
                return entry
            if pattern is not None and pattern.matches(word, clock):
                return word
        return None

    def words_of(self, text: str, clock: Clock) -> list[str]:
        """Cut a text into words; several words that are one entry stay together."""
        if self._splitter is None:
            return [match.group() for match in WORD.finditer(text)]
        return [match.group() for match in self._splitter.all(text, clock)]

    @cached_property
    def _exact(self) -> "Pattern | None":
        if not self.words:
            return None
        return _pattern(rf"(?m)\b(?:{'|'.join(self.words)})\b|[\p{{N}}\p{{L}}*]+[^\s]*")

    def words_exactly(self, text: str, clock: Clock) -> list[str]:
        """Cut a text into words, case counting: `words_of` where it does not."""
        if self._exact is None:
            return [match.group() for match in WORD.finditer(text)]
        return [match.group() for match in self._exact.all(text, clock)]


@dataclass(frozen=True)
class SentenceCase:
    """One capital at the beginning, and where the vocabulary has one."""

    vocabulary: Vocabulary
    begins: Callable[[str, int], bool]
    """Whether the word after this one, which has that index, begins anew."""
    prefix: Pattern | None = None
    """What stands before and does not count."""

    def expected(self, text: str, clock: Clock) -> str:
        """Give a text in sentence case."""
        prefix, rest = _split(self.prefix, text, clock)
        made: list[str] = []
        before = ""
        for at, word in enumerate(self.vocabulary.words_of(rest, clock)):
            known = self.vocabulary.known(word, clock)
            if known is not None:
                made.append(known)
            elif at == 0 or self.begins(before, at - 1):
                made.append(word[:1].title() + word[1:].lower())
            else:
                made.append(word.lower())
            before = word
        return prefix + " ".join(made)


@dataclass(frozen=True)
class TitleCase:
    """Capitals on all but small words."""

    vocabulary: Vocabulary
    small: frozenset[str]
    """Words that stay small inside."""
    free: frozenset[str] = frozenset()
    """Small words that may have a capital: ``to`` before a verb, in AP."""
    prefix: Pattern | None = None
    """What stands before and does not count."""

    def expected(self, text: str, clock: Clock) -> str:
        """Give a text in title case."""
        prefix, rest = _split(self.prefix, text, clock)
        plain = rest.translate(_PLAIN)

        def cased(match: regex.Match[str]) -> str:
            word = match.group()
            known = self.vocabulary.known(word, clock)
            if known is not None:
                return known
            if word.lower() in self.free:
                return word
            if word.lower() in self.small and _inside(plain, *match.span()):
                return word.lower()
            return word[:1].title() + word[1:]

        return prefix + TITLE_WORD.sub(cased, rest)


def _inside(text: str, start: int, end: int) -> bool:
    """Say whether a word stands inside a title, where small words are small."""
    if start == 0 or end == len(text):
        return False
    before, earlier, after = text[start - 1], text[max(start - 2, 0)], text[end : end + 1]
    return before in " -/" and earlier not in ":-" and (after != "-" or before == "-")


def _split(prefix: Pattern | None, text: str, clock: Clock) -> tuple[str, str]:
    match = prefix.search(text, clock) if prefix else None
    if match is None:
        return "", text
    return match.group(), text.removeprefix(match.group())


def _pattern(written: str) -> Pattern | None:
    try:
        return Pattern(written)
    except PatternError:
        return None
