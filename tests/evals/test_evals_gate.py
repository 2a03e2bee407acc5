from typing import Any

import numpy as np
import pytest
from evals_cases import gold, result, run_of

from creative_agents.evals.compare import compare_scorers
from creative_agents.evals.gate import decide
from creative_agents.evals.score import Score
from creative_agents.evals.trial import RunResult, trial_of

SCORERS = ("must_say", "policy_pass", "language", "format_valid", "invention", "verdict")


def run(*passing: float, scorer: str = "policy_pass") -> RunResult:
    """Make a run of one scorer, a value a case."""
    return result({scorer: [[value] for value in passing]})


def test_a_drop_that_chance_would_not_give_is_worse() -> None:
    """Ten of twelve cases fall: exit 1, and the cases are named."""
    decision = decide(run(*[0.0] * 10, 1, 1), run(*[1.0] * 12))

    assert (decision.verdict, decision.exit_code) == ("worse", 1)
    assert "case-000" in decision.reasons[0]
    assert decision.comparisons[0].mcnemar == pytest.approx(2 / 1024)


def test_a_drop_that_could_be_chance_is_inconclusive() -> None:
    """Three of twelve: could be nothing, could be a quarter."""
    decision = decide(run(*[0.0] * 3, *[1.0] * 9), run(*[1.0] * 12))

    assert (decision.verdict, decision.exit_code) == ("inconclusive", 4)
    assert "add cases or epochs" in decision.reasons[0]


def test_nothing_changed_is_a_pass() -> None:
    """Neither is a rise a fault."""
    assert decide(run(*[1.0] * 12), run(*[1.0] * 12)).verdict == "pass"
    better = decide(run(*[1.0] * 12), run(*[0.0] * 10, 1, 1))
    assert (better.verdict, better.exit_code) == ("pass", 0)
    assert better.comparisons[0].finding == "better"


def test_too_few_cases_in_common_decide_nothing() -> None:
    """Nine are not ten, and a case that was reworded is another."""
    assert decide(run(*[1.0] * 9), run(*[1.0] * 9)).verdict == "inconclusive"
    changed = run_of(
        trial.model_copy(update={"case_hash": "0" * 16}) for trial in run(*[1.0] * 12).trials
    )
    decision = decide(changed, run(*[1.0] * 12))
    assert decision.verdict == "inconclusive"
    assert len(decision.new_cases) == 12


def test_what_could_not_be_scored_is_infrastructure_and_no_fail() -> None:
    """It goes before everything else, and its trial is left out of every rate."""
    good = run(*[1.0] * 12)
    lost = trial_of(gold("lost"), 1).model_copy(update={"status": "failed", "error": "429"})

    decision = decide(run_of([*good.trials, lost]), good)

    assert (decision.verdict, decision.exit_code) == ("infrastructure", 3)
    assert decision.unscored == ("lost/1: 429",)
    assert decision.passing is not None
    assert decision.passing.rate == 1


def test_a_scorer_that_a_service_ended_is_infrastructure_too() -> None:
    """A judge's server that is down is no bad mark."""
    trial = run(1.0).trials[0]
    lost = trial.model_copy(update={"scores": (*trial.scores, Score.failed("judge", "429"))})

    assert decide(run_of([lost])).verdict == "infrastructure"


def test_the_floor_is_plain() -> None:
    """Under it is worse, on it passes; without any rule nothing is called a pass."""
    nine = run(*[1.0] * 9, 0.0)

    assert decide(nine, fail_under=0.9).verdict == "pass"
    assert decide(nine, fail_under=0.91).verdict == "worse"
    assert decide(nine, fail_under=0.9).told == "pass"
    alone = decide(nine)
    assert (alone.told, alone.exit_code) == ("not compared", 0)
    assert alone.reasons == ("give --baseline or --fail-under",)


def test_a_score_that_never_gates_decides_nothing() -> None:
    """Distance to gold may grow as it likes."""

    def told(value: float) -> RunResult:
        score = Score.told("gold_distance", value)
        trials = (
            trial.model_copy(update={"scores": (*trial.scores, score)})
            for trial in run(*[1.0] * 12).trials
        )
        return run_of(trials)

    assert decide(told(0.9), told(0.1)).verdict == "pass"


def test_scores_that_are_gone_are_told() -> None:
    """An agent that stops answering must not pass for want of scores."""
    before = result({"claims": [[1.0]] * 12, "language": [[1.0]] * 12})
    after = result({"language": [[1.0]] * 12})
    keep = after.trials[0].model_copy(update={"scores": before.trials[0].scores})

    decision = decide(run_of([keep, *after.trials[1:]]), before)

    assert decision.verdict == "inconclusive"
    assert "11 without a score now" in " ".join(decision.reasons)


def test_epochs_are_means_of_their_case() -> None:
    """Four epochs of a case that all fall are one case that fell."""
    before = result({"verdict": [[1.0] * 4] * 12})
    after = result({"verdict": [[0.0] * 4] * 3 + [[1.0] * 4] * 9})

    decision = decide(after, before)

    assert decision.comparisons[0].changed == 3
    assert decision.verdict == "inconclusive"
    assert decision.passing is not None
    assert (decision.passing.at_k, decision.passing.hat_k) == (0.75, 0.75)


def test_pass_hat_k_is_lower_than_the_rate_where_epochs_differ() -> None:
    """Half of two epochs pass: at least once always, every time never."""
    passing = decide(result({"verdict": [[1.0, 0.0]] * 12})).passing

    assert passing is not None
    assert (passing.rate, passing.at_k, passing.hat_k) == (0.5, 1.0, 0.0)


def test_a_slice_that_fell_is_shown_and_does_not_gate() -> None:
    """French fell, English rose: the whole stands still."""

    def made(english: float, french: float) -> RunResult:
        trials = []
        for number in range(24):
            language = "en" if number < 12 else "fr"
            value = english if number < 12 else french
            begun = trial_of(gold(f"c{number}", language=language), 1)
            trials.append(begun.model_copy(update={"scores": (Score.judged("verdict", value),)}))
        return run_of(trials)

    decision = decide(made(1.0, 0.0), made(0.0, 1.0), margin=0.5)

    found = {one.name: one.finding for one in decision.slices}
    assert found["language=fr"] == "worse"
    assert decision.verdict == "pass"


def test_a_judge_that_was_asked_to_gate_and_may_not_is_inconclusive() -> None:
    """On day one a judge decides nothing, and says why."""
    judge: dict[str, Any] = {
        "name": "judge_voice",
        "asked_to_gate": True,
        "may_gate": False,
        "why": "0 labels",
    }

    assert decide(run_of(run(1.0).trials, judges=(judge,))).reasons == (
        "the judge judge_voice may not gate: 0 labels",
    )


def test_nothing_changed_is_called_worse_at_most_as_often_as_the_level() -> None:
    """1,000 null comparisons of six scorers on 16 cases: at most 5 in 100, whatever the scorer."""
    rng = np.random.default_rng(7)
    level, worse = 0.05, 0
    for _ in range(1000):
        chance = rng.uniform(0.2, 0.9, size=(len(SCORERS), 16, 1))
        before, after = (rng.random((2, len(SCORERS), 16, 1)) < chance).astype(float)
        runs = [
            result({name: one[at].tolist() for at, name in enumerate(SCORERS)})
            for one in (before, after)
        ]
        found = compare_scorers(runs[0], runs[1], level=level, margin=0.1)
        worse += any(one.finding == "worse" for one in found)

    assert 0 < worse / 1000 <= level
