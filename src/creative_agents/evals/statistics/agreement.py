"""Agreement between two labellers, beyond what chance gives."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal

from creative_agents.errors import InputError
from creative_agents.evals.statistics._maths import Array, library
from creative_agents.evals.statistics.intervals import LEVEL, Interval

Weights = Literal["linear", "quadratic"]
"""How much a disagreement by several steps of a scale counts."""


def kappa(
    one: Sequence[int | str],
    other: Sequence[int | str],
    *,
    scale: Sequence[int | str] | None = None,
    weights: Weights | None = None,
    level: float = LEVEL,
) -> Interval:
    """Give Cohen's kappa with its interval.

    Args:
        one: Labels of one labeller.
        other: Labels of the other, in the same order.
        scale: Every label there is, in order; absent: those that were given, sorted.
        weights: For an ordered scale; absent: every disagreement counts the same.
        level: Of the interval, by the large-sample standard error.

    Returns:
        Kappa: 1 agrees always, 0 as chance does; where both gave one and the same label to
        everything it is 0, since nothing tells that they look at the work.

    Raises:
        InputError: The labels do not match, or there is none.
    """
    if len(one) != len(other) or not one:
        raise InputError(f"{len(one)} labels and {len(other)}; give the same number, at least 1")
    labels = list(scale) if scale is not None else sorted({*one, *other}, key=str)
    if len(labels) < 2:
        return Interval(0.0, -1.0, 1.0, len(one), level)
    table = _table(one, other, labels) / len(one)
    value, error = _kappa(table, _credit(len(labels), weights), len(one))
    half = NormalDist().inv_cdf((1 + level) / 2) * error
    return Interval(value, max(-1.0, value - half), min(1.0, value + half), len(one), level)


def _kappa(shares: Array, credit: Array, n: int) -> tuple[float, float]:
    """Give kappa and its error (Fleiss, Cohen and Everitt, Psychological Bulletin 72, 1969)."""
    np = library("numpy")
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    seen, chance = float((credit * shares).sum()), float(rows @ credit @ columns)
    value = (seen - chance) / (1 - chance)
    by_row, by_column = credit @ columns, rows @ credit
    pulls = credit - (by_row[:, None] + by_column[None, :]) * (1 - value)
    spread = float((shares * pulls**2).sum()) - (value - chance * (1 - value)) ** 2
    return value, float(np.sqrt(max(spread, 0.0) / n)) / (1 - chance)


def _credit(size: int, weights: Weights | None) -> Array:
    """Give what each pair of labels counts as agreement: 1 for the same one."""
    np = library("numpy")
    steps = np.abs(np.arange(size)[:, None] - np.arange(size)[None, :]) / (size - 1)
    if weights is None:
        return np.eye(size)
    return 1 - (steps if weights == "linear" else steps**2)


def _table(
    one: Sequence[int | str], other: Sequence[int | str], labels: Sequence[int | str]
) -> Array:
    np = library("numpy")
    order = {label: at for at, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)))
    for first, second in zip(one, other, strict=True):
        table[order[first], order[second]] += 1
    return table
