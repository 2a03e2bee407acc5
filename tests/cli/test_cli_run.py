import json
from pathlib import Path

import pytest
from cli_terminal import FRENCH_BRIEF, KERMORVEL, Typed

from creative_agents.approvals.book import SqliteBook
from creative_agents.domain.approval import Answer
from creative_agents.graphs.runs_index import RunsIndex, data_file
from creative_agents.testing.server import FakeOpenAIServer


@pytest.fixture(autouse=True)
def _serve(server: FakeOpenAIServer) -> None:
    """Every test here talks to the server."""


def test_a_campaign_under_policy_ends_with_its_deck(campaign: Typed, tmp_path: Path) -> None:
    """Nobody is asked; the page's path, the first pieces and the numbers are printed."""
    ran = campaign("--approve", "policy", "--name", "spring")
    page = tmp_path / "out" / "spring" / "campaign.html"

    assert ran.code == 0
    assert page.is_file()
    assert str(page) in ran.out
    assert "sms/1" in ran.out
    assert RunsIndex().get("spring").status == "done"


def test_the_summary_speaks_the_brands_language(campaign: Typed) -> None:
    """A French brand's director reads French."""
    ran = campaign("--approve", "policy", brief=FRENCH_BRIEF, brand=KERMORVEL)

    assert "Présentation" in ran.out
    assert "règle de la marque" in ran.out


def test_progress_stands_on_stderr_before_the_libraries_are_loaded(campaign: Typed) -> None:
    """Standard output holds the result alone; the first line names the run, the next the cost."""
    ran = campaign("--approve", "policy", "--name", "spring")
    lines = ran.err.splitlines()

    assert lines[0] == "Bring the old one · Larkwick · openai:fake · run spring"
    assert lines[1].startswith("estimate without revisions: ")
    assert any("writing copy" in line for line in lines)
    assert "writing copy" not in ran.out


def test_with_json_stdout_holds_one_object(campaign: Typed, tmp_path: Path) -> None:
    """A machine reads where the deck is and what it cost, and nothing else."""
    told = campaign("--approve", "policy", "--json", "--name", "spring").json

    assert told["run_id"] == "spring"
    assert told["status"] == "done"
    assert told["page"] == str(tmp_path / "out" / "spring" / "campaign.html")
    assert told["cost"]["calls"] > 0
    assert told["resume"] is None


def test_without_a_terminal_a_run_waits_and_says_how_to_go_on(campaign: Typed) -> None:
    """Waiting is no failure, unless the caller says so."""
    ran = campaign("--name", "spring")

    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Larkwick, Bring the old one: choose a route",
        "it waits for your decision: approve, edit, revise, reject",
        "to go on, in a terminal: creative-agents resume spring",
    ]


def test_a_waiting_run_is_code_5_for_who_asks(campaign: Typed, cli: Typed) -> None:
    """`--fail-if-waiting` counts for `run` and for `resume`; the question is in the JSON."""
    first = campaign("--name", "spring", "--fail-if-waiting", "--json")
    again = cli("resume", "spring", "--fail-if-waiting", "--json")

    assert (first.code, again.code) == (5, 5)
    assert first.json["status"] == "waiting"
    assert first.json["question"] == again.json["question"]
    assert first.json["resume"] == "creative-agents resume spring"


def test_resume_follows_what_was_decided_elsewhere(
    campaign: Typed, cli: Typed, server: FakeOpenAIServer
) -> None:
    """Decisions in the book are followed; no finished call is made again."""
    question = campaign("--name", "spring", "--json").json["question"]
    SqliteBook(data_file()).decide(question["id"], Answer(default="approve", choice="b"))
    copy = cli("resume", "spring", "--json").json["question"]
    SqliteBook(data_file()).decide(copy["id"], Answer(default="approve"))
    done = cli("resume", "spring", "--json")

    assert (done.code, done.json["status"]) == (0, "done")
    assert server.stats.repeated == 0


def test_resume_of_a_finished_run_shows_it_again(campaign: Typed, cli: Typed) -> None:
    """Nothing is called and nothing is written a second time."""
    first = campaign("--approve", "policy", "--name", "spring")
    again = cli("resume", "spring")

    assert again.code == 0
    assert again.out == first.out


def test_a_rejected_campaign_is_code_1(campaign: Typed, cli: Typed) -> None:
    """The person's word ends it; nothing is delivered."""
    question = campaign("--name", "spring", "--json").json["question"]
    SqliteBook(data_file()).decide(question["id"], Answer(default="reject"))
    ran = cli("resume", "spring")

    assert (ran.code, ran.out) == (1, "spring: rejected; nothing was delivered\n")
    assert RunsIndex().get("spring").status == "rejected"


def test_the_second_run_of_a_brief_has_a_number(campaign: Typed) -> None:
    """The id is made from the title, and never twice the same."""
    ids = [campaign("--json").json["run_id"] for _ in range(2)]

    assert ids == ["bring-the-old-one", "bring-the-old-one-2"]


def test_a_run_keeps_its_server_when_the_environment_forgets_it(
    campaign: Typed, cli: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another shell resumes the same run on the same model."""
    question = campaign("--name", "spring", "--json").json["question"]
    SqliteBook(data_file()).decide(question["id"], Answer(default="approve", choice="b"))
    monkeypatch.delenv("CREATIVE_AGENTS_BASE_URL")
    monkeypatch.delenv("CREATIVE_AGENTS_MODEL")

    assert cli("resume", "spring", "--json").json["question"]["gate"] == "copy"


def test_the_json_of_a_waiting_run_is_the_question(campaign: Typed) -> None:
    """A screen of one's own can show it: pieces, choices, the subject."""
    question = campaign("--json").json["question"]

    assert question["choices"] == ["a", "b"]
    assert question["subject"]["strategy"]["routes"][0]["id"] == "a"
    assert json.loads(json.dumps(question)) == question
