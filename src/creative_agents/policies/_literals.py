"""Literals: which of many are in a text, found in one pass whose time does not grow with them."""

from collections.abc import Iterable, Sequence

import ahocorasick_rs


class Literals:
    """Letters to look for; the automaton is made when a text first comes."""

    __slots__ = ("_always", "_automaton", "_numbers", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        """Hold the letters of each thing that is looked for, in their order.

        Args:
            words: The letters; what has none stands in every text.
        """
        numbers: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            numbers.setdefault(word, []).append(number)
        self._always = numbers.pop("", [])
        self._words = tuple(numbers)
        self._numbers = tuple(numbers.values())
        self._automaton: ahocorasick_rs.AhoCorasick | None = None

    def within(self, text: str) -> Sequence[int]:
        """Give the numbers of what stands in a text, in order."""
        if not self._words:
            return self._always
        if self._automaton is None:
            self._automaton = ahocorasick_rs.AhoCorasick(self._words)
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if not found:
            return self._always
        places = {place for place, _, _ in found}
        return sorted((*self._always, *(n for place in places for n in self._numbers[place])))
