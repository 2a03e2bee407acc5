"""``capitalization``: the case in which a heading, or any block, is written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

import regex

from creative_agents.rules.blocks import Block
from creative_agents.rules.exceptions import Excepted
from creative_agents.rules.kinds.base import BlockByBlock, Check, Match, Workshop
from creative_agents.rules.kinds.tokens import excepted, single
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern
from creative_agents.rules.titles import (
    PREPOSITIONS,
    SMALL,
    SentenceCase,
    TitleCase,
    Vocabulary,
)

THRESHOLD: Final = 0.8
"""Part of the words that must be right, unless the rule says otherwise."""

_LISTED: Final = regex.compile(r"\d+\.")

Verdict = tuple[str, bool]
"""The text that is expected, and whether the text may stay."""


@dataclass(frozen=True)
class Capitalization(BlockByBlock):
    """A rule of the kind ``capitalization``."""

    judge: Callable[[str, Clock], Verdict]
    replaces: bool
    branches: Sequence[Pattern] = ()
    always: bool = True

    def matches(self, block: Block, _: Sequence[int], clock: Clock, /) -> Iterator[Match]:
        """Give the block, if its case is wrong."""
        text = block.text
        expected, right = self.judge(text, clock)
        if right:
            return
        safe = self.replaces and expected != text and expected.casefold() == text.casefold()
        yield Match(0, len(text), (text, expected), (expected,) if safe else ())


def build(shop: Workshop) -> Check:
    """Make the check of a rule.

    Its keys: ``match``, ``style``, ``exceptions``, ``indicators``, ``threshold``, ``prefix``.
    """
    keys = shop.keys
    exceptions = excepted(shop)
    wanted = keys.text("match")
    indicators = keys.texts("indicators")
    threshold = keys.number("threshold") or THRESHOLD
    style = keys.text("style")
    prefix = single(keys.text("prefix")) if "prefix" in keys else None
    action = shop.definition.action
    vocabulary = Vocabulary(tuple(sorted(_vocabulary(exceptions), key=len, reverse=True)))
    judge: Callable[[str, Clock], Verdict]
    if wanted == "$title":
        small = SMALL | PREPOSITIONS if style == "Chicago" else SMALL
        free = frozenset() if style == "Chicago" else frozenset({"to"})
        judge = _Title(TitleCase(vocabulary, small, free, prefix), exceptions, threshold)
    elif wanted == "$sentence":
        begins = _Begins(indicators)
        judge = _Sentence(SentenceCase(vocabulary, begins, prefix), exceptions, threshold)
    elif wanted in {"$lower", "$upper"}:
        judge = _Whole(str.lower if wanted == "$lower" else str.upper, exceptions)
    else:
        judge = _Fits(single(wanted), exceptions)
    return Capitalization(judge, action is not None and action.name == "replace")


def _vocabulary(exceptions: Excepted) -> tuple[str, ...]:
    """Give the exceptions as Vale cases words with them: their case counts, it says so itself.

    With accepted words, Vale forgets to say so, and so must we.
    """
    if exceptions.accepted is not None:
        return exceptions.words
    return tuple(w if w.startswith("(?i)") else f"(?-i){w}" for w in exceptions.words)


@dataclass(frozen=True)
class _Begins:
    """Says after which words a capital is right."""

    indicators: tuple[str, ...]

    def __call__(self, word: str, index: int) -> bool:
        if any(len(word) > len(mark) and word.endswith(mark) for mark in self.indicators):
            return True
        return index == 0 and _LISTED.search(word) is not None


@dataclass(frozen=True)
class _Whole:
    """All small or all capitals."""

    case: Callable[[str], str]
    exceptions: Excepted

    def __call__(self, text: str, clock: Clock) -> Verdict:
        expected = self.case(text)
        return expected, text == expected or self.exceptions.cover(text, clock)


@dataclass(frozen=True)
class _Fits:
    """As a pattern says."""

    pattern: Pattern
    exceptions: Excepted

    def __call__(self, text: str, clock: Clock) -> Verdict:
        fits = self.pattern.matches(text, clock) or self.exceptions.cover(text, clock)
        return self.pattern.written, fits


@dataclass(frozen=True)
class _Title:
    """Title case, near enough."""

    case: TitleCase
    exceptions: Excepted
    threshold: float

    def __call__(self, text: str, clock: Clock) -> Verdict:
        expected = self.case.expected(text, clock)
        right = [
            wanted is None or word in {wanted, word.upper()} or self.exceptions.cover(word, clock)
            for word, wanted in _pairs(text, expected, self.case.vocabulary, clock)
        ]
        return expected, _enough(right, self.threshold)


@dataclass(frozen=True)
class _Sentence:
    """Sentence case, near enough; the first word must have its capital."""

    case: SentenceCase
    exceptions: Excepted
    threshold: float

    def __call__(self, text: str, clock: Clock) -> Verdict:
        expected = self.case.expected(text, clock)
        right: list[bool] = []
        for word, wanted in _pairs(text, expected, self.case.vocabulary, clock):
            right.append(wanted in {None, word} or self.exceptions.cover(word, clock))
            if len(right) == 1 and not right[0] and word != _titled(word.lower()):
                return expected, False
        return expected, _enough(right, self.threshold)


def _pairs(
    text: str, expected: str, vocabulary: Vocabulary, clock: Clock
) -> Iterator[tuple[str, str | None]]:
    """Give the words of a text, each with the one expected in its place."""
    words = vocabulary.words_exactly(text, clock)
    wanted = vocabulary.words_exactly(expected, clock)
    yield from zip_longest(words, wanted[: len(words)])


def _enough(right: Sequence[bool], threshold: float) -> bool:
    return not right or sum(right) / len(right) >= threshold


def _titled(word: str) -> str:
    """Give a capital to each letter that follows a sign that is no letter."""
    out: list[str] = []
    before = " "
    for sign in word:
        starts = not (before.isalnum() or before == "_") and (before.isascii() or before.isspace())
        out.append(sign.title() if starts else sign)
        before = sign
    return "".join(out)
