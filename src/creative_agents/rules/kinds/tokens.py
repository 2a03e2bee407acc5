"""What kinds with a list of words share: how a token becomes a pattern."""

from collections.abc import Iterable
from typing import Final

from creative_agents.rules.exceptions import Excepted, Exceptions
from creative_agents.rules.keys import DefinitionError
from creative_agents.rules.kinds.base import Workshop
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.patterns.pattern import Pattern, read_bounded
from creative_agents.rules.patterns.reader import Reading

OPTIONS: Final = frozenset({"m"})
"""Options in force in a list of words: ``^`` and ``$`` mean the lines of a block."""

IGNORE_CASE: Final = "(?i)"
"""How a token says that case does not count."""


def branches(
    shop: Workshop,
    tokens: Iterable[str],
    *,
    bounded: bool,
    before: str = "",
    after: str = "",
) -> tuple[Pattern | None, ...]:
    """Make one pattern of each token.

    Args:
        shop: The rule under construction; a token that cannot be read is told there.
        tokens: The tokens, in the order of the rule.
        bounded: Whether a match must begin and end with words.
        before: A pattern that comes before each token and its bounds.
        after: A pattern that comes after them.

    Returns:
        The patterns in the same order; nothing in the place of a token left out.

    Raises:
        DefinitionError: `before` or `after` cannot be read.
    """
    options = OPTIONS | ({"i"} if shop.keys.flag("ignorecase") else set())
    around = [_around(text, options) for text in (before, after)]
    template = shop.setup.word_template if bounded else ""
    made: list[Pattern | None] = []
    for token in tokens:
        if token.startswith(IGNORE_CASE):
            options |= {"i"}  # of an alternation, `(?i)` covers all that follows it
        written = template.replace("%s", token) if template else token
        try:
            made.append(
                Pattern.token(
                    written,
                    options,
                    bounded=bounded and not template,
                    before=around[0],
                    after=around[1],
                )
            )
        except PatternError as error:
            shop.problems.append(f"the pattern {token!r} {error}")
            made.append(None)
    return tuple(made)


def _around(written: str, options: frozenset[str]) -> Reading | None:
    try:
        return read_bounded(written, options) if written else None
    except PatternError as error:
        raise DefinitionError(f"has a pattern that {error}: {written!r}") from error


def excepted(shop: Workshop) -> Excepted:
    """Read the exceptions of a rule: ``exceptions``, and ``vocab`` unless it is false."""
    own = Exceptions(shop.keys.texts("exceptions"))
    shop.problems += own.problems
    vocab = shop.keys.flag("vocab", default=True)
    return Excepted(own, shop.setup.accepted if vocab else None)


def single(written: str, *, ignorecase: bool = False) -> Pattern:
    """Make the one pattern of a rule that has one.

    Raises:
        DefinitionError: It cannot be read.
    """
    try:
        return Pattern(written, "i" if ignorecase else "")
    except PatternError as error:
        raise DefinitionError(f"has a pattern that {error}: {written!r}") from error
