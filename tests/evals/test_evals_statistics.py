"""Values are published, or worked by hand where the docstring says how."""

from math import comb

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import mcnemar  # type: ignore[import-untyped]
from statsmodels.stats.inter_rater import cohens_kappa  # type: ignore[import-untyped]
from statsmodels.stats.multitest import multipletests  # type: ignore[import-untyped]

from creative_agents.errors import InputError
from creative_agents.evals.statistics.agreement import Weights, kappa
from creative_agents.evals.statistics.intervals import bootstrap_mean, clustered_error, wilson
from creative_agents.evals.statistics.multiplicity import adjusted, holm_of_discrete
from creative_agents.evals.statistics.paired import mcnemar_exact, paired
from creative_agents.evals.statistics.passes import over_cases, pass_at_k, pass_hat_k


def table(cells: list[list[int]]) -> tuple[list[int], list[int]]:
    """Lay a table of counts out as two lists of labels."""
    pairs = [
        (row, column)
        for row, counts in enumerate(cells)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return [one for one, _ in pairs], [other for _, other in pairs]


def test_wilson_agrees_with_the_published_interval() -> None:
    """81 of 263: 0.255 to 0.366 (Newcombe, Statistics in Medicine 17, 1998, table I)."""
    found = wilson(81, 263)

    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    assert (wilson(0, 20).low, round(wilson(0, 20).high, 4)) == (0.0, 0.1611)


def test_kappa_agrees_with_the_worked_example() -> None:
    """20, 5, 10, 15 of 50: observed 0.7, by chance 0.5, so kappa is 0.4."""
    assert kappa(*table([[20, 5], [10, 15]])).estimate == pytest.approx(0.4)


def test_kappa_agrees_with_cohens_own_table() -> None:
    """Cohen (Psychological Bulletin 70, 1968): 88, 14, 18; 10, 40, 10; 2, 6, 12 gives 0.492.

    By hand: observed 140/200, by chance (0.6 x 0.5 + 0.3 x 0.3 + 0.1 x 0.2) = 0.41.
    """
    found = kappa(*table([[88, 14, 18], [10, 40, 10], [2, 6, 12]]))

    assert found.estimate == pytest.approx((0.7 - 0.41) / 0.59, abs=1e-9)


def test_weighted_kappa_counts_near_misses_less() -> None:
    """By hand: of six pairs two are off by one and one by two, 4/12 with linear weights."""
    one, other = [1, 1, 2, 2, 3, 3], [1, 2, 2, 3, 3, 1]
    expected = sum(abs(a - b) / 2 for a in one for b in other) / 36

    found = kappa(one, other, scale=[1, 2, 3], weights="linear")

    assert found.estimate == pytest.approx(1 - (4 / 12) / expected)


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
def test_kappa_and_its_error_agree_with_statsmodels(weights: Weights | None) -> None:
    """Another implementation, on Cohen's table."""
    cells = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    theirs = cohens_kappa(np.array(cells, dtype=float), wt=weights)

    ours = kappa(*table(cells), weights=weights)

    assert ours.estimate == pytest.approx(theirs.kappa)
    assert ours.high - ours.estimate == pytest.approx(1.959964 * theirs.std_kappa)


def test_labellers_who_say_one_word_show_nothing() -> None:
    """All good, all good: agreement that chance gives too."""
    assert kappa([1, 1, 1], [1, 1, 1]).estimate == 0
    with pytest.raises(InputError, match="2 labels and 1"):
        kappa([1, 0], [1])


@pytest.mark.parametrize(
    ("ups", "downs", "expected"), [(8, 1, 2 * 10 / 512), (5, 5, 1.0), (0, 6, 2 / 64)]
)
def test_mcnemar_agrees_with_the_binomial_by_hand(ups: int, downs: int, expected: float) -> None:
    """Twice the tail of n coin tosses over the pairs that changed, at most 1."""
    before = [False] * ups + [True] * downs + [True] * 7
    after = [True] * ups + [False] * downs + [True] * 7

    assert mcnemar_exact(before, after) == pytest.approx(expected)


def test_the_sign_test_is_mcnemars_on_cases_that_pass_or_fail() -> None:
    """One side of the sign test is half of McNemar's two."""
    before, after = [1.0] * 9 + [0.0] * 11, [0.0] * 8 + [1.0] + [1.0, 1.0] + [0.0] * 9

    found = paired(before, after)

    both = mcnemar(np.array([[1, 8], [2, 9]]), exact=True).pvalue
    assert 2 * found.p_worse == pytest.approx(both)
    assert (found.changed, found.least_p) == (10, 2**-10)


def test_the_sign_test_tries_every_sign() -> None:
    """By hand: of 0.1, 0.2, 0.4 the sum -0.7 is the lowest of eight, -0.3 the third."""
    zeros = [0.0, 0.0, 0.0]

    assert paired(zeros, [-0.1, -0.2, -0.4]).p_worse == pytest.approx(1 / 8)
    assert paired(zeros, [-0.1, 0.2, -0.4]).p_worse == pytest.approx(3 / 8)


def test_a_case_counts_once_whatever_its_epochs() -> None:
    """Ten epochs of one case are one sign."""
    found = paired([1.0] * 10, [0.0] * 10, clusters=["a"] * 10)

    assert (found.changed, found.p_worse, found.difference.n) == (1, 0.5, 1)


def test_the_paired_interval_covers_the_truth() -> None:
    """Nothing changed, cases differ by chance: 0 lies inside at least 93 times of 100."""
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(400):
        before = rng.random(20) < 0.7
        after = np.where(rng.random(20) < 0.5, rng.random(20) < 0.7, before)
        found = paired([*before.astype(float)], [*after.astype(float)]).difference
        hits += found.low <= 0 <= found.high

    assert hits / 400 >= 0.93


@pytest.mark.parametrize("n", [15, 40])
def test_the_bootstrap_covers_the_truth(n: int) -> None:
    """A 95 % interval holds the mean of skewed values in 92 to 98 of 100 samples."""
    rng = np.random.default_rng(3)
    found = [bootstrap_mean([*rng.beta(4, 2, n)], resamples=600) for _ in range(400)]

    assert 0.92 <= np.mean([one.low <= 4 / 6 <= one.high for one in found]) <= 0.98


def test_the_clustered_bootstrap_covers_where_the_plain_one_does_not() -> None:
    """Five epochs that always agree are one case: told apart, the interval is honest."""
    rng = np.random.default_rng(4)
    plain = clustered = 0
    for _ in range(200):
        values = [float(value) for value in rng.beta(2, 2, 20) for _ in range(5)]
        names = [case for case in range(20) for _ in range(5)]
        alone = bootstrap_mean(values, resamples=400)
        together = bootstrap_mean(values, clusters=names, resamples=400)
        plain += alone.low <= 0.5 <= alone.high
        clustered += together.low <= 0.5 <= together.high

    assert plain / 200 < 0.75
    assert clustered / 200 >= 0.91


def test_the_clustered_error_agrees_with_the_hand() -> None:
    """Two clusters (1, 1) and (0, 0): residuals 1 and -1, sqrt(2/1 x 2)/4 = 0.5."""
    assert clustered_error([1, 1, 0, 0], ["a", "a", "b", "b"]) == pytest.approx(0.5)


def test_pass_at_k_and_pass_hat_k_agree_with_the_hand() -> None:
    """3 of 5, k 2: 1 - C(2,2)/C(5,2) = 0.9 at least once, C(3,2)/C(5,2) = 0.3 every time."""
    assert pass_at_k(3, 5, 2) == pytest.approx(0.9)
    assert pass_hat_k(3, 5, 2) == pytest.approx(0.3)
    assert over_cases([(3, 5), (5, 5)], 2) == pytest.approx((0.95, 0.65))
    with pytest.raises(InputError, match="k is 1 to n"):
        pass_hat_k(3, 5, 6)


def test_pass_hat_k_is_unbiased() -> None:
    """Over every number of passes of 6 runs at 0.7, the mean of pass^3 is 0.343."""
    mean = sum(comb(6, k) * 0.7**k * 0.3 ** (6 - k) * pass_hat_k(k, 6, 3) for k in range(7))

    assert mean == pytest.approx(0.7**3)


def test_holm_and_benjamini_hochberg_agree_with_the_hand() -> None:
    """0.01, 0.02, 0.03, 0.005: Holm 0.03, 0.04, 0.04, 0.02; the others' 0.02, 0.027, 0.03, 0.02."""
    p = [0.01, 0.02, 0.03, 0.005]

    assert adjusted(p) == pytest.approx([0.03, 0.04, 0.04, 0.02])
    assert adjusted(p) == pytest.approx(multipletests(p, method="holm")[1])
    assert adjusted(p, "fdr_bh") == pytest.approx([0.02, 0.08 / 3, 0.03, 0.02])


def test_tests_that_cannot_be_significant_are_not_counted() -> None:
    """Of three scorers one has cases enough: it alone pays, once."""
    p = holm_of_discrete([0.03, 0.25, 0.5], [2**-9, 0.25, 0.5], level=0.05)

    assert p == [pytest.approx(0.03), 1.0, 1.0]


def test_impossible_counts_are_refused() -> None:
    """Nothing cannot have a share."""
    with pytest.raises(InputError, match="0 of 0 is no share"):
        wilson(0, 0)
    with pytest.raises(InputError, match="there is no value"):
        bootstrap_mean([])
