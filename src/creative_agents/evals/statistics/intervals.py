"""Intervals: a number, and where it could as well lie."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from creative_agents.errors import InputError
from creative_agents.evals.statistics._maths import Array, library

LEVEL: Final = 0.95
"""How often an interval holds the truth, over many evals."""

RESAMPLES: Final = 4000
"""Bootstrap samples."""

SEED: Final = 20261122
"""The same data give the same interval, every time."""


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval."""

    estimate: float
    """What was measured."""
    low: float
    """Lower end."""
    high: float
    """Upper end."""
    n: int
    """Independent units that it rests on: cases, or clusters of them."""
    level: float = LEVEL
    """How often such an interval holds the truth."""

    def __str__(self) -> str:
        return f"{self.estimate:.3f} [{self.low:.3f}, {self.high:.3f}] n={self.n}"


def wilson(successes: int, n: int, *, level: float = LEVEL) -> Interval:
    """Give a share with Wilson's score interval.

    Args:
        successes: How many of them.
        n: Of how many; at least 1.
        level: How often the interval must hold the truth.

    Raises:
        InputError: There is nothing to take a share of.
    """
    if n < 1 or not 0 <= successes <= n:
        raise InputError(f"{successes!r} of {n!r} is no share; give 0 to n successes, n from 1")
    low, high = library("scipy.stats").binomtest(successes, n).proportion_ci(level, method="wilson")
    return Interval(successes / n, float(low), float(high), n, level)


def bootstrap_mean(
    values: Sequence[float],
    *,
    clusters: Sequence[Hashable] | None = None,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
) -> Interval:
    """Give a mean with its bootstrap interval: whole clusters are drawn, with what is in them.

    The bootstrap is percentile-t: studentised, so that it holds its level with few cases too. It
    reaches no further than the values themselves could.

    Args:
        values: The values, in [0, 1] or differences of such.
        clusters: For each value what it is not independent of: its case, where each was run in
            several epochs; absent: each is by itself.
        level: How often the interval must hold the truth.
        resamples: How many samples are drawn.

    Raises:
        InputError: There is no value.
    """
    sums, sizes = _by_cluster(values, clusters)
    np = library("numpy")
    estimate = float(sums.sum() / sizes.sum())
    n = len(sums)
    if n == 1 or bool(np.all(sums / sizes == estimate)):
        return Interval(estimate, estimate, estimate, n, level)
    error = _error(sums, sizes, np.ones((1, n)))[0]
    draws = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=resamples)
    means = (draws @ sums) / (draws @ sizes)
    errors = _error(sums, sizes, draws)
    spread = errors > 0
    pivots = (means[spread] - estimate) / errors[spread]
    tail = (1 - level) / 2
    high_pivot, low_pivot = np.quantile(pivots, [1 - tail, tail])
    low, high = estimate - float(high_pivot * error), estimate - float(low_pivot * error)
    least, most = _reach(values)
    return Interval(estimate, max(low, least), min(high, most), n, level)


def clustered_error(values: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """Give the standard error of a mean whose values come in clusters.

    Args:
        values: The values.
        clusters: For each value what it is not independent of.

    Returns:
        The root of the sum of squared cluster residuals over n, with the factor k / (k - 1) for
        k clusters; 0 for one cluster.
    """
    sums, sizes = _by_cluster(values, clusters)
    np = library("numpy")
    return float(_error(sums, sizes, np.ones((1, len(sums))))[0])


def _by_cluster(
    values: Sequence[float], clusters: Sequence[Hashable] | None
) -> tuple[Array, Array]:
    if not values:
        raise InputError("there is no value to take a mean of; run at least one case")
    if clusters is not None and len(clusters) != len(values):
        raise InputError(f"{len(values)} values have {len(clusters)} clusters; give one for each")
    np = library("numpy")
    names = list(range(len(values))) if clusters is None else list(clusters)
    order = {name: at for at, name in enumerate(dict.fromkeys(names))}
    places = np.array([order[name] for name in names])
    sums = np.bincount(places, weights=np.asarray(values, dtype=float))
    return sums, np.bincount(places).astype(float)


def _error(sums: Array, sizes: Array, draws: Array) -> Array:
    """Give the clustered error of each sample: how often each cluster was drawn, row by row."""
    np = library("numpy")
    k = draws.sum(axis=1)
    total = draws @ sizes
    means = (draws @ sums) / total
    residuals = sums[None, :] - means[:, None] * sizes[None, :]
    squares = (draws * residuals**2).sum(axis=1)
    factor = np.where(k > 1, k / np.maximum(k - 1, 1), 0.0)
    return np.sqrt(factor * squares) / total


def _reach(values: Sequence[float]) -> tuple[float, float]:
    """Shares lie in [0, 1], differences of shares in [-1, 1]; other values anywhere."""
    low, high = min(values), max(values)
    if low < -1 or high > 1:
        return float("-inf"), float("inf")
    return (-1.0 if low < 0 else 0.0), 1.0
