"""``occurrence``: something that must come at most, or at least, so many times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.rules.blocks import Block
from creative_agents.rules.kinds.base import BlockByBlock, Check, Match, Workshop
from creative_agents.rules.kinds.tokens import single
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True)
class Occurrence(BlockByBlock):
    """A rule of the kind ``occurrence``."""

    branches: Sequence[Pattern]
    least: int
    most: int

    @property
    def always(self) -> bool:
        """A lack shows where nothing was found."""
        return self.least > 0

    def matches(self, block: Block, _: Sequence[int], clock: Clock, /) -> Iterator[Match]:
        """Give the first one, where they are too many or too few."""
        if not self.least and 2 * len(block.text) < self.most:
            return  # not even empty matches between all the signs would be too many
        count = self.branches[0].count(block.text, clock)
        if not (0 < self.most < count or count < self.least):
            return
        told = (str(count),)
        if not count:
            yield Match(-1, -1, told)
        for match in self.branches[0].all(block.text, clock):
            words = match.group().strip()
            if words and any(sign not in "*@" for sign in words):
                yield Match(*match.span(), told)
                return


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``token``, ``max``, ``min``, ``ignorecase``."""
    keys = shop.keys
    token = single(f"(?:{keys.text('token')})", ignorecase=keys.flag("ignorecase"))
    return Occurrence((token,), int(keys.number("min")), int(keys.number("max")))
