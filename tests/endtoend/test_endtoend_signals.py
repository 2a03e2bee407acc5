"""Ctrl-C and SIGTERM on the command line: the work is kept, and `resume` repeats no call."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Final

import pytest
from endtoend_jobs import command_line
from endtoend_processes import PATIENCE, call_rows, end, start, wait_until

from creative_agents.brands.briefs import load_brief
from creative_agents.brands.loader import load_brand
from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.runner import CampaignRunner
from creative_agents.graphs.runs_index import RunsIndex
from creative_agents.graphs.store import RunStore
from creative_agents.llm.models import create_chat_model
from creative_agents.testing.server import FakeOpenAIServer, FaultName, Faults

pytestmark = pytest.mark.xdist_group("processes")

HANG: Final[FaultName] = "slow_drip"
EXAMPLES: Final = Path(__file__).parents[2] / "examples"
BRAND: Final = EXAMPLES / "brands" / "larkwick"
BRIEF: Final = EXAMPLES / "briefs" / "larkwick-bring-the-old-one.yml"


@dataclass(frozen=True)
class Trial:
    """A server, and the calls that the example makes on it."""

    server: FakeOpenAIServer
    titles: list[str]
    """What was asked, call by call, in a run that nobody interrupted."""

    def good_answers(self, run: str) -> list[str]:
        """Give the question of every good answer that a run was given."""
        return [one.digest for one in self.server.exchanges if one.run == run and one.good]


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    """Run the example once in peace, by the brand's own policy."""
    with FakeOpenAIServer(faults=Faults(drip_seconds=3600)) as server:
        brand = load_brand(BRAND)
        nodes = create_campaign_nodes(
            create_chat_model("openai:fake", base_url=server.url_of("peace"), api_key="none"),
            brand=brand,
            channels=("meta_feed",),
            approve="policy",
            store=RunStore.in_memory(),
        )
        assert CampaignRunner(nodes).start(load_brief(BRIEF, brand=brand), "peace").status == "done"
        yield Trial(server, [one.title for one in server.exchanges])


@pytest.mark.parametrize(
    ("sent", "code", "status"),
    [(signal.SIGINT, 130, "stopped"), (signal.SIGTERM, -signal.SIGTERM, "running")],
)
def test_an_interrupted_run_is_kept_and_resumed_without_repeating_a_call(
    trial: Trial, tmp_path: Path, sent: signal.Signals, code: int, status: str
) -> None:
    """Interrupted among the personas: 130 for Ctrl-C, and `resume` pays only what is missing."""
    name = sent.name.lower()
    before, readings = trial.titles.index("Reaction"), trial.titles.count("Reaction")
    errors = tmp_path / "errors"
    command = [sys.executable, "-m", "creative_agents"]
    with errors.open("wb") as file:
        process = subprocess.Popen(
            [*command, *run_of(trial.server.url_of(name), name, tmp_path)],
            stderr=file,
            stdout=subprocess.DEVNULL,
        )
    asked = trial.server.stats.requests + before + readings
    good: list[FaultName | None] = [None] * (before + 1)
    trial.server.fail_next(*good, *repeat(HANG, readings - 1))
    store = Path(os.environ["CREATIVE_AGENTS_HOME"]) / "runs.sqlite"

    def hangs() -> bool:
        assert process.poll() is None, errors.read_text()
        wanted = {"finished": before + 1, "in_flight": readings - 1}
        return call_rows(store, name) == wanted and trial.server.stats.requests == asked

    wait_until(hangs)
    process.send_signal(sent)
    assert process.wait(PATIENCE) == code
    assert "Traceback" not in errors.read_text()
    assert RunsIndex().get(name).status == status
    assert end(start(command_line, "resume", name, errors=errors)) == 0, errors.read_text()

    answers = trial.good_answers(name)
    assert len(answers) == len(set(answers)) == len(trial.titles)
    assert call_rows(store, name) == {
        "finished": len(trial.titles),
        "lost": readings - 1,
        "replayed": 1,
    }
    assert RunsIndex().get(name).status == "done"
    assert (tmp_path / "out" / name / "campaign.html").exists()


def run_of(base_url: str, name: str, folder: Path) -> tuple[str, ...]:
    """Give the arguments of a run whose gates the brand's policy answers."""
    return (
        "run",
        str(BRIEF),
        f"--brand={BRAND}",
        "--model=openai:fake",
        f"--base-url={base_url}",
        "--channels=meta_feed",
        "--approve=policy",
        f"--out={folder / 'out'}",
        f"--name={name}",
    )
