"""Paired comparison: the same cases, before and after a change."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist
from typing import Final

from creative_agents.errors import InputError
from creative_agents.evals.statistics._maths import library
from creative_agents.evals.statistics.intervals import (
    LEVEL,
    SEED,
    Interval,
    bootstrap_mean,
    clustered_error,
)

MOST_EXACT: Final = 14
"""Cases that differ up to which every sign is tried; above, a sample of them."""

FEWEST_MOVED: Final = 8
"""Cases that differ under which the bootstrap is not used."""

FLIPS: Final = 20_000
"""Sampled signs."""


@dataclass(frozen=True)
class PairedTest:
    """How much worse or better, and how surely."""

    difference: Interval
    """Mean of after less before."""
    p_worse: float
    """Chance of a drop this large, or larger, if the change did nothing."""
    p_better: float
    """Chance of a rise this large, or larger, if the change did nothing."""
    least_p: float
    """The smallest chance that so few differing cases could give, whatever their signs."""
    changed: int
    """Cases that differ."""


def paired(
    before: Sequence[float],
    after: Sequence[float],
    *,
    clusters: Sequence[Hashable] | None = None,
    level: float = LEVEL,
) -> PairedTest:
    """Compare paired values: an interval, and an exact test of signs on the differences.

    If the change does nothing, each cluster's difference could as well have the other sign. The
    test counts over all signs how often the sum is as low. It needs no distribution, and holds
    its level with any number of cases.

    Args:
        before: Values of the baseline.
        after: Values of the same cases, in the same order.
        clusters: For each pair its case, where cases have several epochs; absent: each by itself.
        level: Of the interval.

    Raises:
        InputError: The pairs do not match, or there is none.
    """
    if len(before) != len(after):
        raise InputError(f"{len(before)} values before, {len(after)} after; give pairs")
    differences = [new - old for old, new in zip(before, after, strict=True)]
    sums = _sums(differences, clusters)
    moved = [one for one in sums if abs(one) > 1e-12]
    low, high = _tails(moved)
    return PairedTest(
        difference=_difference(differences, clusters, moved, level),
        p_worse=low,
        p_better=high,
        least_p=0.5 ** len(moved),
        changed=len(moved),
    )


def mcnemar_exact(before: Sequence[bool], after: Sequence[bool]) -> float:
    """Give the two-sided p of McNemar's exact test.

    Args:
        before: Whether each case passed.
        after: Whether the same case passed after the change.
    """
    pairs = list(zip(before, after, strict=True))
    ups = sum(new and not old for old, new in pairs)
    downs = sum(old and not new for old, new in pairs)
    return min(1.0, 2 * min(_binomial(ups, ups + downs)))


def _difference(
    differences: Sequence[float],
    clusters: Sequence[Hashable] | None,
    moved: Sequence[float],
    level: float,
) -> Interval:
    """Draw again, save where cases only pass or fail: there the bootstrap is too sure of itself."""
    cases = len(differences) if clusters is None else len(set(clusters))
    plain = len(differences) == cases and all(one in {-1.0, 1.0} for one in moved)
    if plain or not moved:
        return _discordant(sum(one > 0 for one in moved), len(moved), cases, level)
    if len(moved) < FEWEST_MOVED:
        return _by_error(differences, clusters, cases, level)
    return bootstrap_mean(differences, clusters=clusters, level=level)


def _by_error(
    differences: Sequence[float], clusters: Sequence[Hashable] | None, n: int, level: float
) -> Interval:
    """Take Student's interval where too few cases differ to be drawn from."""
    estimate = sum(differences) / len(differences)
    names = range(len(differences)) if clusters is None else clusters
    half = float(library("scipy.stats").t.ppf((1 + level) / 2, max(n - 1, 1)))
    half *= clustered_error(differences, list(names))
    return Interval(estimate, max(-1.0, estimate - half), min(1.0, estimate + half), n, level)


def _discordant(ups: int, changed: int, n: int, level: float) -> Interval:
    """Give the interval of Agresti and Min (2005) for a difference of paired shares."""
    up, down, size = ups + 0.5, changed - ups + 0.5, n + 2
    centre = (up - down) / size
    error = sqrt(up + down - (up - down) ** 2 / size) / size
    half = NormalDist().inv_cdf((1 + level) / 2) * error
    estimate = (2 * ups - changed) / n
    return Interval(estimate, max(-1.0, centre - half), min(1.0, centre + half), n, level)


def _sums(differences: Sequence[float], clusters: Sequence[Hashable] | None) -> list[float]:
    if clusters is None:
        return list(differences)
    held: dict[Hashable, float] = {}
    for name, one in zip(clusters, differences, strict=True):
        held[name] = held.get(name, 0.0) + one
    return list(held.values())


def _tails(moved: Sequence[float]) -> tuple[float, float]:
    """Give the chance of a sum as low, and as high, over all signs."""
    if not moved:
        return 1.0, 1.0
    sizes = {round(abs(one), 12) for one in moved}
    if len(sizes) == 1:
        return _binomial(sum(one > 0 for one in moved), len(moved))
    return _over_signs(moved)


def _binomial(ups: int, n: int) -> tuple[float, float]:
    low = sum(comb(n, k) for k in range(ups + 1)) / 2**n
    high = sum(comb(n, k) for k in range(ups, n + 1)) / 2**n
    return low, high


def _over_signs(moved: Sequence[float]) -> tuple[float, float]:
    np = library("numpy")
    sizes, seen = np.abs(np.asarray(moved)), float(np.sum(moved))
    n = len(moved)
    if n <= MOST_EXACT:
        bits = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
        sums = (2 * bits - 1) @ sizes
        return float(np.mean(sums <= seen + 1e-9)), float(np.mean(sums >= seen - 1e-9))
    signs = np.random.default_rng(SEED).choice([-1, 1], size=(FLIPS, n))
    sums = signs @ sizes
    low, high = int(np.sum(sums <= seen + 1e-9)), int(np.sum(sums >= seen - 1e-9))
    return (low + 1) / (FLIPS + 1), (high + 1) / (FLIPS + 1)
