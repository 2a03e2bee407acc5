import json as reader
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from evals_cases import gold, result, run_of

from creative_agents.evals.gate import Decision, decide
from creative_agents.evals.gold import GoldSet
from creative_agents.evals.reporters.html import html
from creative_agents.evals.reporters.json import json
from creative_agents.evals.reporters.junit import junit
from creative_agents.evals.reporters.markdown import markdown
from creative_agents.evals.reporters.terminal import terminal
from creative_agents.evals.score import Score
from creative_agents.evals.trial import RunResult, trial_of

EVIL = "<script>alert(1)</script> | \x00 «été»"


@pytest.fixture(name="run")
def made() -> RunResult:
    """Make a run: eleven good, one bad with an evil output, one that could not be scored."""
    good = result({"policy_pass": [[1.0]] * 11})
    bad = trial_of(gold("bad"), 1).model_copy(
        update={
            "output": {"text": EVIL, "fields": [{"name": "headline", "index": 1, "text": "Hi"}]},
            "scores": (
                Score.judged("policy_pass", 0.0, reason="1 error", evidence=[EVIL]),
                Score.counted("cost", 0.25, "USD"),
                Score.skipped("must_say", "nothing must be said"),
            ),
        }
    )
    lost = trial_of(gold("lost"), 1).model_copy(update={"status": "failed", "error": "429"})
    return run_of([*good.trials, bad, lost])


@pytest.fixture
def decision(run: RunResult) -> Decision:
    """Decide on it against a run without a fault."""
    before = [
        one.model_copy(update={"output": "old", "scores": (Score.judged("policy_pass", 1.0),)})
        for one in run.trials[:-1]
    ]
    return decide(run, run_of(before), fail_under=0.5)


def test_the_terminal_tells_what_failed_first(run: RunResult, decision: Decision) -> None:
    """The verdict stands last, where a person looks."""
    told = terminal(run, decision).splitlines()

    assert told[-1].startswith("infrastructure: 1 could not be scored") or "infra" in told[-2]
    bad = next(at for at, line in enumerate(told) if line.startswith("  bad/1"))
    lost = next(at for at, line in enumerate(told) if line.startswith("  lost/1: 429"))
    assert lost < bad
    assert any(line.startswith("cost") and "0.25 USD" in line for line in told)


def test_junit_tells_errors_from_failures(run: RunResult, decision: Decision) -> None:
    """A CI server must not call a service's failure a fail of the work."""
    root = ET.fromstring(junit(run, decision))
    gate, policy = root.findall("testsuite")

    assert (gate.get("errors"), gate.get("failures")) == ("1", "0")
    counts = [policy.get(key) for key in ("tests", "failures", "errors", "skipped")]
    assert counts == ["13", "1", "1", "0"]
    assert [one.get("name") for one in root.findall("testsuite")] == ["gate", "policy_pass"]


def test_markdown_stays_on_its_lines_and_in_its_cells(run: RunResult, decision: Decision) -> None:
    """What a model wrote can break neither a table nor the page."""
    told = markdown(run, decision)

    assert told.startswith("## ⚠️ could not be scored: suite")
    assert "<script" not in told
    table = [line for line in told.splitlines() if line.startswith("| policy_pass")]
    assert table[0].count("|") == 7


def test_html_opens_on_the_failures_beside_gold_and_baseline(
    run: RunResult, decision: Decision
) -> None:
    """The first trials shown are those to look at; what changed is marked; nothing is run."""
    before = run_of(one.model_copy(update={"output": "text: old"}) for one in run.trials)
    cases = GoldSet((gold("bad", why="because", expected={"must_say": ["coin"]}),))

    page = html(run, decision, cases=cases, baseline=before)

    assert page.index("<summary>lost") < page.index("<summary>bad") < page.index("case-000")
    assert page.count("<details open>") == 2
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<del>old</del>" in page
    assert "must_say: coin" in page
    assert "http" not in page


def test_json_holds_the_run_and_the_decision(run: RunResult, decision: Decision) -> None:
    """A stored run reads back as it was."""
    told = reader.loads(json(run, decision))

    assert told["decision"]["exit_code"] == 3
    assert RunResult.model_validate(told["run"]) == run


def test_a_run_that_was_compared_with_nothing_is_no_pass() -> None:
    """Two of twelve pass: a tick would say that the gate looked; JUnit keeps its one case."""
    poor = result({"policy_pass": [[1.0]] * 2 + [[0.0]] * 10})
    alone, held = decide(poor), decide(poor, fail_under=0.1)

    assert terminal(poor, alone).endswith("not compared: give --baseline or --fail-under")
    assert markdown(poor, alone).startswith("## ⚪ not compared: suite")
    assert '<span class="not-compared">not compared</span>' in html(poor, alone)
    assert "<title>suite: not compared</title>" in html(poor, alone)
    assert markdown(poor, held).startswith("## ✅ pass: suite")
    assert junit(poor, alone) == junit(poor, held)


@pytest.mark.parametrize("report", [terminal, markdown, junit, json, html])
def test_every_report_takes_a_run_in_which_nothing_was_scored(report: object) -> None:
    """The first day is no crash."""
    lost = trial_of(gold("lost"), 1).model_copy(update={"status": "failed", "error": "x"})
    run = run_of([lost])

    assert report(run, decide(run))  # type: ignore[operator]  # each is a function


def test_a_stored_run_is_the_baseline_of_another(run: RunResult, tmp_path: Path) -> None:
    """What `--save` writes is what `--baseline` reads."""
    file = tmp_path / "run.json"
    file.write_text(run.model_dump_json(), encoding="utf-8")

    assert RunResult.model_validate_json(file.read_text(encoding="utf-8")) == run
