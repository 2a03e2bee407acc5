"""Passing over several epochs: at least once, or every time."""

from collections.abc import Sequence
from math import comb

from creative_agents.errors import InputError


def pass_at_k(passes: int, n: int, k: int) -> float:
    """Give the chance that at least one of k runs passes: what a person gets who may choose.

    Args:
        passes: Runs that passed.
        n: Runs.
        k: How many are drawn, without putting back; at most n.

    Returns:
        ``1 - C(n - passes, k) / C(n, k)``, which is unbiased.
    """
    _refuse(passes, n, k)
    return 1 - comb(n - passes, k) / comb(n, k)


def pass_hat_k(passes: int, n: int, k: int) -> float:
    """Give the chance that all of k runs pass, pass^k: what a person gets who must rely on it.

    Args:
        passes: Runs that passed.
        n: Runs.
        k: How many are drawn, without putting back; at most n.

    Returns:
        ``C(passes, k) / C(n, k)``, which is unbiased.
    """
    _refuse(passes, n, k)
    return comb(passes, k) / comb(n, k)


def over_cases(counts: Sequence[tuple[int, int]], k: int) -> tuple[float, float]:
    """Give pass@k and pass^k, each the mean over cases.

    Args:
        counts: For each case its passes and its runs.
        k: How many runs are drawn of each.
    """
    if not counts:
        raise InputError("there is no case; run at least one")
    at = [pass_at_k(passes, n, k) for passes, n in counts]
    hat = [pass_hat_k(passes, n, k) for passes, n in counts]
    return sum(at) / len(at), sum(hat) / len(hat)


def _refuse(passes: int, n: int, k: int) -> None:
    if not (0 <= passes <= n and 1 <= k <= n):
        raise InputError(f"{passes!r} passes of {n!r}, k {k!r}: k is 1 to n, passes 0 to n")
