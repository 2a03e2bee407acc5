"""``requirement``: words that must stand in a text, always or where others call for them.

This kind is ours. ``tokens`` are what must stand, one of them at least; ``when`` is what
calls for it. A text, or all the fields of a piece, are looked at together: the first
``when`` is the place of the finding. A rule without ``when`` has no place to show, for
nothing stands there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.rules.exceptions import Excepted
from creative_agents.rules.keys import DefinitionError
from creative_agents.rules.kinds.base import Check, Match, Sight, Workshop
from creative_agents.rules.kinds.tokens import branches, excepted
from creative_agents.rules.patterns.alternatives import find
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True)
class Requirement:
    """A rule of the kind ``requirement``."""

    branches: Sequence[Pattern]
    calls: int
    """How many of the branches are ``when``; the others are ``tokens``."""
    exceptions: Excepted

    @property
    def always(self) -> bool:
        """What must always stand is looked for in every text."""
        return self.calls == 0

    def find(self, sights: Sequence[Sight], clock: Clock, /) -> Iterator[tuple[Sight, Match]]:
        """Give the words that call for what does not stand anywhere."""
        calling = next(self._calling(sights, clock), None)
        if calling is not None and not any(self._stands(sight, clock) for sight in sights):
            yield calling

    def _calling(self, sights: Sequence[Sight], clock: Clock) -> Iterator[tuple[Sight, Match]]:
        for sight in sights:
            if self.always:
                yield Sight("", sight.document, sight.block, ()), Match(-1, -1, ())
            for match in self._called(sight, clock):
                yield sight, match

    def _stands(self, sight: Sight, clock: Clock) -> bool:
        able = (at for at in sight.branches if at >= self.calls)
        return any(self.branches[at].matches(sight.block.text, clock) for at in able)

    def _called(self, sight: Sight, clock: Clock) -> Iterator[Match]:
        calling = [at for at in sight.branches if at < self.calls]
        for found in find(self.branches, calling, sight.block.text, clock):
            if not self.exceptions.cover(found.text.strip(), clock):
                yield Match(found.start, found.end, (found.text,))


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``when``, ``tokens``, ``nonword``, ``exceptions``."""
    keys = shop.keys
    bounded = not keys.flag("nonword")
    calls = branches(shop, keys.texts("when"), bounded=bounded)
    tokens = branches(shop, keys.texts("tokens"), bounded=bounded)
    if not any(tokens):
        raise DefinitionError("lacks 'tokens', what must stand")
    if "when" in keys and not any(calls):
        raise DefinitionError("has no 'when' that can be read")
    able = [one for one in calls if one is not None]
    made = [*able, *(one for one in tokens if one is not None)]
    return Requirement(tuple(made), len(able), excepted(shop))
