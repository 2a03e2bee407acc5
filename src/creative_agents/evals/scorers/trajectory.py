"""Trajectory: the nodes that must be visited, in order, and loops that end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.trace import CampaignTrace

WRITES: Final = "write_copy"
"""The node after which copy is new."""

CHECKS: Final = "check_policies"
"""The node that must come next."""


def trajectory(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the graph gave
    """Give 1 where the expected nodes come in their order and no node is visited too often.

    Of a campaign something is always expected: the rules run over what was just written.

    Args:
        case: The case; ``nodes`` and ``most_loops`` say what is expected.
        output: A `CampaignTrace`, or anything with ``nodes``: names in order of time.
    """
    wanted, most = case.wants.nodes, case.wants.most_loops
    visited, ours = _visited(output), isinstance(output, CampaignTrace)
    if visited is None or not (wanted or most or ours):
        return Score.skipped("trajectory", "nothing is expected of the path")
    left = [*_not_in_order(wanted, visited), *(_unchecked(visited) if ours else ())]
    often = [f"{node} {n} times" for node, n in Counter(visited).items() if most and n > most]
    wrong = [*left, *often]
    return Score.judged(
        "trajectory", float(not wrong), reason=" > ".join(visited)[:300], evidence=wrong
    )


def _visited(output: Any) -> list[str] | None:  # noqa: ANN401 - as above
    nodes = output.get("nodes") if isinstance(output, dict) else getattr(output, "nodes", None)
    return [str(node) for node in nodes] if isinstance(nodes, list | tuple) else None


def _unchecked(visited: Sequence[str]) -> list[str]:
    """Give what was done with copy that no rule had read."""
    after = [*visited[1:], "the end"]
    pairs = zip(visited, after, strict=True)
    return [f"{WRITES} > {then}" for node, then in pairs if node == WRITES and then != CHECKS]


def _not_in_order(wanted: Iterable[str], visited: Iterable[str]) -> list[str]:
    coming = iter(visited)
    return [node for node in wanted if not any(node == seen for seen in coming)][:1]
