"""Trajectory: the nodes and tools that must be visited, in order, and loops that end."""

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

PLANS: Final = "plan_strategy"
"""The node without which nothing is written."""

JUDGES: Final = ("guard_brand", "read_with_personas")
"""The nodes that read what was written last before anybody gets it; the second where readers are
wanted."""

HANDS_OVER: Final = "deliver"
"""The node after which people get it."""

MOST_VISITS: Final = 6
"""How often a campaign may visit a node where the case does not say: a first round, and five sent
back."""


def trajectory(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the graph gave
    """Give 1 where the expected nodes and tools come in their order and none comes too often.

    Of a campaign something is always expected: it plans before it writes, the rules run over what
    was just written, guardian and readers over what is handed over, and it does not go round.

    Args:
        case: The case; ``nodes``, ``tools`` and ``most_loops`` say what is expected.
        output: A `CampaignTrace`, or anything with ``nodes``, ``tools`` or both: names in order of
            time.
    """
    wants, ours = case.wants, isinstance(output, CampaignTrace)
    visited, called = _listed(output, "nodes"), _listed(output, "tools")
    if (visited is None and called is None) or not (
        wants.nodes or wants.tools or wants.most_loops or ours
    ):
        return Score.skipped("trajectory", "nothing is expected of the path")
    path = [*(visited or ()), *(called or ())]
    wrong = [
        *_not_in_order(wants.nodes, visited or ()),
        *_not_in_order(wants.tools, called or ()),
        *(_astray(case, visited or ()) if ours else ()),
        *_too_often(path, wants.most_loops or (MOST_VISITS if ours else None)),
    ]
    return Score.judged(
        "trajectory", float(not wrong), reason=" > ".join(path)[:300], evidence=wrong
    )


def _listed(output: Any, name: str) -> list[str] | None:  # noqa: ANN401 - as above
    listed = output.get(name) if isinstance(output, dict) else getattr(output, name, None)
    return [str(one) for one in listed] if isinstance(listed, list | tuple) else None


def _too_often(path: Sequence[str], most: int | None) -> list[str]:
    return [f"{name} {n} times" for name, n in Counter(path).items() if most and n > most]


def _astray(case: GoldCase, visited: Sequence[str]) -> list[str]:
    """Give what no campaign may do, whatever the case says."""
    wrong = _unchecked(visited)
    if WRITES in visited and PLANS not in visited[: visited.index(WRITES)]:
        wrong.append(f"{WRITES} without {PLANS}")
    if WRITES in visited and HANDS_OVER in visited:
        last = len(visited) - visited[::-1].index(WRITES)
        judges = JUDGES if case.input.get("readers", 1) else JUDGES[:1]
        wrong += [f"{HANDS_OVER} without {one}" for one in judges if one not in visited[last:]]
    return wrong


def _unchecked(visited: Sequence[str]) -> list[str]:
    """Give what was done with copy that no rule had read."""
    after = [*visited[1:], "the end"]
    pairs = zip(visited, after, strict=True)
    return [f"{WRITES} > {then}" for node, then in pairs if node == WRITES and then != CHECKS]


def _not_in_order(wanted: Iterable[str], visited: Iterable[str]) -> list[str]:
    coming = iter(visited)
    return [node for node in wanted if not any(node == seen for seen in coming)][:1]
