"""Routes: as many as were asked for, bold ones among them, one recommended, a locked line kept."""

from typing import Any

from creative_agents.domain.strategy import Strategy
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score


def routes(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of what is expected of the routes that holds.

    Args:
        case: The case; ``routes`` and ``locked`` say what is expected.
        output: A `Strategy`.
    """
    wanted, locked = case.wants.routes, case.wants.locked
    if not isinstance(output, Strategy):
        return Score.skipped("routes", "no strategy")
    known = output.route(output.recommended) is not None
    held = {f"the route recommended, {output.recommended!r}": known}
    if wanted is not None:
        held[f"{wanted.least} routes"] = len(output.routes) >= wanted.least
        held[f"{wanted.bold} bold"] = sum(one.bold for one in output.routes) >= wanted.bold
    if locked:
        held["the locked line"] = all(one.tagline in {"", locked} for one in output.routes)
    broken = [name for name, holds in held.items() if not holds]
    value = 1 - len(broken) / len(held)
    return Score.judged("routes", value, reason=f"{len(output.routes)} routes", evidence=broken)
