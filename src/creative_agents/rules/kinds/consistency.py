"""``consistency``: two ways of writing, of which a text may use one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.rules.kinds.base import Check, Match, Sight, Workshop
from creative_agents.rules.kinds.tokens import branches
from creative_agents.rules.patterns.alternatives import Found, find
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True)
class Consistency:
    """A rule of the kind ``consistency``: branches two by two."""

    branches: Sequence[Pattern]
    always: bool = False

    def find(self, sights: Sequence[Sight], clock: Clock, /) -> Iterator[tuple[Sight, Match]]:
        """Give, in each block after both ways were used, the last of them."""
        seen: set[int] = set()
        for sight in sights:
            for pair in sorted({branch // 2 for branch in sight.branches}):
                last = self._last(sight, pair, seen, clock)
                if last is not None and {2 * pair, 2 * pair + 1} <= seen:
                    yield sight, Match(last.start, last.end, (last.text,))

    def _last(self, sight: Sight, pair: int, seen: set[int], clock: Clock) -> Found | None:
        last = None
        chosen = [branch for branch in sight.branches if branch // 2 == pair]
        for found in find(self.branches, chosen, sight.block.text, clock):
            seen.add(found.branch)
            last = found
        return last


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``either``, ``nonword``, ``ignorecase``."""
    keys = shop.keys
    ways = [way for pair in keys.pairs("either").items() for way in pair]
    made = branches(shop, ways, bounded=not keys.flag("nonword"))
    kept: list[Pattern] = []
    for one, other in zip(made[::2], made[1::2], strict=True):
        if one is not None and other is not None:
            kept += (one, other)
    return Consistency(tuple(kept))
