from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from evals_cases import gold, run_of

from creative_agents.errors import InputError, ModelAnswerError
from creative_agents.evals.gate import decide
from creative_agents.evals.judging.bias import (
    BothOrders,
    Choice,
    leaning_to_length,
    length_bias,
    position_bias,
)
from creative_agents.evals.judging.calibration import Calibration, calibrate, matched
from creative_agents.evals.judging.correction import corrected_rate
from creative_agents.evals.judging.pairwise import PairwiseJudge
from creative_agents.evals.judging.rubric import RubricJudge
from creative_agents.evals.judging.suites import judges_of
from creative_agents.evals.labels import add_label, load_labels, new_label, unlabelled
from creative_agents.evals.reporters.terminal import terminal
from creative_agents.evals.run import evaluate
from creative_agents.evals.suite import JudgeSpec, Suite
from creative_agents.llm.background import run_sync
from creative_agents.testing.scripted_model import ScriptedChatModel

ANCHORS = {"voice": {"1": "Anybody's.", "3": "Plain.", "5": "Ours and nobody else's."}}
CASES = [gold(f"c{n}", input={"n": n}, expected={"anchors": ANCHORS}) for n in range(60)]


def said(n: int) -> str:
    """Give the output of a case; every third is good."""
    return f"line {n} {'good' if n % 3 == 0 else 'plain'}"


async def agent(given: dict[str, Any]) -> str:
    """Answer a case."""
    return said(given["n"])


def judge(mark: Callable[[str], int]) -> ScriptedChatModel:
    """Make a judge that quotes the work and marks it."""

    def answer(messages: Any, schema: Any) -> dict[str, Any]:
        del schema
        work = next(line for line in str(messages).split("\\n") if line.startswith("line "))
        return {"quotes": [work], "shows": "so it is", "mark": mark(work)}

    return ScriptedChatModel(answers=answer, model_name="judge-70b")


def honest(work: str) -> int:
    """Mark as people do."""
    return 5 if work.endswith("good") else 2


def test_a_judge_without_a_calibration_reports_and_never_gates() -> None:
    """On day one its marks have no verdict; asked to gate, it makes the run inconclusive."""
    result = evaluate(agent, CASES[:12], [RubricJudge(judge(honest), "voice", asked_to_gate=True)])

    score = result.trials[0].score("judge_voice")
    assert score is not None
    assert (score.value, score.passed, score.evidence) == (1.0, None, ("line 0 good",))
    assert result.judges[0]["model"] == "judge-70b"  # type: ignore[index, call-overload]
    assert decide(result).verdict == "inconclusive"
    assert "never measured against people" in decide(result).reasons[0]


def test_a_judge_that_agrees_with_people_may_gate() -> None:
    """Sixty labels, two mistakes: kappa over 0.9."""
    people = [n % 3 == 0 for n in range(60)]
    found = calibrate(people, [not one if n < 2 else one for n, one in enumerate(people)])

    assert found.may_gate
    assert found.kappa == pytest.approx(0.926, abs=0.005)
    assert found.true_positive == pytest.approx(19 / 20)
    assert found.false_positive == pytest.approx(1 / 40)
    assert (found.true_positive_low or 0) < 19 / 20 < (found.true_positive_high or 1)
    scored = evaluate(agent, CASES[:3], [RubricJudge(judge(honest), "voice", calibration=found)])
    assert [trial.passed for trial in scored.trials] == [True, False, False]


@pytest.mark.parametrize("seed", range(20))
def test_a_random_judge_is_refused(seed: int) -> None:
    """Coins agree with people as chance does, however many they label."""
    rng = np.random.default_rng(seed)
    people, coins = rng.random((2, 300)) < 0.5

    assert not calibrate([*people], [*coins]).may_gate


def test_a_judge_that_passes_everything_is_refused() -> None:
    """Nine of ten right, and worth nothing."""
    people = [True] * 90 + [False] * 10

    found = calibrate(people, [True] * 100)

    assert not found.may_gate
    assert found.kappa == 0


def test_too_few_labels_say_nothing() -> None:
    """Forty-nine that all agree are forty-nine."""
    people = [n % 2 == 0 for n in range(49)]

    assert calibrate(people, people).why.startswith("49 labels by people, 50 are needed")
    assert "5 bad outputs" in calibrate([True] * 55 + [False] * 5, [True] * 55 + [False] * 5).why
    assert not calibrate([], []).may_gate


def prefers(work: str) -> int:
    """Give how good a work is, for a pairwise judge."""
    return int(work.rpartition(" ")[2])


def pairwise(better: Callable[[str, str], str]) -> PairwiseJudge:
    """Make a pairwise judge."""

    def answer(messages: Any, schema: Any) -> dict[str, Any]:
        del schema
        first, second = [one for one in str(messages).split("\\n") if one.startswith("work ")]
        return {"decides": first, "why": "it does", "better": better(first, second)}

    return PairwiseJudge(ScriptedChatModel(answers=answer))


def compared(judge: PairwiseJudge, n: int = 30) -> list[BothOrders]:
    """Compare n pairs; the better one is the first as often as the second."""

    async def go() -> list[BothOrders]:
        pairs = [(f"work {k % 2}", f"work {(k + 1) % 2}") for k in range(n)]
        return [await judge.compare(gold(), one, other) for one, other in pairs]

    return run_sync(go())


def test_a_judge_with_a_position_bias_is_refused() -> None:
    """Always the first: the order decides everything, and no label helps."""
    bias = position_bias(compared(pairwise(lambda _first, _second: "first")))
    people = [n % 2 == 0 for n in range(60)]

    assert (bias.share, bias.flipped, bias.refuses) == (1.0, 1.0, True)
    assert calibrate(people, people).may_gate
    refused = calibrate(people, people, biases=[bias])
    assert not refused.may_gate
    assert "the order decides 1.00 of the pairs" in refused.why


def test_a_rubric_judge_that_likes_length_is_refused() -> None:
    """Where it departs from people, the longer output has won: its labels do not save it."""
    lengths = [40 + n for n in range(80)]
    people = [n % 2 == 0 for n in range(80)]
    even = [not said if n % 10 == 0 else said for n, said in enumerate(people)]
    longer = [said or length > 104 for said, length in zip(people, lengths, strict=True)]

    fair, leaning = (leaning_to_length(people, said, lengths) for said in (even, longer))

    assert (fair.refuses, leaning.refuses) == (False, True)
    assert leaning.share == 1.0
    refused = calibrate(people, longer, biases=[leaning])
    assert calibrate(people, longer).may_gate
    assert not refused.may_gate
    assert "1.00 for the longer text" in refused.why


def test_a_weaker_position_bias_is_refused_too() -> None:
    """The first wins where it is close, in three of ten pairs."""
    order: list[Choice] = ["one", "other"]
    pairs = [
        BothOrders(shown_first="one", shown_second="other" if n % 10 < 3 else order[0])
        for n in range(60)
    ]

    assert position_bias(pairs).refuses


def test_a_fair_judge_of_pairs_is_not_refused() -> None:
    """It prefers the same work in both orders."""
    pairs = compared(
        pairwise(lambda one, other: "first" if prefers(one) > prefers(other) else "second")
    )
    bias = position_bias(pairs)

    assert {pair.choice for pair in pairs} == {"one", "other"}
    assert (bias.share, bias.flipped, bias.refuses) == (0.5, 0.0, False)
    assert position_bias(pairs[:5]).refuses


def test_a_judge_that_loves_length_is_refused() -> None:
    """Where people are asked, only the pairs on which it departs from them tell."""
    pairs = [
        BothOrders(shown_first="one", shown_second="one", length_one=90, length_other=40)
        for _ in range(30)
    ]

    assert length_bias(pairs).refuses
    assert not length_bias(pairs, people=["one"] * 30).refuses


def test_a_pass_rate_is_corrected_for_the_judges_errors() -> None:
    """By hand: 60 of 100 pass, it sees 0.9 of the good and passes 0.2 of the bad: 0.4/0.7."""
    worth = Calibration(
        n=200, good=100, bad=100, true_positive=0.9, false_positive=0.2, may_gate=True, why=""
    )

    found = corrected_rate(60, 100, worth)

    assert found.estimate == pytest.approx(0.4 / 0.7)
    assert found.low < 0.4 / 0.7 < found.high
    assert found.high - found.low > 0.2
    with pytest.raises(InputError, match="no better than chance"):
        corrected_rate(60, 100, worth.model_copy(update={"false_positive": 0.9}))


def test_the_corrected_interval_covers_the_truth() -> None:
    """Simulated judges with errors: 92 of 100 intervals or more hold the true share."""
    rng, hits = np.random.default_rng(2), 0
    for _ in range(300):
        sees, spares = rng.binomial(80, 0.85), rng.binomial(80, 0.8)
        truth = rng.random(150) < 0.6
        passed = np.where(truth, rng.random(150) < 0.85, rng.random(150) < 0.2).sum()
        worth = Calibration(
            n=160,
            good=80,
            bad=80,
            true_positive=sees / 80,
            false_positive=1 - spares / 80,
            may_gate=True,
            why="",
        )
        found = corrected_rate(int(passed), 150, worth)
        hits += found.low <= 0.6 <= found.high

    assert hits / 300 >= 0.92


def test_a_quotation_that_does_not_stand_there_is_asked_again() -> None:
    """Evidence is letter for letter, or the judge gave no usable answer."""
    wrong = {"quotes": ["never said"], "shows": "x", "mark": 5}
    judging = RubricJudge(ScriptedChatModel(answers=[wrong, wrong]), "voice")

    with pytest.raises(ModelAnswerError, match="does not stand in the work"):
        run_sync(judging(CASES[0], "line 0 good"))


def test_a_teams_labels_calibrate_the_suites_judge(tmp_path: Path) -> None:
    """Labelled once, it gates; with another model it must be measured again."""
    run = evaluate(agent, CASES, [RubricJudge(judge(honest), "voice")])
    (tmp_path / "run.json").write_text(run.model_dump_json(), encoding="utf-8")
    labels = tmp_path / "labels.jsonl"
    for trial in unlabelled(run, load_labels(labels), by="ana", criterion="voice"):
        passed = str(trial.output).endswith("good")
        add_label(labels, new_label(trial, passed=passed, by="ana", criterion="voice"))
    spec = JudgeSpec(criterion="voice", model="m", gates=True, run="run.json", labels=labels.name)
    suite = Suite(name="s", gold=("g",), judges=(spec,), folder=tmp_path)

    (same,) = judges_of(suite, lambda _name: judge(honest))
    assert "'kind': 'length'" in str(same.about())
    (other,) = judges_of(suite, lambda _name: ScriptedChatModel(answers=[], model_name="else-70b"))

    assert same.about()["may_gate"] is True  # type: ignore[index, call-overload]
    assert "measured with the model 'judge-70b'" in str(other.about())
    assert not list(unlabelled(run, load_labels(labels), by="ana", criterion="voice"))


def test_the_mark_that_gates_is_the_mark_that_is_measured() -> None:
    """A 3 of 5 is no pass, neither against people's labels nor at the gate."""
    run = evaluate(agent, CASES[:2], [RubricJudge(judge(lambda _work: 3), "voice")])
    labels = [new_label(one, passed=True, by="ana", criterion="voice") for one in run.trials]

    assert matched(run, labels, scorer="judge_voice", criterion="voice").judge == [False, False]


def test_the_report_shows_the_rate_without_the_judges_errors() -> None:
    """Beside the judge's own; a judge that was not measured has none."""
    worth = calibrate([True] * 30 + [False] * 30, [True] * 27 + [False] * 30 + [True] * 3)
    measured, unmeasured = (
        evaluate(agent, CASES, [RubricJudge(judge(honest), "voice", calibration=known)])
        for known in (worth, None)
    )

    told = terminal(measured, decide(measured))

    assert "judge_voice: 20 of 60 pass; corrected for its errors 0.292 [" in told
    assert "corrected" not in terminal(unmeasured, decide(unmeasured))


def test_labels_by_a_model_do_not_count_and_a_tie_is_left_out(tmp_path: Path) -> None:
    """People decide, by majority."""
    run = evaluate(agent, CASES[:3], [RubricJudge(judge(honest), "voice")])
    one, two, three = run.trials
    votes = [(one, True, "ana"), (two, True, "ana"), (two, False, "bo"), (three, False, "ana")]
    labels = [new_label(trial, passed=passed, by=by) for trial, passed, by in votes]
    labels[0] = labels[0].model_copy(update={"labelled_by": "model"})
    (tmp_path / "x").write_text("not json", encoding="utf-8")

    found = matched(run_of(run.trials), labels, scorer="judge_voice", criterion="good")

    assert (found.people, found.judge) == ([False], [False])
    with pytest.raises(InputError, match="x:1: this is no label"):
        load_labels(tmp_path / "x")
