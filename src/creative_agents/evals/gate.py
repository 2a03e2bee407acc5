"""The gate: did the change make the work better, worse, or can't we tell yet?"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from creative_agents.domain.base import Model
from creative_agents.errors import EXIT_DONE, EXIT_INCONCLUSIVE, EXIT_REFUSED, EXIT_STOPPED
from creative_agents.evals.compare import (
    FEWEST,
    Comparison,
    compare_scorers,
    compare_slices,
    not_compared,
)
from creative_agents.evals.statistics.intervals import Interval, bootstrap_mean, wilson
from creative_agents.evals.statistics.passes import over_cases
from creative_agents.evals.trial import RunResult

Verdict = Literal["pass", "worse", "inconclusive", "infrastructure"]
"""``infrastructure``: something could not be scored, so nothing is decided."""

EXIT_CODES: Final[dict[Verdict, int]] = {
    "pass": EXIT_DONE,
    "worse": EXIT_REFUSED,
    "infrastructure": EXIT_STOPPED,
    "inconclusive": EXIT_INCONCLUSIVE,
}
"""How the command line ends."""

LEVEL: Final = 0.05
"""Chance to call a run worse when nothing changed, over all scorers together."""

MARGIN: Final = 0.1
"""Drop of a scorer's mean that nobody would mind, where the caller does not say."""


class Passing(Model):
    """How often trials pass everything that can gate."""

    rate: float
    """Share of trials."""
    low: float
    """Lower end of its interval."""
    high: float
    """Upper end."""
    cases: int
    """Cases that it rests on."""
    k: int = 1
    """Epochs of each case."""
    at_k: float | None = None
    """pass@k: at least one epoch passes; absent with one epoch."""
    hat_k: float | None = None
    """pass^k: every epoch passes; absent with one epoch."""


class Decision(Model):
    """What the gate says, and why."""

    verdict: Verdict
    """The word."""
    reasons: tuple[str, ...]
    """Why, a line each."""
    passing: Passing | None = None
    """How often trials pass; absent where no scorer can gate."""
    comparisons: tuple[Comparison, ...] = ()
    """Scorer by scorer."""
    slices: tuple[Comparison, ...] = ()
    """Slice by slice, for reading; they do not gate."""
    new_cases: tuple[str, ...] = ()
    """Cases that the baseline does not know."""
    unscored: tuple[str, ...] = ()
    """What could not be scored: ``case/epoch: why``."""
    compared: bool = True
    """Whether there was a baseline or a floor at all: without either nothing was judged."""

    @property
    def told(self) -> str:
        """What a person reads as the verdict: no ``pass`` where nothing was compared."""
        return "not compared" if self.verdict == "pass" and not self.compared else self.verdict

    @property
    def exit_code(self) -> int:
        """The status with which the command line ends."""
        return EXIT_CODES[self.verdict]


def decide(
    result: RunResult,
    baseline: RunResult | None = None,
    *,
    fail_under: float | None = None,
    margin: float = MARGIN,
    level: float = LEVEL,
) -> Decision:
    """Decide on a run.

    Worse: a scorer dropped, and by chance that would happen to any of them at most at `level`
    (sign test on paired cases, Holm); or fewer trials pass than `fail_under`, which is a plain
    floor. Inconclusive: a drop that could be chance and could be more than `margin`, fewer than
    ten cases in common with the baseline, or a judge that was asked to gate and may not. What
    could not be scored is never a fail: it is infrastructure, and goes first.

    Args:
        result: The run.
        baseline: An earlier run of the same cases; absent: only the floor decides.
        fail_under: Least share of trials that must pass everything that can gate.
        margin: Drop that nobody would mind.
        level: Chance to be wrong.

    Raises:
        MissingExtraError: The extra ``evals`` is not installed.
    """
    unscored = tuple(_unscored(result))
    passing = passing_of(result)
    comparisons: tuple[Comparison, ...] = ()
    slices: tuple[Comparison, ...] = ()
    if baseline is not None:
        comparisons = compare_scorers(baseline, result, level=level, margin=margin)
        slices = compare_slices(baseline, result, level=level, margin=margin)
    worse = [*_worse(comparisons), *_below(passing, fail_under)]
    unsure = [*_unsure(comparisons, result, baseline), *_refused_judges(result)]
    found = (
        ("infrastructure", [f"{len(unscored)} could not be scored"] if unscored else []),
        ("worse", worse),
        ("inconclusive", unsure),
    )
    return Decision(
        verdict=next((word for word, why in found if why), "pass"),
        reasons=tuple(line for _, why in found for line in why) or (_fine(baseline, fail_under),),
        passing=passing,
        comparisons=comparisons,
        slices=slices,
        new_cases=not_compared(baseline, result) if baseline is not None else (),
        unscored=unscored,
        compared=baseline is not None or fail_under is not None,
    )


def passing_of(result: RunResult) -> Passing | None:
    """Say how often trials pass everything that can gate; nothing where no scorer can."""
    held: dict[str, list[bool]] = {}
    for trial in result.trials:
        if trial.passed is not None:
            held.setdefault(trial.case, []).append(trial.passed)
    if not held:
        return None
    share = _share(held)
    k = min(len(runs) for runs in held.values())
    at, hat = over_cases([(sum(runs), len(runs)) for runs in held.values()], k)
    several = k > 1
    return Passing(
        rate=share.estimate,
        low=share.low,
        high=share.high,
        cases=len(held),
        k=k,
        at_k=at if several else None,
        hat_k=hat if several else None,
    )


def _share(held: dict[str, list[bool]]) -> Interval:
    runs = [(case, passed) for case, several in held.items() for passed in several]
    if len(runs) == len(held):
        return wilson(sum(passed for _, passed in runs), len(runs))
    values = [float(passed) for _, passed in runs]
    drawn = bootstrap_mean(values, clusters=[case for case, _ in runs])
    if drawn.low < drawn.high:
        return drawn
    return wilson(round(drawn.estimate * len(held)), len(held))


def _unscored(result: RunResult) -> Iterator[str]:
    for trial in result.unscored():
        failed = [f"{one.name}: {one.reason}" for one in trial.scores if one.status == "failed"]
        yield f"{trial.case}/{trial.epoch}: {trial.error or '; '.join(failed)}"


def _worse(comparisons: Sequence[Comparison]) -> Iterator[str]:
    for one in comparisons:
        if one.finding == "worse":
            yield (
                f"{one.name} fell from {one.before:.3f} to {one.after:.3f} on {one.n} cases "
                f"(p {one.p_adjusted:.4f} after Holm): {', '.join(one.worse[:5])}"
            )


def _below(passing: Passing | None, floor: float | None) -> Iterator[str]:
    if floor is None:
        return
    rate = passing.rate if passing else 0.0
    if rate < floor:
        yield f"{rate:.3f} of the trials pass, and the floor is {floor:.3f}"


def _unsure(
    comparisons: Sequence[Comparison], result: RunResult, baseline: RunResult | None
) -> Iterator[str]:
    if baseline is None:
        return
    known = {(trial.case, trial.case_hash) for trial in baseline.trials}
    common = {(trial.case, trial.case_hash) for trial in result.trials} & known
    if len(common) < FEWEST:
        yield f"{len(common)} cases in common with the baseline; {FEWEST} are needed"
    for one in comparisons:
        if one.finding == "inconclusive":
            lost = f", {one.lost} without a score now" if one.lost else ""
            yield (
                f"{one.name} went from {one.before:.3f} to {one.after:.3f} on {one.n} cases, the "
                f"difference lies in [{one.low:.3f}, {one.high:.3f}]{lost}: add cases or epochs"
            )


def _refused_judges(result: RunResult) -> Iterator[str]:
    for judge in result.judges:
        if isinstance(judge, dict) and judge.get("asked_to_gate") and not judge.get("may_gate"):
            yield f"the judge {judge.get('name')} may not gate: {judge.get('why')}"


def _fine(baseline: RunResult | None, floor: float | None) -> str:
    if baseline is None and floor is None:
        return "give --baseline or --fail-under"
    return "nothing is worse"
