"""``repetition``: the same words twice in a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.rules.blocks import Block
from creative_agents.rules.exceptions import Excepted
from creative_agents.rules.kinds.base import BlockByBlock, Check, Match, Workshop
from creative_agents.rules.kinds.tokens import excepted, single
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True)
class Repetition(BlockByBlock):
    """A rule of the kind ``repetition``."""

    branches: Sequence[Pattern]
    exceptions: Excepted
    most: int
    ignorecase: bool
    alpha: bool
    always: bool = False

    def matches(self, block: Block, _: Sequence[int], clock: Clock, /) -> Iterator[Match]:
        """Give the words that follow themselves."""
        before, start, count = "", 0, 0
        for match in self.branches[0].all(block.text, clock):
            words = match.group().strip()
            if self._same(words, before):
                count += 1
                both = block.text[start : match.end()]
                if (
                    count > self.most
                    and "\n" not in both
                    and not self.exceptions.cover(both, clock)
                ):
                    yield Match(start, match.end(), (words,))
                    count = 0
            before, start = words, match.start()

    def _same(self, words: str, before: str) -> bool:
        if not words or (self.alpha and not words.isalpha()):
            return False
        return words == before or (self.ignorecase and words.casefold() == before.casefold())


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``tokens``, ``max``, ``ignorecase``, ``alpha``, ``exceptions``."""
    keys = shop.keys
    ignorecase = keys.flag("ignorecase")
    pattern = single(f"({'|'.join(keys.texts('tokens'))})", ignorecase=ignorecase)
    return Repetition(
        (pattern,), excepted(shop), int(keys.number("max")), ignorecase, keys.flag("alpha")
    )
