"""Nine faults at 5 percent each: campaigns finish or stop in one line, and the books agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from endtoend_faults import (
    Sitting,
    books_of_log,
    books_of_server,
    faulty_server,
    heal,
    run_ids,
    sit,
)

from creative_agents.graphs.store import RunStore
from creative_agents.testing.server import FakeOpenAIServer

pytestmark = pytest.mark.xdist_group("faults")

RUNS = run_ids(20)


@dataclass(frozen=True)
class Trial:
    """Two sittings of 20 campaigns: the first with faults, the second without."""

    server: FakeOpenAIServer
    file: Path
    first: list[Sitting]
    second: list[Sitting]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Run them once for all tests."""
    file = tmp_path_factory.mktemp("faults") / "runs.sqlite"
    with faulty_server() as server:
        first = sit(server, file, RUNS)
        heal(server)
        stopped = [sitting.run_id for sitting in first if sitting.error]
        yield Trial(server, file, first, sit(server, file, stopped))


def test_every_campaign_finishes_or_stops_with_one_clear_line(trial: Trial) -> None:
    """What stops one is an error of ours, in one line that begins in lower case."""
    lines = [str(sitting.error) for sitting in trial.first if sitting.error]

    assert len(trial.first) == len(RUNS)
    assert lines
    assert all(line.count("\n") == 0 and line[0].islower() for line in lines)
    assert all(sitting.campaign for sitting in trial.first if not sitting.error)


def test_every_stopped_campaign_finishes_once_the_service_is_well(trial: Trial) -> None:
    """A resume goes on behind a refusal or a bad answer that was recorded."""
    assert [sitting.ended for sitting in trial.second] == ["done"] * len(trial.second)


def test_every_fault_struck(trial: Trial) -> None:
    """The trial is one of all nine faults."""
    assert len(trial.server.stats.faults) == 9


def test_no_finished_call_is_repeated(trial: Trial) -> None:
    """The server gave no good answer twice to one campaign, in both sittings together."""
    assert trial.server.stats.repeated == 0
    assert trial.server.stats.abandoned == 0


def test_retry_after_is_honoured(trial: Trial) -> None:
    """No request came before its time was up."""
    assert trial.server.stats.retried_early == 0


@pytest.mark.parametrize("run", RUNS)
def test_the_call_log_agrees_with_the_servers_own_count(trial: Trial, run: str) -> None:
    """Requests, answers, good ones, failures and tokens are the same in both books."""
    server = books_of_server(trial.server.exchanges, run)

    assert books_of_log(RunStore.open(trial.file), run) == server
    assert server.requests == server.answers + server.failures


def test_the_cost_in_the_record_is_the_call_logs(trial: Trial) -> None:
    """Calls, retries and tokens that a person is shown are those of the server."""
    campaigns = [sitting.campaign for sitting in (*trial.first, *trial.second)]
    for campaign in filter(None, campaigns):
        server = books_of_server(trial.server.exchanges, campaign.run_id)
        cost = campaign.cost
        assert (cost.calls, cost.in_flight_lost) == (server.answers, 0)
        assert cost.usage.input_tokens == server.input_tokens
        assert cost.usage.output_tokens == server.output_tokens
