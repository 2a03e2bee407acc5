"""Which patterns a text can match at all: one pass over the text for all of them.

Of most patterns it is known which literals every match holds (`patterns.needs`). All those
literals are looked for at once, in one pass whose time does not grow with their number; a
pattern of which none was found is not run.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import ahocorasick_rs

from creative_agents.rules.patterns.needs import fold
from creative_agents.rules.patterns.pattern import Pattern

_DIGIT: Final = re.compile("[0-9]")

FEW: Final = 6
"""Up to this many literals are looked for one by one."""


class Index:
    """Finds the patterns that a text calls for."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        """Index patterns by what they need; one that needs nothing is always called for.

        Args:
            patterns: The patterns; what is found is their number in this order.
        """
        self._always: list[int] = []
        self._digits: set[int] = set()
        self._literals: dict[str, tuple[list[int], list[int]]] = {}
        for number, pattern in enumerate(patterns):
            if pattern.digit:
                self._digits.add(number)
            if pattern.needs is None:
                self._always.append(number)
                continue
            for text in pattern.needs if pattern.words else _shortest(pattern.needs):
                words = self._literals.setdefault(text, ([], []))
                words[pattern.words].append(number)
        self._signs = [(text, found) for text, found in self._literals.items() if len(text) == 1]
        self._words = [(text, found) for text, found in self._literals.items() if len(text) > 1]
        self._automaton: ahocorasick_rs.AhoCorasick | None = None

    def called_for(self, text: str) -> set[int]:
        """Give the numbers of the patterns that the text can match."""
        folded = fold(text)
        called = set(self._always)
        for sign, (anywhere, alone) in self._signs:
            if sign in folded:
                called.update(anywhere)
                called.update(alone)
        if len(self._words) > FEW:
            self._look(folded, called)
        else:
            self._look_singly(folded, called)
        if self._digits and not _DIGIT.search(folded):
            called -= self._digits
        return called

    def _look_singly(self, folded: str, called: set[int]) -> None:
        for word, (anywhere, alone) in self._words:
            if word in folded:
                called.update(anywhere)
                called.update(alone)

    def _look(self, folded: str, called: set[int]) -> None:
        if self._automaton is None:
            self._automaton = ahocorasick_rs.AhoCorasick([word for word, _ in self._words])
        seen: set[int] = set()
        for at, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            anywhere, alone = self._words[at][1]
            if at not in seen:
                seen.add(at)
                called.update(anywhere)
            if alone and not (_is_word(folded, start - 1) or _is_word(folded, end)):
                called.update(alone)


def _is_word(text: str, at: int) -> bool:
    """Say whether a sign surely belongs to a word; at the ends of the text there is none."""
    if not 0 <= at < len(text):
        return False
    sign = text[at]
    return sign.isalpha() or sign.isdecimal() or sign == "_"


def _shortest(needs: frozenset[str]) -> Sequence[str]:
    """Leave out a literal that holds another one of the same pattern."""
    if len(needs) == 1 or len(needs) > FEW:
        return tuple(needs)
    return [a for a in needs if not any(b != a and b in a for b in needs)]
