"""``conditional``: words that may stand only where others introduced them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.rules.exceptions import Excepted
from creative_agents.rules.kinds.base import Check, Match, Sight, Workshop
from creative_agents.rules.kinds.tokens import excepted, single
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True)
class Conditional:
    """A rule of the kind ``conditional``."""

    branches: Sequence[Pattern]
    """``first``, what needs an introduction, and ``second``, the introduction."""
    exceptions: Excepted
    always: bool = False

    def find(self, sights: Sequence[Sight], clock: Clock, /) -> Iterator[tuple[Sight, Match]]:
        """Give the words that nothing introduced, in their block or before it."""
        first, second = self.branches
        introduced: set[str] = set()
        for sight in sights:
            text = sight.block.text
            if 1 in sight.branches:
                for match in second.all(text, clock):
                    introduced.update(group for group in match.groups() if group)
            for match in first.all(text, clock) if 0 in sight.branches else ():
                words = match.group()
                if words not in introduced and not self.exceptions.cover(words, clock):
                    yield sight, Match(match.start(), match.end(), (words,))


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``first``, ``second``, ``exceptions``."""
    keys = shop.keys
    keys.flag("ignorecase")  # Vale reads it and does nothing with it
    patterns = (single(keys.text("first")), single(keys.text("second")))
    return Conditional(patterns, excepted(shop))
