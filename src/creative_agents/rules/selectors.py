"""Scopes: which parts of a text a rule reads (``heading.h1``, ``~blockquote``, ``text & list``)."""

from dataclasses import dataclass
from typing import Final

SCOPES: Final = frozenset(
    {
        "alt",
        "blockquote",
        "code",
        "emphasis",
        "figure",
        "heading",
        "link",
        "list",
        "paragraph",
        "raw",
        "sentence",
        "strong",
        "summary",
        "table",
        "text",
        "whole",
    }
)
"""The first words of the scopes that we know."""

SIZED: Final = frozenset({"raw", "summary", "whole"})
"""Scopes of a whole text, to which no negation applies."""


@dataclass(frozen=True, slots=True)
class Selector:
    """One entry of ``scope``: parts joined by ``&``, each of which must agree."""

    parts: tuple[tuple[bool, frozenset[str]], ...]
    """For each part, whether it is negated, and its words."""

    def takes(self, scope: frozenset[str]) -> bool:
        """Say whether a block of this scope is read."""
        for negated, words in self.parts:
            inside = words <= scope
            if negated and (inside or not SIZED.isdisjoint(scope)):
                return False
            if not negated and not inside:
                return False
        return True

    @property
    def heads(self) -> frozenset[str]:
        """The words that a block must have, of which a text may have none."""
        return frozenset(word for negated, words in self.parts if not negated for word in words)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The scopes that nobody knows."""
        heads = (min(words, default="") if len(words) == 1 else "" for _, words in self.parts)
        return tuple(head for head in heads if head and head not in SCOPES)


def read_selector(written: str) -> Selector:
    """Read one entry of ``scope``."""
    parts = []
    for part in written.split("&"):
        name = part.strip()
        negated = name.startswith("~")
        words = frozenset(word.strip() for word in name.removeprefix("~").split("."))
        parts.append((negated, words))
    return Selector(tuple(parts))
