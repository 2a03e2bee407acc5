import os
import resource
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cli_terminal import ENGLISH_BRIEF, LARKWICK, PROGRAM, Typed

from creative_agents.approvals.book import SqliteBook
from creative_agents.domain.approval import Answer
from creative_agents.graphs.runs_index import RunsIndex, data_file
from creative_agents.testing.department import department_answers
from creative_agents.testing.server import FakeOpenAIServer


@contextmanager
def disk_full_above(size: int) -> Iterator[None]:
    """Let no file of this process grow above so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def nothing_half_written(out: Path) -> bool:
    """Say whether a folder holds whole deliveries only."""
    found = list(out.iterdir()) if out.is_dir() else []
    return all((folder / "record" / "delivery.json").is_file() for folder in found)


def test_a_dead_server_stops_the_run_with_one_line(
    campaign: Typed, cli: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends with 3, says which server, and the run goes on when one answers."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/v1"
    ran = campaign("--name", "spring", "--model", "openai:fake", "--base-url", address)
    lines = ran.err.splitlines()

    assert ran.code == 3
    assert lines[-3:-1] == [
        "what was done is kept; to go on: creative-agents resume spring",
        f"the server is {address}; another: add --base-url URL",
    ]
    assert lines[-1].startswith("error: the model's service could not be reached")
    assert "Traceback" not in ran.err
    monkeypatch.delenv("CREATIVE_AGENTS_BASE_URL", raising=False)
    with FakeOpenAIServer() as server:
        again = cli("resume", "spring", "--base-url", server.base_url)
    assert again.out.startswith("Larkwick, Bring the old one: choose a route")


def test_a_stop_is_json_too(campaign: Typed, server: FakeOpenAIServer) -> None:
    """A machine learns why, and how to go on."""
    server.fail_next("refusal", "refusal")
    ran = campaign("--name", "spring", "--json")

    assert ran.code == 3
    assert ran.json["status"] == "stopped"
    assert ran.json["error"] in ran.err
    assert ran.json["resume"] == "creative-agents resume spring"
    assert RunsIndex().get("spring").status == "stopped"


@pytest.mark.parametrize("place", ["file", "system"])
def test_an_out_folder_that_cannot_be_written_is_refused_before_the_first_call(
    cli: Typed, tmp_path: Path, server: FakeOpenAIServer, place: str
) -> None:
    """Nobody pays for a deck that could not be kept."""
    out = Path("/proc/self") if place == "system" else tmp_path / "taken"
    if place == "file":
        out.write_text("a file")
    ran = cli("run", ENGLISH_BRIEF, "--brand", LARKWICK, "--out", out / "deck")

    assert ran.code == 3
    assert ran.err.startswith("error: the delivery could not be written to ")
    assert "choose another folder with --out" in ran.err
    assert server.stats.requests == 0


@pytest.mark.parametrize("command", [("runs", "list"), ("run", ENGLISH_BRIEF, "--brand", LARKWICK)])
def test_a_home_that_cannot_be_written_is_code_3(
    cli: Typed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: FakeOpenAIServer,
    command: tuple[object, ...],
) -> None:
    """The line names the folder and the variable that moves it."""
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("CREATIVE_AGENTS_HOME", str(tmp_path / "taken" / "home"))
    monkeypatch.chdir(tmp_path)
    ran = cli(*command)

    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "set CREATIVE_AGENTS_HOME to a folder that can be written" in ran.err
    assert server.stats.requests == 0


@pytest.mark.parametrize("size", [0, 30_000, 150_000, 400_000])
def test_a_full_disk_stops_with_one_line_and_leaves_nothing_half_written(
    campaign: Typed, cli: Typed, tmp_path: Path, server: FakeOpenAIServer, size: int
) -> None:
    """Wherever the disk fills up, the run ends with 3; with room again, it goes on."""
    with disk_full_above(size):
        ran = campaign("--approve", "policy", "--name", "spring")
    assert nothing_half_written(tmp_path / "out")
    assert "Traceback" not in ran.err
    if ran.code:
        assert ran.code == 3
        assert ran.err.splitlines()[-1].startswith("error: ")
    known = [run.id for run in RunsIndex().all()]
    again = ("--approve", "policy", "--name", "spring")
    after = cli("resume", "spring") if known else campaign(*again)

    assert after.code == 0
    assert (tmp_path / "out" / "spring" / "campaign.html").is_file()
    assert server.stats.repeated <= 16


def test_an_out_folder_that_breaks_before_the_delivery_keeps_the_decisions(
    campaign: Typed, cli: Typed, tmp_path: Path, server: FakeOpenAIServer
) -> None:
    """The deck was approved; another folder receives it, and no call is made again."""
    book = SqliteBook(data_file())
    first = campaign("--name", "spring", "--json").json["question"]
    book.decide(first["id"], Answer(default="approve", choice="a"))
    second = cli("resume", "spring", "--json").json["question"]
    book.decide(second["id"], Answer(default="approve"))
    (tmp_path / "out").write_text("a file, where the folder was to be")
    before = server.stats.requests
    refused = cli("resume", "spring")
    done = cli("resume", "spring", "--out", tmp_path / "elsewhere")

    assert refused.code == 3
    assert (tmp_path / "out").is_file()
    assert done.code == 0
    assert (tmp_path / "elsewhere" / "spring" / "campaign.html").is_file()
    assert server.stats.requests == before


def test_ctrl_c_keeps_the_work_and_ends_with_130(
    campaign: Typed, cli: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line says how to go on; the calls that were finished are not made again."""
    answers = department_answers()
    pressed: list[bool] = []

    def press(messages: Sequence[object], schema: Any) -> Any:
        if schema["title"] == "Strategy" and not pressed:
            pressed.append(True)
            os.kill(os.getpid(), signal.SIGINT)
        return answers(messages, schema)

    monkeypatch.setenv("CREATIVE_AGENTS_MODEL", "openai:fake")
    with FakeOpenAIServer(press, latency_seconds=0.5) as server:
        monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", server.base_url)
        ran = campaign("--name", "spring")
        said = RunsIndex().get("spring").said
        again = cli("resume", "spring", "--fail-if-waiting")

    assert ran.code == 130
    assert ran.err.endswith("what was done is kept; to go on: creative-agents resume spring\n")
    assert said == "interrupted"
    assert again.code == 5
    assert server.stats.repeated == 0


def test_a_reader_that_closes_its_end_is_no_stack_trace() -> None:
    """`creative-agents runs list | head` ends quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, "--help"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (1, "")
