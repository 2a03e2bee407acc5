"""``existence``: words that must not stand in the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.rules.blocks import Block
from creative_agents.rules.exceptions import Excepted
from creative_agents.rules.kinds.base import BlockByBlock, Check, Match, Workshop
from creative_agents.rules.kinds.tokens import branches, excepted
from creative_agents.rules.patterns.alternatives import find
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True)
class Existence(BlockByBlock):
    """A rule of the kind ``existence``."""

    branches: Sequence[Pattern]
    exceptions: Excepted
    always: bool = False

    def matches(self, block: Block, chosen: Sequence[int], clock: Clock, /) -> Iterator[Match]:
        """Give the tokens that stand in the block."""
        for found in find(self.branches, chosen, block.text, clock):
            if not self.exceptions.cover(found.text.strip(), clock):
                yield Match(found.start, found.end, (found.text,))


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``tokens``, ``raw``, ``nonword``, ``append``, ``exceptions``."""
    keys = shop.keys
    raw = "".join(keys.texts("raw"))
    tokens = [token for token in keys.texts("tokens") if token.strip()]
    append = keys.flag("append")
    nonword = keys.flag("nonword")
    made = branches(
        shop,
        tokens or ([""] if raw else []),
        bounded=bool(tokens) and not nonword,
        before="" if append else raw,
        after=raw if append else "",
    )
    return Existence(tuple(one for one in made if one is not None), excepted(shop))
