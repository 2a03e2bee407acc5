import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from evals_cases import REPO, gold
from evals_killed import run
from langchain_core.runnables import RunnableLambda

from creative_agents.errors import InputError, ModelRefusedError, ModelUnavailableError
from creative_agents.evals.gate import decide
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.run import Refusal, aevaluate, evaluate
from creative_agents.evals.score import Score
from creative_agents.evals.store import MemoryStore, SqliteStore
from creative_agents.evals.subject import Subject
from creative_agents.evals.trial import RunResult, Trial
from creative_agents.testing.server import FakeOpenAIServer
from creative_agents.testing.server.faults import Faults

CASES = [gold(f"c{number}", input={"n": number}) for number in range(4)]


def even(case: GoldCase, output: Any) -> Score:
    """Pass even numbers."""
    del case
    return Score.judged("even", float(int(output) % 2 == 0))


async def double(given: dict[str, Any]) -> int:
    """Answer a case."""
    return int(given["n"]) * 2


@pytest.mark.parametrize(
    "agent",
    [
        double,
        lambda given: given["n"] * 2,
        RunnableLambda(lambda given: given["n"] * 2),
        Subject(name="mine", answer=lambda case: double(case.input)),
    ],
    ids=["async", "plain", "runnable", "subject"],
)
def test_anything_that_answers_is_evaluated(agent: Any) -> None:
    """An async function, a plain one, a Runnable, a subject."""
    result = evaluate(agent, CASES, [even])

    assert [trial.output for trial in result.trials] == [0, 2, 4, 6]
    assert all(trial.passed for trial in result.trials)


def test_what_cannot_answer_is_refused() -> None:
    """And so is a set without a case, or with one twice."""
    with pytest.raises(InputError, match="'text' cannot be evaluated"):
        evaluate("text", CASES, [even])  # type: ignore[arg-type]  # that is the test
    with pytest.raises(InputError, match="there is no case to run"):
        evaluate(double, [], [even])
    with pytest.raises(InputError, match="ids that are there twice: c0"):
        evaluate(double, [CASES[0], CASES[0]], [even])
    with pytest.raises(InputError, match="epochs is 0: give at least 1"):
        evaluate(double, CASES, [even], epochs=0)


def test_it_runs_inside_a_loop() -> None:
    """As in a notebook: `evaluate` where a loop runs, `aevaluate` to await."""

    async def cell() -> None:
        assert len(evaluate(double, CASES, [even]).trials) == 4
        assert len((await aevaluate(double, CASES, [even], epochs=2)).trials) == 8

    asyncio.run(cell())


def test_a_scorer_may_be_async_and_may_ask_for_the_trial() -> None:
    """Time and tokens are scores too."""

    async def quick(case: GoldCase, output: Any, *, trial: Trial) -> Score:
        del case, output
        await asyncio.sleep(0)
        return Score.counted("quick", trial.seconds, "s")

    score = evaluate(double, CASES, [quick]).trials[0].score("quick")

    assert score is not None
    assert (score.amount or 0) > 0


def test_an_agent_that_breaks_is_not_scored_and_not_failed() -> None:
    """Its own mistake is told; the others are scored."""

    async def agent(given: dict[str, Any]) -> int:
        if given["n"] == 1:
            raise ZeroDivisionError("oh")
        return await double(given)

    result = evaluate(agent, CASES, [even])

    assert [trial.status for trial in result.trials].count("failed") == 1
    assert result.trials[1].error == "ZeroDivisionError: oh"
    assert decide(result).verdict == "infrastructure"


def test_a_service_that_fails_once_is_asked_again() -> None:
    """Twice is enough to say that it is down."""
    asked: Counter[int] = Counter()

    async def agent(given: dict[str, Any]) -> int:
        asked[given["n"]] += 1
        if given["n"] == 3 or asked[given["n"]] == 1:
            raise ModelUnavailableError("429")
        return await double(given)

    result = evaluate(agent, CASES, [even])

    assert [trial.unscored for trial in result.trials] == [False, False, False, True]
    assert set(asked.values()) == {2}


def test_a_refusal_is_an_answer() -> None:
    """A model that declines is scored on it: here it was right to."""

    async def agent(given: dict[str, Any]) -> str:
        del given
        raise ModelRefusedError("I will not write that.")

    case = gold(expected={"must_not_say": ["guaranteed cure"]})
    trial = evaluate(agent, [case], ["must_not_say"]).trials[0]

    assert trial.output == {"refused": "I will not write that."}
    assert trial.passed
    assert Refusal("x").refused == "x"


def test_a_finished_run_starts_anew_and_an_unfinished_one_goes_on(tmp_path: Path) -> None:
    """What could not be scored is asked again, and nothing else; then everything is."""
    down, asked = {2}, Counter[int]()

    async def agent(given: dict[str, Any]) -> int:
        asked[given["n"]] += 1
        if given["n"] in down:
            raise ModelUnavailableError("down")
        return await double(given)

    with SqliteStore(tmp_path / "evals.sqlite") as store:
        first = evaluate(agent, CASES, [even], store=store)
        down.clear()
        second = evaluate(agent, CASES, [even], store=store)
        after_second = asked.copy()
        evaluate(agent, CASES, [even], store=store)

    assert (len(first.unscored()), len(second.unscored()), second.resumed) == (1, 0, 3)
    assert after_second == Counter({0: 1, 1: 1, 2: 3, 3: 1})
    assert asked == Counter({0: 2, 1: 2, 2: 4, 3: 2})


def test_a_changed_case_is_asked_again() -> None:
    """Its fingerprint is part of its place in the store."""
    store, down = MemoryStore(), gold("down", input={"n": "x"})
    evaluate(double, [CASES[0], down], [even], store=store)

    changed = gold("c0", input={"n": 21})
    trial = evaluate(double, [changed, down], [even], store=store).trials[0]

    assert trial.output == 42


def start(url: str, folder: Path, cases: int) -> subprocess.Popen[bytes]:
    """Start a run of a suite in a process of its own."""
    program = Path(__file__).with_name("evals_killed.py")
    env = {**os.environ, "PYTHONPATH": str(REPO / "src"), "OPENAI_API_KEY": "none"}
    return subprocess.Popen([sys.executable, str(program), url, str(folder), str(cases)], env=env)


def told(result: RunResult) -> tuple[int, int, int]:
    """Give what could not be scored, what passed, what was kept."""
    passed = sum(bool(trial.passed) for trial in result.trials)
    return len(result.unscored()), passed, result.resumed


def test_a_run_of_200_that_is_killed_repeats_no_finished_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of 400 calls is answered once, save the eight under way at the kill."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with FakeOpenAIServer(latency_seconds=0.02) as server:
        victim = start(server.base_url, tmp_path, 200)
        while server.stats.answered < 150:
            time.sleep(0.01)
            assert victim.poll() is None
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        unscored, passed, resumed = told(run(server.base_url, tmp_path, 200))
        repeated = server.stats.repeated

    assert (unscored, passed) == (0, 200)
    assert resumed > 30
    assert repeated <= 8


def test_faults_of_a_server_change_no_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429, 500 and broken JSON, a tenth of the time: every score is as without."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    faults = Faults(rate_limit=0.04, server_error=0.03, broken_json=0.03, retry_after_seconds=0.01)
    with FakeOpenAIServer(faults=faults) as server:
        found = told(run(server.base_url, tmp_path, 60))
        struck = sum(server.stats.faults.values())

    assert found == (0, 60, 0)
    assert struck > 3
