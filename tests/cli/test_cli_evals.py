import io
import json
from pathlib import Path

import pytest
from cli_terminal import Ran, Typed

from creative_agents.approvals.book import SqliteBook
from creative_agents.domain.approval import Answer
from creative_agents.evals.gold import GoldSet
from creative_agents.evals.recording.tape import Recorded
from creative_agents.graphs.runs_index import data_file
from creative_agents.testing.server import FakeOpenAIServer
from creative_agents.testing.server.faults import Faults

GOLD = """\
defaults: {agent: mine, language: en, brand: b, provenance: x, licence: MIT, labelled_by: model}
cases:
"""
CASE = "- {{id: c{0}, why: w, input: {{n: {0}}}, expected: {{must_say: ['number {0}']}}}}\n"
AGENT = "async def agent(given):\n    return f\"number {given['n']}\"\n"
SUITE = """\
name = "s"
gold = ["gold.yml"]
scorers = ["must_say"]
subject = "{}_agent:agent"
"""
WORSE = "async def agent(given):\n    return 'nothing'\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an agent of one's own, twelve cases and a suite; the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own_agent.py").write_text(AGENT, encoding="utf-8")
    (tmp_path / "worse_agent.py").write_text(WORSE, encoding="utf-8")
    gold = GOLD + "".join(CASE.format(number) for number in range(12))
    (tmp_path / "gold.yml").write_text(gold, encoding="utf-8")
    for name in ("own", "worse"):
        (tmp_path / f"{name}.toml").write_text(SUITE.format(name), encoding="utf-8")
    return tmp_path


def test_a_suite_is_run_stored_and_compared(cli: Typed, here: Path) -> None:
    """Exit 0 as good as before, 1 worse; every report is written."""
    first = cli("eval", "own.toml", "--save", "main.json")
    files = ("--html", "out.html", "--junit", "out.xml", "--markdown", "out.md")
    worse = cli("eval", "worse.toml", "--baseline", "main.json", *files)
    same = cli("eval", "own.toml", "--baseline", "main.json")

    assert (first.code, worse.code, same.code) == (0, 1, 0)
    assert "worse: must_say fell from 1.000 to 0.000 on 12 cases" in worse.out
    assert all((here / name).stat().st_size > 500 for name in ("out.html", "out.xml", "out.md"))


@pytest.mark.usefixtures("here")
def test_the_floor_and_json(cli: Typed) -> None:
    """One object on standard output, and nothing else there."""
    ran = cli("eval", "run", "worse.toml", "--fail-under", "0.5", "--json")

    assert ran.code == 1
    assert ran.json["decision"]["verdict"] == "worse"
    assert len(ran.json["run"]["trials"]) == 12


@pytest.mark.usefixtures("here")
def test_few_cases_are_inconclusive_and_a_sample_is_small(cli: Typed) -> None:
    """Exit 4: can't tell yet."""
    cli("eval", "own.toml", "--save", "main.json", "--sample", "5")

    ran = cli("eval", "own.toml", "--baseline", "main.json", "--sample", "5")

    assert ran.code == 4
    assert "5 cases in common with the baseline; 10 are needed" in ran.out


def test_github_gets_its_summary(cli: Typed, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Appended to the step's file."""
    summary = here / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    cli("eval", "own.toml")

    assert summary.read_text(encoding="utf-8").startswith("before\n## ⚪ not compared: s")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("eval", "nowhere"), "no suite 'nowhere'"),
        (("eval", "own.toml", "--baseline", "nowhere.json"), "there is no baseline at"),
        (("eval", "own.toml", "--fail-under", "7"), "fail-under"),
        (("eval", "compare", "own.toml", "own.toml"), "is no stored run"),
    ],
)
def test_bad_input_is_one_clear_line(cli: Typed, typed: tuple[str, ...], said: str) -> None:
    """Exit 2, and nothing is run."""
    ran = cli(*typed)

    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize("typed", ["y\n\n", "y\n\nn", "y\n\nn\n"])
def test_labelling_ends_with_the_input_as_with_q(
    cli: Typed, here: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was labelled in full is kept; a label without its reason is asked again."""
    cli("eval", "own.toml", "--save", "a.json")
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    ran = cli("eval", "label", "a.json", "--labels", "l.jsonl", "--by", "ana")

    assert ran.code == 0
    assert "1 label of 'ana' for 'good'" in ran.out
    assert len((here / "l.jsonl").read_text().splitlines()) == 1


@pytest.mark.usefixtures("here")
def test_two_stored_runs_are_compared_without_running(cli: Typed) -> None:
    """A baseline and a branch."""
    cli("eval", "own.toml", "--save", "a.json")
    cli("eval", "worse.toml", "--save", "b.json")

    assert cli("eval", "compare", "a.json", "b.json").code == 1
    assert cli("eval", "compare", "b.json", "a.json").code == 0


def test_people_label_in_the_terminal(
    cli: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Yes, no with a reason, a skip, then enough; what is labelled is not asked again."""
    cli("eval", "own.toml", "--save", "a.json")
    typed = iter(["y", "", "n", "dull", "s", "q"])
    monkeypatch.setattr("typer.prompt", lambda *_args, **_options: next(typed))

    ran = cli("eval", "label", "a.json", "--labels", "labels.jsonl", "--by", "ana")

    labels = [json.loads(line) for line in (here / "labels.jsonl").read_text().splitlines()]
    assert [(one["passed"], one["why"]) for one in labels] == [(True, ""), (False, "dull")]
    assert "2 labels of 'ana' for 'good'" in ran.out
    monkeypatch.setattr("typer.prompt", lambda *_args, **_options: "q")
    assert (
        "1 of 10" in cli("eval", "label", "a.json", "--labels", "labels.jsonl", "--by", "ana").out
    )


@pytest.mark.usefixtures("here")
def test_our_agents_are_recorded_then_played_without_a_server(
    cli: Typed, server: FakeOpenAIServer, tmp_path: Path
) -> None:
    """The same scores, no call; another case is a miss that makes exit 3."""
    suite = Path(__file__).parents[2] / "evals" / "suites" / "brief_challenger.toml"
    asked = ("--sample", "2", "--json")
    recorded = cli("eval", suite, "--record", tmp_path / "tape", *asked)
    calls = server.stats.requests

    played = cli("eval", suite, "--replay", tmp_path / "tape", *asked)
    missed = cli("eval", suite, "--replay", tmp_path / "tape", "--sample", "3")

    def scores(ran: Ran) -> list[object]:
        trials = ran.json["run"]["trials"]
        return [one["output"] for one in trials]

    assert (recorded.code, played.code, missed.code) == (0, 0, 3)
    assert scores(played) == scores(recorded)
    assert server.stats.requests == calls
    assert "MissError: this call is not recorded" in missed.out


@pytest.mark.usefixtures("here")
def test_recordings_are_completed_without_asking_again(
    cli: Typed, server: FakeOpenAIServer, tmp_path: Path
) -> None:
    """After a change only what is missing is asked, and what nobody asks for any more goes."""
    suite = Path(__file__).parents[2] / "evals" / "suites" / "synthetic_persona.toml"
    tape = tmp_path / "tape"
    first = cli("eval", suite, "--sample", "3", "--record", tape)
    before, known = server.stats.answered, sorted(tape.iterdir())
    lost = next(one for one in known if one.name != "about.json")
    stale = Recorded.model_validate_json(lost.read_text())
    stale = stale.model_copy(update={"asked": stale.asked.model_copy(update={"material": "x"})})
    (tape / f"{stale.asked.key}.json").write_text(stale.model_dump_json())
    lost.unlink()

    again = cli("eval", suite, "--sample", "3", "--record", tape, "--missing")

    assert (first.code, again.code) == (0, 0)
    assert server.stats.answered - before == 1
    assert sorted(tape.iterdir()) == known
    alone = cli("eval", suite, "--missing")
    assert (alone.code, "--missing is of --record" in alone.err) == (2, True)


@pytest.mark.usefixtures("here")
def test_a_few_cases_are_asked_and_the_others_played(
    cli: Typed, server: FakeOpenAIServer, tmp_path: Path
) -> None:
    """Only the live ones reach the model; each trial and the run's name say which it was."""
    suite = Path(__file__).parents[2] / "evals" / "suites" / "synthetic_persona.toml"
    recorded = cli("eval", suite, "--sample", "5", "--record", tmp_path / "tape")
    before = server.stats.answered

    asked = ("--sample", "5", "--live", "2", "--model", "openai:fake")
    ran = cli(
        "eval", suite, *asked, "--replay", tmp_path / "tape", "--json", "--html", "out/evals.html"
    )

    assert (recorded.code, ran.code) == (0, 0)
    assert server.stats.answered - before == 2
    sources = [trial["source"] for trial in ran.json["run"]["trials"]]
    assert sorted(sources) == ["live"] * 2 + ["recorded"] * 3
    assert ran.json["run"]["subject"] == "fake (2 live, 3 recorded)"
    assert "the page: out/evals.html" in ran.err
    other = cli("eval", suite, "--live", "2", "--model", "openai:x", "--replay", tmp_path / "tape")
    assert (other.code, "recordings are of 'fake' and the model is 'x'" in other.err) == (2, True)


@pytest.mark.usefixtures("here", "server")
def test_live_without_recordings_says_how_to_make_them(cli: Typed, tmp_path: Path) -> None:
    """There is nothing to play for the other cases."""
    suite = Path(__file__).parents[2] / "evals" / "suites" / "copywriter.toml"

    none = cli("eval", suite, "--live", "2")
    both = cli("eval", suite, "--live", "2", "--record", tmp_path)

    assert (none.code, both.code) == (2, 2)
    assert "has no recordings: record them with --record" in none.err
    assert "--live plays recordings: leave --record out" in both.err


@pytest.mark.usefixtures("here")
def test_a_server_that_is_down_is_exit_3(cli: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a fail of the work; the next run asks again what could not be scored."""
    suite = Path(__file__).parents[2] / "evals" / "suites" / "brief_challenger.toml"
    with FakeOpenAIServer(faults=Faults(refusal=1.0)) as down:
        monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", down.base_url)
        refused = cli("eval", suite, "--model", "openai:fake", "--sample", "2")
    gone = cli("eval", suite, "--model", "openai:gone", "--sample", "2", "--fail-under", "0.9")

    assert refused.code == 0
    assert gone.code == 3
    assert "2 of 2 trials could not be scored" in gone.out


def test_eval_alone_shows_its_help(cli: Typed) -> None:
    """With an example, and exit 2."""
    ran = cli("eval")

    assert ran.code == 2
    assert "Example: creative-agents eval copywriter" in ran.out


@pytest.mark.usefixtures("server")
def test_what_people_decided_becomes_candidates_and_labels(
    cli: Typed, campaign: Typed, tmp_path: Path
) -> None:
    """Once: a second time adds no label. A record that is none is told."""
    book = SqliteBook(data_file())
    first = campaign("--name", "spring", "--json").json["question"]
    book.decide(first["id"], Answer(default="approve", choice="a", by="ana"))
    second = cli("resume", "spring", "--json").json["question"]
    book.decide(second["id"], Answer(default="approve", by="ana"))
    assert cli("resume", "spring").code == 0
    (record,) = tmp_path.rglob("campaign.json")
    gold, labels = tmp_path / "candidates.jsonl", tmp_path / "labels.jsonl"
    asked = ("--brand", "b", "--licence", "LicenseRef-own", "--gold", gold, "--labels", labels)

    ran = cli("eval", "decisions", record, *asked)
    cli("eval", "decisions", record, *asked)
    wrong = cli("eval", "decisions", gold, *asked)

    assert ran.code == 0
    assert [case.labelled_by for case in GoldSet.load(gold)] == ["person"] * 2
    assert f"2 labels in {labels}" in ran.out
    assert len(labels.read_text(encoding="utf-8").splitlines()) == 2
    assert (wrong.code, "is no record of a run" in wrong.err) == (2, True)
