"""Killed anywhere, taken up again: no finished call repeated, no decision lost, one delivery."""

import signal
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any, Final

import pytest
from endtoend_jobs import (
    CALLS,
    Job,
    die_after_deciding,
    die_at,
    die_before_the_first_step,
    finish,
    result,
    work,
)
from endtoend_processes import call_rows, end, kill, start, wait_until

from creative_agents.domain.campaign import Campaign
from creative_agents.graphs.store import RunStore
from creative_agents.testing.server import FakeOpenAIServer, FaultName, Faults

pytestmark = pytest.mark.xdist_group("processes")

HANG: Final[FaultName] = "slow_drip"
HANGING: Final = Faults(drip_seconds=3600)
"""A fault ordered from this server is an answer that never ends; none strikes by chance."""

HANGING_CALLS: Final = (1, 1, 2, 3, 3, 1)
"""Calls in flight at the kill in each stage, in the order of `CALLS`."""


@pytest.fixture(scope="module")
def server() -> Iterator[FakeOpenAIServer]:
    """One server for all: each test is a run of its own to it."""
    with FakeOpenAIServer(faults=HANGING) as running:
        yield running


@pytest.fixture(scope="module")
def uninterrupted(server: FakeOpenAIServer, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same campaign, left in peace."""
    file = tmp_path_factory.mktemp("peace") / "runs.sqlite"
    return result(finish(Job(file=file, base_url=server.url_of("peace"))))


@pytest.fixture
def job(server: FakeOpenAIServer, tmp_path: Path) -> Job:
    """A campaign of this test alone."""
    url = server.url_of(tmp_path.name)
    return Job(file=tmp_path / "runs.sqlite", base_url=url, out=tmp_path / "out")


def kill_in_flight(server: FakeOpenAIServer, job: Job, *, answered: int, hanging: int) -> None:
    """Start a process, let some of its calls be answered, kill it with others in flight."""
    before = call_rows(job.file, job.run_id)
    finished = before.get("finished", 0) + answered
    lost = before.get("lost", 0) + before.get("in_flight", 0)
    asked = server.stats.requests + answered + hanging
    good: list[FaultName | None] = [None] * answered
    server.fail_next(*good, *repeat(HANG, hanging))
    process = start(work, job, errors=errors_of(job))

    def is_there() -> bool:
        rows = call_rows(job.file, job.run_id)
        counts = tuple(rows.get(status, 0) for status in ("finished", "in_flight", "lost"))
        return counts == (finished, hanging, lost) and server.stats.requests == asked

    wait_until(is_there, process)
    kill(process)


def errors_of(job: Job) -> Path:
    """Give the file that receives what the processes of a job complain about."""
    return job.file.with_suffix(".err")


def run_to_end(job: Job) -> None:
    """Have another process finish the campaign."""
    assert end(start(work, job, errors=errors_of(job))) == 0, errors_of(job).read_text()


def delivered(job: Job) -> Any:
    """Read the one delivery; there is no other, and nothing half-written stands beside it."""
    assert job.out is not None
    visible = [path.name for path in job.out.iterdir() if not path.name.startswith(".")]
    assert visible == [job.run_id]
    text = (job.out / job.run_id / "campaign.json").read_text(encoding="utf-8")
    return Campaign.model_validate_json(text)


def good_answers(server: FakeOpenAIServer, job: Job) -> list[str]:
    """Give the question of every good answer that the server gave this campaign."""
    run = job.base_url.split("/")[-2]
    return [one.digest for one in server.exchanges if one.run == run and one.good]


def test_no_finished_call_is_repeated_after_a_kill_in_the_persona_fan_out(
    server: FakeOpenAIServer, job: Job, uninterrupted: Any
) -> None:
    """Five of eight readings had ended: they are used again, the three in flight are made again."""
    before = CALLS["challenge"] + CALLS["strategy"] + CALLS["copy"] + CALLS["guardian"]
    kill_in_flight(server, job, answered=before + 5, hanging=3)
    run_to_end(job)

    answers = good_answers(server, job)
    assert len(answers) == len(set(answers)) == sum(CALLS.values())
    campaign = delivered(job)
    assert campaign.cost.calls == sum(CALLS.values())
    assert (campaign.cost.replayed, campaign.cost.in_flight_lost) == (5, 3)
    assert result(campaign) == uninterrupted


def test_a_campaign_killed_once_in_every_stage_pays_each_answer_once(
    server: FakeOpenAIServer, job: Job, uninterrupted: Any
) -> None:
    """Six kills, seven processes: every answer is paid once, every call in flight is counted."""
    left = 0
    for calls, hanging in zip(CALLS.values(), HANGING_CALLS, strict=True):
        kill_in_flight(server, job, answered=left + calls - hanging, hanging=hanging)
        left = hanging
    run_to_end(job)

    answers = good_answers(server, job)
    assert len(answers) == len(set(answers)) == sum(CALLS.values())
    campaign = delivered(job)
    assert campaign.cost.calls == sum(CALLS.values())
    assert campaign.cost.in_flight_lost == sum(HANGING_CALLS)
    assert result(campaign) == uninterrupted


@pytest.mark.parametrize("gate", ["strategy", "copy"])
def test_a_decision_that_reached_the_book_survives_a_kill(
    server: FakeOpenAIServer, job: Job, uninterrupted: Any, gate: str
) -> None:
    """Killed between the book and the graph, the next process follows the book and asks nobody."""
    assert end(start(die_after_deciding, job, gate, errors=errors_of(job))) == -signal.SIGKILL
    decided = RunStore.open(job.file).book.of_run(job.run_id)[-1]
    run_to_end(job)

    campaign = delivered(job)
    assert decided.question.gate == gate
    assert [row.decided_at for row in campaign.gates].count(decided.decided_at) == 1
    assert len(good_answers(server, job)) == sum(CALLS.values())
    assert result(campaign) == uninterrupted


@pytest.mark.parametrize("moment", ["writing", "renaming", "renamed"])
def test_a_kill_during_delivery_leaves_one_whole_folder_in_the_end(
    server: FakeOpenAIServer, job: Job, uninterrupted: Any, moment: str
) -> None:
    """Whatever the moment, a reader sees no delivery or a whole one, and never a second."""
    assert end(start(die_at, job, moment, errors=errors_of(job))) == -signal.SIGKILL
    assert job.out is not None
    folder = job.out / job.run_id
    there = folder.stat().st_ino if folder.exists() else None
    assert (there is not None) == (moment == "renamed")
    run_to_end(job)

    assert result(delivered(job)) == uninterrupted
    assert there in {None, folder.stat().st_ino}
    assert len(good_answers(server, job)) == sum(CALLS.values())


def test_a_run_killed_before_anything_was_kept_starts_anew(
    server: FakeOpenAIServer, job: Job, uninterrupted: Any
) -> None:
    """Killed inside the first node, the same id is started again."""
    assert end(start(die_before_the_first_step, job, errors=errors_of(job))) == -signal.SIGKILL
    assert good_answers(server, job) == []
    run_to_end(job)

    assert result(delivered(job)) == uninterrupted
