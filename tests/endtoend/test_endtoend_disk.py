"""A full disk, a read-only folder, a dead server: one clear line, and the work is kept."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from endtoend_disk import Disk, mounted
from endtoend_jobs import (
    CALLS,
    Job,
    command_line,
    finish,
    work,
    work_on_a_small_disk,
)
from endtoend_processes import call_rows, end, start

from creative_agents.domain.campaign import Campaign
from creative_agents.errors import ModelUnavailableError, StorageError
from creative_agents.testing.server import FakeOpenAIServer

pytestmark = pytest.mark.xdist_group("processes")

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def server() -> Iterator[FakeOpenAIServer]:
    """One server for all."""
    with FakeOpenAIServer() as running:
        yield running


@pytest.fixture
def job(server: FakeOpenAIServer, tmp_path: Path) -> Job:
    """A campaign on a roomy disk."""
    url = server.url_of(tmp_path.name)
    return Job(file=tmp_path / "runs.sqlite", base_url=url, out=tmp_path / "out")


@pytest.fixture
def disk_of(tmp_path: Path) -> Iterator[Callable[[str], Disk]]:
    """Mounts a small disk, or skips the test."""
    with ExitStack() as stack:

        def mount(size: str) -> Disk:
            disk = stack.enter_context(mounted(tmp_path / "disk", size))
            if disk is None:
                pytest.skip("this user cannot mount a disk; the tests by file size run instead")
            return disk

        yield mount


def good_answers(server: FakeOpenAIServer, job: Job) -> int:
    """Count the good answers that a campaign was given."""
    run = job.base_url.split("/")[-2]
    return sum(one.good for one in server.exchanges if one.run == run)


def unrecorded(job: Job) -> int:
    """Count the calls that were sent and whose answer, if there was one, found no room."""
    rows = call_rows(job.file, job.run_id)
    return rows.get("in_flight", 0) + rows.get("lost", 0)


def said(errors: Path) -> str:
    """Give the one line of complaint; there is no other, and no stack trace."""
    lines = errors.read_text(encoding="utf-8").splitlines()
    complaints = [line for line in lines if line.startswith("error: ")]
    assert len(complaints) == 1, lines
    assert not any("Traceback" in line for line in lines)
    assert lines[-1] == complaints[0]
    return complaints[0]


@pytest.mark.parametrize("size", ["80k", "200k", "450k", "900k"])
def test_a_full_disk_stops_a_run_in_one_line_and_the_same_process_goes_on(
    server: FakeOpenAIServer, job: Job, disk_of: Callable[[str], Disk], size: str
) -> None:
    """Wherever the disk is full, what was recorded is kept, and room is all that it takes."""
    disk = disk_of(size)
    small = Job(file=disk.folder / "runs.sqlite", base_url=job.base_url, out=job.out)
    with pytest.raises(StorageError, match=r"^.*disk is full") as stopped:
        finish(small)
    assert stopped.value.exit_code == 3
    assert "\n" not in str(stopped.value)
    disk.remount("size=20m")

    assert finish(small).cost.calls == sum(CALLS.values())
    assert good_answers(server, job) <= sum(CALLS.values()) + unrecorded(small)


@pytest.mark.parametrize("kilobytes", [20, 250])
def test_a_file_that_cannot_grow_stops_a_run_in_one_line(
    server: FakeOpenAIServer, job: Job, kilobytes: int
) -> None:
    """The same without a disk of one's own: nothing is delivered, and another process goes on."""
    errors = job.file.with_suffix(".err")
    process = start(work_on_a_small_disk, job, kilobytes, errors=errors)

    assert end(process) == 3
    assert "cannot be" in said(errors)
    assert job.out is not None
    assert not job.out.exists()
    assert end(start(work, job, errors=errors)) == 0
    delivered = Campaign.model_validate_json((job.out / "winter/campaign.json").read_bytes())
    assert delivered.cost.calls == sum(CALLS.values())
    assert delivered.cost.in_flight_lost == unrecorded(job)
    assert good_answers(server, job) <= sum(CALLS.values()) + unrecorded(job)


@pytest.mark.parametrize(("size", "options"), [("64k", "size=20m"), ("20m,ro", "rw")])
def test_a_delivery_without_room_leaves_nothing_behind_and_is_made_later(
    server: FakeOpenAIServer,
    job: Job,
    disk_of: Callable[[str], Disk],
    size: str,
    options: str,
) -> None:
    """Full or read-only, the folder stays as it was; the approval is not asked again."""
    disk = disk_of(size)
    small = Job(file=job.file, base_url=job.base_url, out=disk.folder / "out")
    with pytest.raises(StorageError, match=r"^the campaign could not be written to '.*'") as one:
        finish(small)
    assert one.value.exit_code == 3
    assert set(disk.everything()) <= {"out"}
    disk.remount(options)

    campaign = finish(small)
    assert "out/winter/campaign.html" in disk.everything()
    assert campaign.cost.calls == good_answers(server, job) == sum(CALLS.values())


@pytest.mark.parametrize("what", ["file", "out"])
def test_a_place_that_is_no_folder_is_one_clear_line(job: Job, what: str) -> None:
    """Somebody's file stands where a folder is needed: it is left as it was."""
    taken = job.file.with_name("taken")
    taken.write_text("mine")
    places: dict[str, Any] = {"file": job.file, "out": job.out}
    places[what] = taken / "x"
    with pytest.raises(StorageError, match=r"Not a directory|File exists") as stopped:
        finish(Job(base_url=job.base_url, **places))

    assert "\n" not in str(stopped.value)
    assert taken.read_text() == "mine"


def test_a_dead_server_stops_a_run_within_seconds_and_it_goes_on_when_it_is_back(
    job: Job,
) -> None:
    """Nobody listens: a few tries, one line; a server at the same address finishes the run."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    dead = Job(file=job.file, base_url=f"http://127.0.0.1:{port}/v1")
    began = time.monotonic()
    with pytest.raises(
        ModelUnavailableError, match=r"^the model's service could not be reached: "
    ) as stopped:
        finish(dead)
    assert time.monotonic() - began < 20
    assert stopped.value.exit_code == 3

    with FakeOpenAIServer(port=port) as server:
        assert finish(dead).cost.calls == server.stats.good == sum(CALLS.values())


def test_the_command_line_says_in_one_line_what_stopped_it(
    server: FakeOpenAIServer, job: Job
) -> None:
    """A dead server, a folder that is a file: exit code 3, one line, no stack trace."""
    job.file.with_name("taken").write_text("mine")
    dead = "http://127.0.0.1:9/v1"
    for base_url, out in ((dead, "out"), (server.base_url, "taken")):
        errors = job.file.with_name(f"{out}.err")
        assert end(start(command_line, *run_of(base_url, job, out), errors=errors)) == 3
        assert said(errors).endswith(("then resume", "with --out"))


def run_of(base_url: str, job: Job, out: str) -> tuple[str, ...]:
    """Give the arguments of a run of the example, its gates answered by the brand's policy."""
    return (
        "run",
        str(EXAMPLES / "briefs" / "larkwick-bring-the-old-one.yml"),
        f"--brand={EXAMPLES / 'brands' / 'larkwick'}",
        "--model=openai:fake",
        f"--base-url={base_url}",
        "--channels=meta_feed",
        "--approve=policy",
        f"--out={job.file.with_name(out)}",
        f"--name={out}",
    )
