"""Orders: copy speaks to its readers, never to whoever reviews it."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.orders import is_disguised, triggers
from creative_agents.domain.orders import orders as orders_in
from creative_agents.domain.review import Finding
from creative_agents.policies._lines import lines
from creative_agents.policies._literals import Literals
from creative_agents.policies.base import Place, PolicyContext, Rule

GIVEN: Final = Rule(name="orders.given", level="warning", owner="legal")


def orders(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find sentences and comments that give orders to a reviewer, a model or an assistant."""
    for line in lines(piece, context):
        if _triggers().within(line.plain) or is_disguised(line.text):
            for start, end in _found(line.text):
                yield GIVEN.finding(context, Place(line.field, start, end))


@cache
def _triggers() -> Literals:
    return Literals(triggers())


_found = lru_cache(maxsize=256)(orders_in)
