"""Mistakes in a person's file: where, what is wrong, what to write."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

NEAR: Final = 0.6
"""How alike a word must be to be suggested, a share in [0, 1]."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake in one file."""

    file: str
    """The file, as the person knows it: relative to the brand folder, or as they typed it."""
    line: int
    """The line, from 1; 1 where it concerns the whole file."""
    what: str
    """What is wrong."""
    fix: str
    """What to write."""

    def __str__(self) -> str:
        """Show the mistake on one line: ``offers.yml:12: what is wrong; what to write``."""
        return " ".join(f"{self.file}:{self.line}: {self.what}; {self.fix}".split())


@dataclass(slots=True)
class Problems:
    """Every mistake of one reading, so that a person corrects them in one go."""

    found: list[Problem] = field(default_factory=list)
    """The mistakes, in the order in which they were met."""

    def add(self, file: str, line: int, what: str, fix: str) -> None:
        """Note one mistake."""
        self.found.append(Problem(file, line, what, fix))

    def lines(self) -> tuple[str, ...]:
        """Give each mistake once, on one line, by file and line."""
        return tuple(dict.fromkeys(str(problem) for problem in sorted(self.found)))

    def __iter__(self) -> Iterator[Problem]:
        """Go through the mistakes."""
        return iter(self.found)

    def __bool__(self) -> bool:
        """Whether there is a mistake at all."""
        return bool(self.found)


def nearest(word: str, known: Iterable[str], *, alike: float = NEAR) -> str | None:
    """Give the known word that a person most likely meant.

    Args:
        word: What they wrote.
        known: What they could have written.
        alike: How alike it must be, a share in [0, 1].

    Returns:
        The nearest known word, or nothing where none is alike.
    """
    by_folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=alike)
    return by_folded[found[0]] if found else None


def choose(word: str, known: Iterable[str], *, otherwise: str = "delete it") -> str:
    """Say what to write in place of an unknown word.

    Args:
        word: What the person wrote.
        known: What they could have written.
        otherwise: What to do where there is nothing to choose from.

    Returns:
        ``write 'price'`` where one is near, else the list of what is known.
    """
    names = sorted(known)
    if (near := nearest(word, names)) is not None:
        return f"write {near!r}"
    return f"write one of {', '.join(map(repr, names))}" if names else otherwise
