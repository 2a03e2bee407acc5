"""Calibration: a judge is measured against people before it may gate."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from creative_agents.domain.base import Model
from creative_agents.evals.judging.bias import Bias
from creative_agents.evals.labels import HumanLabel, output_hash
from creative_agents.evals.statistics.agreement import kappa
from creative_agents.evals.statistics.intervals import Interval, wilson
from creative_agents.evals.trial import RunResult

GOOD_FROM: Final = 0.75
"""Value from which a judge calls an output good: 4 of 5, whether it gates or is measured."""

FEWEST_LABELS: Final = 50
"""Labels by people under which a judge is not measured."""

FEWEST_OF_EACH: Final = 10
"""Good and bad outputs, each, under which a rate says nothing."""

LEAST_KAPPA: Final = 0.6
"""Kappa with people: "substantial" from here on (Landis and Koch, Biometrics 33, 1977)."""

LEAST_KAPPA_LOW: Final = 0.4
"""Lower end that kappa's interval must reach."""

LEAST_RATE: Final = 0.75
"""True positive and true negative rate that it must reach."""


class Calibration(Model):
    """What a judge is worth, and whether it may gate."""

    n: int
    """Labels by people."""
    kappa: float | None = None
    """Agreement beyond chance; absent without labels."""
    kappa_low: float | None = None
    """Lower end of its interval."""
    kappa_high: float | None = None
    """Upper end."""
    true_positive: float | None = None
    """Of what people call good, the share that the judge does."""
    true_positive_low: float | None = None
    """Lower end."""
    true_positive_high: float | None = None
    """Upper end."""
    false_positive: float | None = None
    """Of what people call bad, the share that the judge calls good."""
    false_positive_low: float | None = None
    """Lower end."""
    false_positive_high: float | None = None
    """Upper end."""
    good: int = 0
    """Outputs that people call good."""
    bad: int = 0
    """Outputs that people call bad."""
    biases: tuple[Bias, ...] = ()
    """What was measured of its bias for a place, or for length."""
    may_gate: bool
    """Whether its verdicts may decide."""
    why: str
    """Why not, or how it reached the bar."""


def calibrate(
    people: Sequence[bool], judge: Sequence[bool], *, biases: Iterable[Bias] = ()
) -> Calibration:
    """Measure a judge against people's labels of the same outputs.

    Args:
        people: What people said: good or not.
        judge: What the judge said of the same outputs, in the same order.
        biases: What was measured of its position and length bias; any that is too strong
            refuses it.

    Returns:
        The measures with their intervals. With fewer than fifty labels, ten of each kind, or
        below the bar, it may not gate: what it says is inconclusive.
    """
    n, good, measured = len(people), sum(people), tuple(biases)
    bad = n - good
    if not good or not bad:
        return Calibration(n=n, good=good, bad=bad, may_gate=False, why=_few(n, good, bad))
    agreed = kappa([int(one) for one in people], [int(one) for one in judge])
    pairs = list(zip(people, judge, strict=True))
    hits = wilson(sum(said for true, said in pairs if true), good)
    alarms = wilson(sum(said for true, said in pairs if not true), bad)
    refused = _few(n, good, bad) or _below(agreed, hits, alarms) or _biased(measured)
    return Calibration(
        n=n,
        good=good,
        bad=bad,
        kappa=agreed.estimate,
        kappa_low=agreed.low,
        kappa_high=agreed.high,
        true_positive=hits.estimate,
        true_positive_low=hits.low,
        true_positive_high=hits.high,
        false_positive=alarms.estimate,
        false_positive_low=alarms.low,
        false_positive_high=alarms.high,
        biases=measured,
        may_gate=not refused,
        why=refused or f"kappa {agreed.estimate:.2f} with {n} labels by people",
    )


class Matched(NamedTuple):
    """Outputs that people labelled and a judge scored, in one order."""

    people: list[bool]
    """What people said of each: good or not."""
    judge: list[bool]
    """What the judge said."""
    lengths: list[int]
    """Its length, in signs."""


def matched(
    result: RunResult, labels: Iterable[HumanLabel], *, scorer: str, criterion: str
) -> Matched:
    """Pair people's labels with a judge's scores of exactly the same outputs.

    Labels by models do not count. Where people disagree the majority counts, and a tie is left
    out.

    Args:
        result: A run that the judge has scored.
        labels: The labels.
        scorer: The judge's name.
        criterion: What was labelled.

    Returns:
        What people said and what the judge said, with the lengths of what they judged.
    """
    votes: dict[str, list[bool]] = {}
    for label in labels:
        if label.labelled_by == "person" and label.criterion == criterion:
            votes.setdefault(label.output_hash, []).append(label.passed)
    found = Matched([], [], [])
    for output, (passed, length) in _said(result, scorer).items():
        given = votes.get(output, [])
        if given and sum(given) * 2 != len(given):
            found.people.append(sum(given) * 2 > len(given))
            found.judge.append(passed)
            found.lengths.append(length)
    return found


def _said(result: RunResult, scorer: str) -> Mapping[str, tuple[bool, int]]:
    said: dict[str, tuple[bool, int]] = {}
    for trial in result.trials:
        score = trial.score(scorer)
        if score is not None and score.value is not None:
            verdict = score.passed if score.passed is not None else score.value >= GOOD_FROM
            said[output_hash(trial.output)] = verdict, len(json.dumps(trial.output))
    return said


def _few(n: int, good: int, bad: int) -> str:
    if n < FEWEST_LABELS:
        return f"{n} labels by people, {FEWEST_LABELS} are needed: creative-agents eval label"
    if min(good, bad) < FEWEST_OF_EACH:
        return f"{good} good and {bad} bad outputs, {FEWEST_OF_EACH} of each are needed"
    return ""


def _below(agreed: Interval, hits: Interval, alarms: Interval) -> str:
    if agreed.estimate < LEAST_KAPPA or agreed.low < LEAST_KAPPA_LOW:
        return (
            f"kappa {agreed.estimate:.2f} [{agreed.low:.2f}, {agreed.high:.2f}]; "
            f"{LEAST_KAPPA} is needed, and {LEAST_KAPPA_LOW} at the lower end"
        )
    if hits.estimate < LEAST_RATE or 1 - alarms.estimate < LEAST_RATE:
        return (
            f"it sees {hits.estimate:.2f} of what is good and {1 - alarms.estimate:.2f} of what "
            f"is bad; {LEAST_RATE} of each is needed"
        )
    return ""


def _biased(biases: Iterable[Bias]) -> str:
    return next((bias.why for bias in biases if bias.refuses), "")
