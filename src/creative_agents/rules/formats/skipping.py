"""What a configuration says of the parts of a text that no rule reads."""

from dataclasses import dataclass
from typing import Final

from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern

TAGS: Final = frozenset({"script", "style", "pre", "figure", "noscript", "iframe"})
"""Elements of HTML that are not read."""

INLINE: Final = frozenset({"tt", "code", "kbd"})
"""Elements inside a sentence whose words are covered with ``*``."""

CLASSES: Final = frozenset({"problematic", "pre", "code"})
"""Classes of elements that are not read."""


@dataclass(frozen=True, slots=True)
class Skipping:
    """What is left alone."""

    tags: frozenset[str] = TAGS
    """``SkippedScopes`` of a ``.vale.ini``."""
    inline: frozenset[str] = INLINE
    """``IgnoredScopes`` of a ``.vale.ini``."""
    classes: frozenset[str] = CLASSES
    """`CLASSES` and the ``IgnoredClasses`` of a ``.vale.ini``."""
    tokens: tuple[Pattern, ...] = ()
    """``TokenIgnores``: words inside a sentence that are covered with ``*``."""
    blocks: tuple[Pattern, ...] = ()
    """``BlockIgnores``: parts that are left out."""


HIDDEN: Final = "\ue000"
"""What stands for a sign that a pattern hides, until it is shown as ``*``."""

USUAL: Final = Skipping()
"""What is left alone when nobody says otherwise."""


def prepared(text: str, skipping: Skipping, clock: Clock) -> str:
    """Hide what the configuration ignores, sign for sign, so that no place moves.

    Args:
        text: The text.
        skipping: What is left alone.
        clock: The time left for the patterns, which are untrusted.

    Raises:
        TimeoutError: The time is over.
    """
    for patterns, cover in ((skipping.blocks, " "), (skipping.tokens, HIDDEN)):
        for pattern in patterns:
            text = _hidden(text, pattern, cover, clock)
    return text


def _hidden(text: str, pattern: Pattern, cover: str, clock: Clock) -> str:
    out: list[str] = []
    at = 0
    for match in pattern.all(text, clock):
        start, end = match.span()
        out += (text[at:start], "".join("\n" if s == "\n" else cover for s in text[start:end]))
        at = end
    return "".join((*out, text[at:]))
