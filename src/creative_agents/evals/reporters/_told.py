"""What every reporter tells, in the same words."""

import json
from collections.abc import Iterator
from statistics import fmean

from pydantic import JsonValue

from creative_agents.domain.base import Model
from creative_agents.errors import InputError
from creative_agents.evals.gate import Decision
from creative_agents.evals.judging.calibration import GOOD_FROM, Calibration
from creative_agents.evals.judging.correction import corrected_rate
from creative_agents.evals.score import Score
from creative_agents.evals.trial import RunResult, Trial


class Line(Model):
    """One scorer over the whole run."""

    name: str
    """The scorer."""
    mean: str
    """Mean value, or mean amount with its unit."""
    passed: str
    """Verdicts that pass, of how many; empty where it never gates."""
    n: int
    """Trials that it scored."""
    before: str = ""
    """Mean of the baseline; empty without one."""
    difference: str = ""
    """The difference with its interval; empty without a baseline."""
    finding: str = ""
    """What the comparison says; empty without one."""


def lines(result: RunResult, decision: Decision) -> Iterator[Line]:
    """Sum each scorer up; those that said nothing are left out."""
    compared = {one.name: one for one in decision.comparisons}
    for name in result.scorers:
        scores = [one for one in _scores(result, name) if one.status == "scored"]
        if not scores:
            continue
        verdicts = [one.passed for one in scores if one.passed is not None]
        against = compared.get(name)
        yield Line(
            name=name,
            mean=_mean(scores),
            passed=f"{sum(verdicts)}/{len(verdicts)}" if verdicts else "",
            n=len(scores),
            before=f"{against.before:.3f}" if against else "",
            difference=(
                f"{against.after - against.before:+.3f} [{against.low:+.3f}, {against.high:+.3f}]"
                if against
                else ""
            ),
            finding=against.finding if against else "",
        )


def head(result: RunResult, decision: Decision) -> Iterator[str]:
    """Tell the run and the decision in a few lines."""
    cases = len({trial.case for trial in result.trials})
    epochs = f", {result.epochs} epochs" if result.epochs > 1 else ""
    yield f"{result.suite}: {result.subject} on {cases} cases{epochs}"
    yield from _sources(result)
    if decision.passing is not None:
        one = decision.passing
        said = f"{one.rate:.3f} pass everything that can gate [{one.low:.3f}, {one.high:.3f}]"
        several = (
            f", pass@{one.k} {one.at_k:.3f}, pass^{one.k} {one.hat_k:.3f}"
            if one.at_k is not None and one.hat_k is not None
            else ""
        )
        yield f"{said} n={one.cases}{several}"
    if decision.unscored:
        yield f"{len(decision.unscored)} of {len(result.trials)} trials could not be scored"
    if decision.new_cases:
        yield f"{len(decision.new_cases)} cases are new or changed and were not compared"
    for judge in result.judges:
        yield f"judge {json.dumps(judge, ensure_ascii=False)}"
        yield from _corrected(result, judge)


def _corrected(result: RunResult, judge: JsonValue) -> Iterator[str]:
    """Say what a measured judge's pass rate stands for, its errors counted out."""
    if not isinstance(judge, dict) or judge.get("true_positive") is None:
        return
    known = {key: judge[key] for key in Calibration.model_fields if key in judge}
    values = [value for _, value in result.values(str(judge.get("name")))]
    passed = sum(value >= GOOD_FROM for value in values)
    try:
        calibration = Calibration.model_validate(known)
        right = corrected_rate(passed, len(values), calibration)
    except InputError as error:
        yield f"{judge.get('name')}: {error}"
        return
    for bias in calibration.biases:
        yield f"{judge.get('name')}: bias for {bias.kind}: {bias.why} (n {bias.n})"
    yield (
        f"{judge.get('name')}: {passed} of {len(values)} pass; corrected for its errors "
        f"{right.estimate:.3f} [{right.low:.3f}, {right.high:.3f}]"
    )


def named(trial: Trial) -> str:
    """Name a trial: its case, which time, and whether recordings were played."""
    return f"{trial.case}/{trial.epoch}" + (" (recorded)" if trial.source == "recorded" else "")


def _sources(result: RunResult) -> Iterator[str]:
    """Say which trials were asked of the agent itself, where recordings were played too."""
    live = dict.fromkeys(one.case for one in result.trials if one.source == "live")
    played = sum(one.source == "recorded" for one in result.trials)
    if played:
        asked = f"live: {', '.join(live)}; " if live else ""
        yield f"{asked}recorded: {'the other ' if live else ''}{played} trials"


def failures(result: RunResult) -> list[Trial]:
    """Give what a person should look at first: not scored, then failed, the worst first."""
    bad = [trial for trial in result.trials if trial.unscored or trial.passed is False]
    return sorted(bad, key=lambda trial: (not trial.unscored, _failed(trial) * -1, trial.case))


def failed_scores(trial: Trial) -> tuple[Score, ...]:
    """Give the scores that do not pass."""
    return tuple(one for one in trial.scores if one.passed is False or one.status == "failed")


def text_of(output: JsonValue, *, depth: int = 0) -> str:
    """Write an output as a person reads it: a line a text, its key before it."""
    if output is None or output in ("", [], {}):
        return ""
    if isinstance(output, dict):
        if {"name", "index", "text"} <= set(output):
            return f"{output['name']}[{output['index']}]: {output['text']}"
        told = ((key, text_of(value, depth=depth + 1)) for key, value in output.items())
        return "\n".join(_keyed(key, text) for key, text in told if text)
    if isinstance(output, list):
        return "\n".join(text for one in output if (text := text_of(one, depth=depth + 1)))
    return str(output)


def _keyed(key: str, text: str) -> str:
    if "\n" in text:
        inner = "\n".join(f"  {line}" for line in text.split("\n"))
        return f"{key}:\n{inner}"
    return f"{key}: {text}"


def _failed(trial: Trial) -> int:
    return len(failed_scores(trial))


def _scores(result: RunResult, name: str) -> Iterator[Score]:
    for trial in result.trials:
        score = trial.score(name)
        if score is not None:
            yield score


def _mean(scores: list[Score]) -> str:
    values = [one.value for one in scores if one.value is not None]
    if values:
        return f"{fmean(values):.3f}"
    amounts = [one.amount for one in scores if one.amount is not None]
    return f"{fmean(amounts):.4g} {scores[0].unit}" if amounts else ""
