"""Compare two runs of the same cases, scorer by scorer and slice by slice."""

from collections.abc import Callable, Iterator, Mapping
from statistics import fmean
from typing import Final, Literal

from creative_agents.domain.base import Model
from creative_agents.evals.statistics.intervals import Interval
from creative_agents.evals.statistics.multiplicity import adjusted, holm_of_discrete
from creative_agents.evals.statistics.paired import PairedTest, mcnemar_exact, paired
from creative_agents.evals.trial import RunResult, Trial

Finding = Literal["worse", "better", "pass", "inconclusive"]
"""``pass``: no worse, as far as the margin says; ``inconclusive``: can't tell yet."""

FEWEST: Final = 10
"""Cases under which nothing can be called as good as before."""

FEWEST_OF_SLICE: Final = 5
"""Cases under which a slice is not looked at."""

MOST_LOST: Final = 0.2
"""Share of a scorer's cases that may have lost their score before it can say nothing."""

Key = tuple[str, str]
"""A case's id and its fingerprint."""


class Comparison(Model):
    """What changed for one scorer, or in one slice."""

    name: str
    """The scorer, or the slice: ``language=fr``."""
    before: float
    """Mean of the baseline."""
    after: float
    """Mean now."""
    low: float
    """Lower end of the difference's interval."""
    high: float
    """Upper end."""
    p: float
    """Chance of such a drop if the change did nothing."""
    p_adjusted: float
    """The same, given how many were looked at."""
    mcnemar: float | None = None
    """Two-sided p of McNemar's exact test, where each case only passes or fails."""
    n: int
    """Cases compared."""
    changed: int
    """Cases that differ."""
    worse: tuple[str, ...] = ()
    """Ids of the cases that got worse."""
    lost: int = 0
    """Cases that had a score and have none now."""
    finding: Finding
    """What it says."""


def compare_scorers(
    before: RunResult, after: RunResult, *, level: float, margin: float
) -> tuple[Comparison, ...]:
    """Compare every scorer that can gate.

    Args:
        before: The baseline.
        after: The run.
        level: Chance that any scorer is called worse when nothing changed.
        margin: Drop that nobody would mind, a share.
    """
    names = [name for name in before.scorers if before.gates(name)]
    held = {name: _pairs(before, after, _by_scorer(name)) for name in names}
    held = {name: pairs for name, pairs in held.items() if pairs}
    tests = {name: _test(pairs) for name, pairs in held.items()}
    p = holm_of_discrete(
        [test.p_worse for test in tests.values()],
        [test.least_p for test in tests.values()],
        level=level,
    )
    return tuple(
        _comparison(
            name,
            held[name],
            tests[name],
            p_adjusted=one,
            level=level,
            margin=margin,
            lost=_lost(before, after, name),
        )
        for name, one in zip(held, p, strict=True)
    )


def compare_slices(
    before: RunResult, after: RunResult, *, level: float, margin: float
) -> tuple[Comparison, ...]:
    """Compare agents, languages and tags by the mean of what can gate; reported, never gating."""
    held: dict[str, dict[Key, tuple[float, float]]] = {}
    for name in sorted({name for trial in after.trials for name in _slices(trial)}):
        pairs = _pairs(before, after, _by_slice(name))
        if len(pairs) >= FEWEST_OF_SLICE:
            held[name] = pairs
    tests = {name: _test(pairs) for name, pairs in held.items()}
    p = adjusted([test.p_worse for test in tests.values()])
    return tuple(
        _comparison(name, held[name], tests[name], p_adjusted=one, level=level, margin=margin)
        for name, one in zip(held, p, strict=True)
    )


def not_compared(before: RunResult, after: RunResult) -> tuple[str, ...]:
    """Give the cases of the run that the baseline has not, or had in another wording."""
    known = {(trial.case, trial.case_hash) for trial in before.trials}
    here = dict.fromkeys((trial.case, trial.case_hash) for trial in after.trials)
    return tuple(case for case, held in here if (case, held) not in known)


Take = Callable[[Trial], float | None]


def _by_scorer(name: str) -> Take:
    def take(trial: Trial) -> float | None:
        score = trial.score(name)
        return None if score is None or score.status != "scored" else score.value

    return take


def _by_slice(name: str) -> Take:
    def take(trial: Trial) -> float | None:
        if name not in _slices(trial):
            return None
        values = [
            one.value for one in trial.scores if one.passed is not None and one.value is not None
        ]
        return fmean(values) if values else None

    return take


def _slices(trial: Trial) -> Iterator[str]:
    yield f"agent={trial.agent}"
    yield f"language={trial.language}"
    yield from (f"tag={tag}" for tag in trial.tags)


def _pairs(before: RunResult, after: RunResult, take: Take) -> dict[Key, tuple[float, float]]:
    """Pair each case's mean over its epochs, so that a case counts once."""
    old, new = _means(before, take), _means(after, take)
    return {key: (old[key], new[key]) for key in new if key in old}


def _means(result: RunResult, take: Take) -> Mapping[Key, float]:
    held: dict[Key, list[float]] = {}
    for trial in result.trials:
        value = take(trial) if trial.status == "finished" else None
        if value is not None:
            held.setdefault((trial.case, trial.case_hash), []).append(value)
    return {key: fmean(values) for key, values in held.items()}


def _lost(before: RunResult, after: RunResult, name: str) -> int:
    old, new = _means(before, _by_scorer(name)), _means(after, _by_scorer(name))
    finished = {(one.case, one.case_hash) for one in after.trials if one.status == "finished"}
    return sum(key in finished and key not in new for key in old)


def _test(pairs: Mapping[Key, tuple[float, float]]) -> PairedTest:
    return paired([old for old, _ in pairs.values()], [new for _, new in pairs.values()])


def _comparison(  # noqa: PLR0913 - what a comparison rests on, by name
    name: str,
    pairs: Mapping[Key, tuple[float, float]],
    test: PairedTest,
    *,
    p_adjusted: float,
    level: float,
    margin: float,
    lost: int = 0,
) -> Comparison:
    interval = test.difference
    return Comparison(
        name=name,
        before=fmean(old for old, _ in pairs.values()),
        after=fmean(new for _, new in pairs.values()),
        low=interval.low,
        high=interval.high,
        p=test.p_worse,
        p_adjusted=p_adjusted,
        mcnemar=_mcnemar(pairs),
        n=len(pairs),
        changed=test.changed,
        worse=tuple(case for (case, _), (old, new) in pairs.items() if new < old - 1e-9),
        lost=lost,
        finding=_finding(test, interval, p_adjusted, level, margin, lost),
    )


def _finding(  # noqa: PLR0913, PLR0917 - as above
    test: PairedTest, interval: Interval, p: float, level: float, margin: float, lost: int
) -> Finding:
    if p <= level:
        return "worse"
    if lost > MOST_LOST * (interval.n + lost):
        return "inconclusive"
    if test.p_better <= level:
        return "better"
    dropped = interval.estimate < 0 and interval.low <= -margin
    return "inconclusive" if dropped else "pass"


def _mcnemar(pairs: Mapping[Key, tuple[float, float]]) -> float | None:
    if not all(value in {0.0, 1.0} for pair in pairs.values() for value in pair):
        return None
    return mcnemar_exact(
        [old == 1 for old, _ in pairs.values()], [new == 1 for _, new in pairs.values()]
    )
