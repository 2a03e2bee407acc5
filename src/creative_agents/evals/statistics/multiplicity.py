"""Many tests at once: who looks twenty times finds something once."""

from collections.abc import Sequence
from typing import Literal

from creative_agents.evals.statistics._maths import library


def adjusted(p: Sequence[float], method: Literal["holm", "fdr_bh"] = "holm") -> list[float]:
    """Adjust p values for their number.

    Args:
        p: The p values.
        method: ``holm``: at most the level that any is wrong. ``fdr_bh``: at most the level of
            those found are wrong (Benjamini and Hochberg).
    """
    if not p:
        return []
    if method == "fdr_bh":
        return [float(one) for one in library("scipy.stats").false_discovery_control(list(p))]
    return _holm(p)


def _holm(p: Sequence[float]) -> list[float]:
    """Step down: the smallest p pays for all, the next for one less, and none less than before."""
    order = sorted(range(len(p)), key=p.__getitem__)
    held, highest = [0.0] * len(p), 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(p) - rank) * p[at]))
        held[at] = highest
    return held


def holm_of_discrete(p: Sequence[float], least: Sequence[float], *, level: float) -> list[float]:
    """Adjust by Holm, and leave out of the count what could not be significant (Tarone, 1990).

    A scorer on which two cases differ can reach no p under 1/4; to count it as a chance to be
    wrong would only blunt the others.

    Args:
        p: The p values.
        least: The least p that each test could give.
        level: The level of the whole family.
    """
    able = _able(least, level)
    held = iter(adjusted([one for one, can in zip(p, able, strict=True) if can]))
    return [next(held) if can else 1.0 for can in able]


def _able(least: Sequence[float], level: float) -> list[bool]:
    """Keep the tests that can reach level / k, for the smallest k that so many of them do."""
    for k in range(1, len(least) + 1):
        able = [one <= level / k for one in least]
        if sum(able) <= k:
            return able
    return [True] * len(least)
