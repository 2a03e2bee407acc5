"""``substitution``: words instead of which others must stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from creative_agents.rules.actions import capitalised, filled
from creative_agents.rules.blocks import Block
from creative_agents.rules.definition import Action
from creative_agents.rules.exceptions import Excepted
from creative_agents.rules.kinds.base import BlockByBlock, Check, Match, Workshop
from creative_agents.rules.kinds.tokens import branches, excepted
from creative_agents.rules.patterns.alternatives import Found, find
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.patterns.pattern import Pattern

_PHRASE: Final = re.compile(r"[^\W_ ]|[ -]")


@dataclass(frozen=True)
class Substitution(BlockByBlock):
    """A rule of the kind ``substitution``."""

    branches: Sequence[Pattern]
    replacements: Sequence[str]
    exceptions: Excepted
    action: Action | None
    capitalize: bool
    always: bool = False

    def matches(self, block: Block, chosen: Sequence[int], clock: Clock, /) -> Iterator[Match]:
        """Give the words that stand where others should."""
        for found in find(self.branches, chosen, block.text, clock):
            observed = found.text.strip()
            expected = self._expected(found, observed)
            if not _same(expected, observed, clock) and not self.exceptions.cover(observed, clock):
                choices = self._choices(expected, observed)
                yield Match(found.start, found.end, (expected, observed), choices)

    def _expected(self, found: Found, observed: str) -> str:
        expected = self.replacements[found.branch]
        if self.capitalize and observed == capitalised(observed):
            expected = capitalised(expected)
        return filled(expected, found.match)

    def _choices(self, expected: str, observed: str) -> tuple[str, ...]:
        if self.action is None or self.action.name != "replace" or self.action.params:
            return ()
        choices = tuple(expected.split("|"))
        if self.capitalize and observed == capitalised(observed):
            return tuple(capitalised(choice) for choice in choices)
        return choices


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``swap``, ``nonword``, ``capitalize``, ``exceptions``."""
    keys = shop.keys
    swap = sorted(keys.pairs("swap").items(), key=lambda pair: -len(pair[0].encode()))
    made = branches(shop, (key for key, _ in swap), bounded=not keys.flag("nonword"))
    kept = [(one, pair[1]) for one, pair in zip(made, swap, strict=True) if one is not None]
    return Substitution(
        branches=tuple(one for one, _ in kept),
        replacements=tuple(words for _, words in kept),
        exceptions=excepted(shop),
        action=shop.definition.action,
        capitalize=keys.flag("capitalize"),
    )


def _same(expected: str, observed: str, clock: Clock) -> bool:
    """Say whether what stands is what is expected, which may be a pattern."""
    if all(_PHRASE.match(sign) for sign in expected):
        return expected == observed
    try:
        return Pattern(rf"\A(?:{expected})\Z").matches(observed, clock)
    except PatternError:
        return expected == observed
