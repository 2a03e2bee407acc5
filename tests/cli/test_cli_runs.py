from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import connect

import pytest
from cli_terminal import Typed

from creative_agents.graphs.runs_index import RunRecord, RunsIndex, RunStatus, data_file
from creative_agents.testing.server import FakeOpenAIServer


def add(id: str, *, status: RunStatus = "done", days: int = 0) -> RunRecord:
    """List a run that last moved some days ago."""
    when = datetime.now(UTC) - timedelta(days=days)
    run = RunRecord(
        id=id,
        title=f"The {id} campaign",
        brand_folder="/brand",
        brief="{}",
        model="openai:fake",
        out="/out",
        status=status,
        created_at=when,
        updated_at=when,
    )
    assert RunsIndex().add(run)
    return run


def test_the_list_has_the_latest_first(cli: Typed) -> None:
    """Elsewhere than on a terminal it is a line a run, parted by tabs."""
    add("old", days=2)
    add("new", status="waiting")
    lines = [line.split("\t") for line in cli("runs", "list").out.splitlines()]

    assert [(line[0], line[1], line[4]) for line in lines] == [
        ("new", "waiting", "The new campaign"),
        ("old", "done", "The old campaign"),
    ]


def test_an_empty_list_says_how_to_start(cli: Typed) -> None:
    """For a machine it is an empty array."""
    assert cli("runs", "list").out == (
        "no run yet; start one: creative-agents run BRIEF --brand DIR\n"
    )
    assert cli("runs", "list", "--json").json == []


def test_a_run_is_shown_with_the_way_to_go_on(cli: Typed) -> None:
    """Where it stands, what it was started with; the brief itself stays away."""
    add("spring", status="stopped")
    ran = cli("runs", "show", "spring")

    assert "status        stopped" in ran.out
    assert ran.out.endswith("to go on: creative-agents resume spring\n")
    assert "brief" not in cli("runs", "show", "spring", "--json").json


def test_a_run_that_ended_has_no_way_to_go_on(cli: Typed) -> None:
    """There is nothing to resume."""
    add("spring")

    assert "to go on" not in cli("runs", "show", "spring").out


def test_delete_forgets_the_run_and_keeps_the_delivery(
    cli: Typed, campaign: Typed, server: FakeOpenAIServer, tmp_path: Path
) -> None:
    """State, calls and approvals are gone; the folder that was delivered stays."""
    campaign("--approve", "policy", "--name", "spring")
    ran = cli("runs", "delete", "spring", "--yes", "--json")

    assert ran.json == {"forgot": ["spring"]}
    assert cli("runs", "list", "--json").json == []
    assert (tmp_path / "out" / "spring" / "campaign.html").is_file()
    with connect(data_file()) as connection:
        tables = ("approvals", "checkpoints", "writes", "calls_call")
        counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables]
    connection.close()
    assert counts == [(0,)] * len(tables)
    assert server.stats.requests > 0


def test_prune_forgets_what_ended_long_ago(cli: Typed) -> None:
    """What waits or stopped is never pruned, however old."""
    for id, status, days in (
        ("a", "done", 40),
        ("b", "rejected", 31),
        ("c", "empty", 30),
        ("d", "done", 29),
        ("e", "waiting", 400),
        ("f", "stopped", 400),
        ("g", "running", 400),
    ):
        add(id, status=status, days=days)  # type: ignore[arg-type]  # the words above
    assert sorted(cli("runs", "prune", "--yes", "--json").json["forgot"]) == ["a", "b", "c"]
    assert sorted(run.id for run in RunsIndex().all()) == ["d", "e", "f", "g"]


def test_pruning_nothing_says_so(cli: Typed) -> None:
    """It is no failure."""
    ran = cli("runs", "prune")

    assert (ran.code, ran.out) == (0, "nothing to forget: no run ended 30 days ago or more\n")


@pytest.mark.parametrize("command", [("delete", "spring"), ("prune", "--days", "0")])
def test_without_a_terminal_nothing_is_forgotten_unasked(
    cli: Typed, command: tuple[str, ...]
) -> None:
    """A script says `--yes`."""
    add("spring")
    ran = cli("runs", *command)

    assert (ran.code, ran.err) == (2, "error: nobody is there to confirm: pass --yes\n")
    assert RunsIndex().get("spring").id == "spring"


def test_an_id_is_given_once() -> None:
    """Of two processes that start the same brief, one gets the id; the other is told."""
    run = add("spring")

    assert not RunsIndex().add(run.model_copy(update={"title": "another"}))
    assert RunsIndex().get("spring").title == "The spring campaign"


def test_a_run_of_another_version_is_refused_in_one_line(cli: Typed) -> None:
    """A list that a later version wrote is no reason for a stack trace."""
    add("spring")
    with connect(data_file()) as connection:
        connection.execute("""UPDATE runs SET body = '{"id": "spring", "colour": "red"}'""")
    connection.close()
    ran = cli("runs", "list")

    assert ran.code == 3
    assert "the run 'spring' in" in ran.err
    assert "was written by another version" in ran.err
