"""What a pattern cannot match without: the literals that let most rules be skipped unread.

A part of a pattern is known by the texts that it matches, when they are few, or else by
literals of which every match holds at least one. All of it is folded (`fold`): the pattern
is looked for in a folded text, so that case never hides a match.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

MOST_TEXTS: Final = 24
"""A part that matches more texts than this is known by its literals only."""

LONGEST_TEXT: Final = 48
"""A text is not made longer than this many code points."""

_EMPTY: Final = frozenset([""])
_DOTLESS: Final = str.maketrans({"İ": "i", "\u0131": "i"})
_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = re.compile(r"[^\D0-9]")


def fold(text: str) -> str:
    r"""Fold case so that whatever a case-blind pattern takes for equal is equal.

    Digits of other scripts become ``0``: ``\d`` matches them too.
    """
    if text.isascii():
        return text.lower()
    return _DIGITS.sub("0", text.translate(_DOTLESS).casefold())


class Needs(NamedTuple):
    """What a part of a pattern needs."""

    exact: frozenset[str] | None
    """Every text that the part matches, folded; absent when they are many."""
    literals: frozenset[str] | None = None
    """Of these, every match holds one; absent when nothing is known."""
    digit: bool = False
    """Whether every match holds a digit."""

    @property
    def any_of(self) -> frozenset[str] | None:
        """The literals of which a text must hold one; absent: it must be read."""
        best = _better(self.literals, self.exact)
        return None if best is None or "" in best else best


NOTHING: Final = Needs(_EMPTY)
"""A part that takes no room: an anchor, a look-around, an empty branch."""

UNKNOWN: Final = Needs(None)
"""A part that matches too much to say."""

DIGIT: Final = Needs(None, digit=True)
"""One digit, whichever."""


def literal(text: str) -> Needs:
    """Give the needs of a text as it is written."""
    digit = not text.isalpha() and _DIGIT.search(text) is not None
    return Needs(frozenset((fold(text),)), None, digit)


def sequence(parts: Sequence[Needs]) -> Needs:
    """Give the needs of parts that follow each other."""
    if len(parts) == 1:
        return parts[0]
    run = _EMPTY
    best: frozenset[str] | None = None
    whole = True
    for part in parts:
        joined = _joined(run, part.exact)
        if joined is not None:
            run = joined
            continue
        whole = False
        best = _better(_better(best, run), _better(part.literals, part.exact))
        run = part.exact if part.exact is not None else _EMPTY
    digit = any(part.digit for part in parts)
    return Needs(run if whole else None, _better(best, run), digit)


def either(parts: Sequence[Needs]) -> Needs:
    """Give the needs of parts of which one is taken."""
    exact: set[str] | None = set()
    literals: set[str] | None = set()
    for part in parts:
        exact = exact | part.exact if exact is not None and part.exact is not None else None
        found = part.any_of
        literals = literals | found if literals is not None and found is not None else None
    few = frozenset(exact) if exact is not None and len(exact) <= MOST_TEXTS else None
    digit = all(part.digit for part in parts)
    return Needs(few, frozenset(literals) if literals else None, digit)


def repeated(part: Needs, least: int, most: int | None) -> Needs:
    """Give the needs of a part that comes several times.

    Args:
        part: The part.
        least: The fewest times.
        most: The most times; absent: without end.
    """
    if least == 1 and most == 1:
        return part
    if least == 0:
        exact = part.exact if most == 1 else None
        return Needs(exact | _EMPTY) if exact is not None else UNKNOWN
    found = part.any_of
    if (
        part.exact is not None
        and len(part.exact) == 1
        and least * len(min(part.exact)) < LONGEST_TEXT
    ):
        found = frozenset(text * least for text in part.exact if text) or None
    return Needs(None, found, part.digit)


def _joined(left: frozenset[str], right: frozenset[str] | None) -> frozenset[str] | None:
    if right is None or left is _EMPTY:
        return right
    if right is _EMPTY:
        return left
    if len(left) * len(right) > MOST_TEXTS:
        return None
    joined = frozenset([a + b for a in left for b in right])
    return joined if max(map(len, joined), default=0) <= LONGEST_TEXT else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one if other is None else other
    return one if _worth(one) >= _worth(other) else other


def _worth(texts: frozenset[str]) -> tuple[int, int]:
    return min(map(len, texts), default=0), -len(texts)
