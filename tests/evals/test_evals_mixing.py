from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from evals_cases import REPO, gold

from creative_agents.errors import InputError
from creative_agents.evals.agents import OURS, department
from creative_agents.evals.gate import decide
from creative_agents.evals.gold import GoldCase, GoldSet
from creative_agents.evals.mixing import mixed, pick_live, recorded
from creative_agents.evals.recording.model import replaying
from creative_agents.evals.recording.tape import About, Tape
from creative_agents.evals.reporters.html import html
from creative_agents.evals.reporters.markdown import markdown
from creative_agents.evals.reporters.terminal import terminal
from creative_agents.evals.run import evaluate
from creative_agents.evals.score import Score
from creative_agents.evals.subject import Subject
from creative_agents.evals.suite import load_suite

SUITE: Final = load_suite(REPO / "evals" / "suites" / "department.toml")
RECORDINGS: Final = SUITE.folder / SUITE.recordings


@cache
def cases() -> GoldSet:
    """Read the whole department's cases."""
    return SUITE.cases()


def answered(case: GoldCase, output: Any) -> Score:
    """Pass any answer."""
    del case, output
    return Score.judged("answered", 1.0)


def says(word: str, *, name: str = "tiny") -> Subject:
    """Make a subject that says one word."""

    async def answer(case: GoldCase) -> str:
        del case
        return word

    return Subject(name=name, answer=answer, fingerprint=word)


def test_the_department_suite_holds_every_agent() -> None:
    """The guardian's cases of judgement alone: those of rules have a format of their own."""
    agents = Counter(case.agent for case in cases())

    assert set(agents) == set(OURS)
    assert all(count >= 10 for count in agents.values())


def test_live_cases_are_spread_over_the_agents_and_stay_the_same() -> None:
    """One an agent before a second; campaigns take minutes and are left out."""
    six, eight = pick_live(cases(), 6), pick_live(cases(), 8)
    agents = [cases().by_id[id].agent for id in eight]

    assert six < eight
    assert pick_live(cases(), 6) == six
    assert len({cases().by_id[id].agent for id in six}) == 6
    assert max(Counter(agents).values()) == 2
    assert "campaign" not in agents
    everything = pick_live(cases(), 1000)
    assert len(everything) == len(cases()) - len(cases().of(agent="campaign"))
    with pytest.raises(InputError, match="each of them is a whole campaign"):
        pick_live(cases().of(agent="campaign"), 2)


def test_a_mixed_run_says_of_each_trial_whether_it_was_asked() -> None:
    """On the trial, in the run's name and in every report."""
    some = [gold(f"c{number}", agent=f"agent-{number % 3}") for number in range(9)]
    live = pick_live(some, 3)
    subject = mixed(says("asked"), recorded(says("played")), live, total=9)

    result = evaluate(subject, some, [answered])

    assert result.subject == "tiny (3 live, 6 recorded)"
    told = {trial.case: (trial.source, trial.output) for trial in result.trials}
    assert {id for id, said in told.items() if said == ("live", "asked")} == live
    assert sum(said == ("recorded", "played") for said in told.values()) == 6
    decision = decide(result)
    names = ", ".join(one.id for one in some if one.id in live)
    assert f"live: {names}; recorded: the other 6 trials" in terminal(result, decision)
    assert f"live: {names}; recorded: the other 6 trials" in markdown(result, decision)
    page = html(result, decision)
    assert page.count('<span class="why">recorded</span>') == 6
    assert page.count('<span class="why">live</span>') == 3


def test_a_run_that_is_only_played_says_so() -> None:
    """And gives no time, since none was taken."""
    result = evaluate(recorded(says("played")), [gold()], ["latency"])

    assert "recorded: 1 trials" in terminal(result, decide(result))
    assert [one.status for one in result.trials[0].scores] == ["skipped"]


def test_recordings_of_another_model_are_not_mixed_in() -> None:
    """Their answers would make no one run."""
    with pytest.raises(InputError, match="recordings are of 'other' and the model is 'tiny'"):
        mixed(says("a"), says("b", name="other"), frozenset({"one"}), total=2)


def test_other_live_cases_are_another_run() -> None:
    """So that a run that was killed goes on with what it asked."""
    one, two = (
        mixed(says("a"), says("b"), frozenset({id}), total=2).fingerprint for id in ("x", "y")
    )

    assert one != two


@pytest.mark.parametrize("kind", ["small", "strong"])
def test_every_case_of_the_department_can_be_asked(tmp_path: Path, kind: str) -> None:
    """Each comes to its first call, which an empty tape misses, or needs none."""
    Tape(tmp_path).begin(About(model="tiny", kind=kind))

    result = evaluate(recorded(department(replaying(tmp_path))), cases(), [answered])

    stuck = {
        trial.case: trial.error
        for trial in result.trials
        if trial.status == "failed" and "no call is recorded" not in trial.error
    }
    assert stuck == {}
    asked = {trial.agent for trial in result.trials if trial.status == "failed"}
    assert {"strategist", "copywriter", "synthetic_persona"} <= asked


@pytest.mark.timeout(300)
@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the suite was not recorded: make recordings")
def test_the_committed_recordings_play_without_a_miss() -> None:
    """What is committed answers every case: else a prompt changed and was not recorded."""
    result = evaluate(recorded(department(replaying(RECORDINGS))), cases(), [answered])

    assert {trial.case: trial.error for trial in result.unscored()} == {}
