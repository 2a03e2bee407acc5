r"""Many patterns of one rule, tried as one alternation, without compiling those not needed.

``\b(?:a|b|c)\b`` takes the leftmost match, and of those that start together the first
one written; then it goes on after it. So does this, with each branch a pattern of its
own: a rule of a thousand words compiles the two that a text calls for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Found:
    """A match and the branch that made it."""

    branch: int
    """Index of the branch."""
    match: regex.Match[str]
    """The match."""

    @property
    def start(self) -> int:
        """First code point of the match."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Code point after the match."""
        return self.match.end()

    @property
    def text(self) -> str:
        """What was matched."""
        return self.match.group()


def find(
    branches: Sequence[Pattern], chosen: Iterable[int], text: str, clock: Clock
) -> Iterator[Found]:
    """Give the matches of an alternation, from left to right, never overlapping.

    Args:
        branches: The branches in the order of the rule.
        chosen: Indexes of the branches that can match in this text, in any order.
        text: Where to look.
        clock: The time that is left.

    Raises:
        TimeoutError: The time is over.
    """
    ahead: list[Found] = []
    for branch in sorted(chosen):
        match = branches[branch].search(text, clock)
        ahead += (Found(branch, match),) if match else ()
    while ahead:
        first = min(ahead, key=lambda found: (found.start, found.branch))
        yield first
        at = first.end + (first.end == first.start)
        ahead = list(_from(ahead, at, branches, text, clock))


def _from(
    ahead: list[Found], at: int, branches: Sequence[Pattern], text: str, clock: Clock
) -> Iterator[Found]:
    for found in ahead:
        if found.start >= at:
            yield found
        elif at <= len(text) and (match := branches[found.branch].search(text, clock, at)):
            yield Found(found.branch, match)
