"""Many campaigns side by side against a server that fails, and what each side counted."""

import asyncio
import json
import urllib.request
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from campaign_house import NOW, make_brand, make_brief
from endtoend_jobs import approval

from creative_agents.domain.brief import Brief
from creative_agents.domain.campaign import Campaign
from creative_agents.errors import CreativeAgentsError, UnknownNameError
from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.runner import CampaignRunner, Standing
from creative_agents.graphs.store import RunStore
from creative_agents.llm.calls import SqliteCallLog
from creative_agents.llm.models import create_chat_model
from creative_agents.testing.answers import JsonSchema, MadeUp, MadeUpAnswer
from creative_agents.testing.department import department_answers
from creative_agents.testing.server import Exchange, FakeOpenAIServer, Faults

FIVE_PERCENT = Faults.each(0.05, seed=7, retry_after_seconds=0.05, drip_seconds=0.1)
"""Nine faults, each of which strikes 5 percent of the requests."""


def faulty_server(*, keep: int = 10_000) -> FakeOpenAIServer:
    """Make a server with those faults; a question that is asked again gets the same answer."""
    made_up = department_answers()

    def answer(messages: Sequence[object], schema: JsonSchema | None) -> MadeUpAnswer:
        return made_up(messages[:2], schema)

    return FakeOpenAIServer(MadeUp(answer), faults=FIVE_PERCENT, keep=keep)


@dataclass(frozen=True)
class Sitting:
    """What came of one campaign in one sitting."""

    run_id: str
    """The run."""
    campaign: Campaign | None
    """The record, where it finished."""
    error: CreativeAgentsError | None
    """What stopped it, where it stopped."""

    @property
    def ended(self) -> str:
        """How it ended: ``done``, or the error's name."""
        return type(self.error).__name__ if self.error else "done"


@dataclass(frozen=True)
class Books:
    """What one side counted of one run."""

    requests: int
    """Requests for an answer, failures included."""
    answers: int
    """Answers that are owed for, good or bad."""
    good: int
    """Answers that are of use."""
    failures: int
    """Requests that got no answer: 429, 500, a cut connection."""
    input_tokens: int
    """Tokens read, of the answers."""
    output_tokens: int
    """Tokens written, of the answers."""


def run_ids(count: int) -> list[str]:
    """Name campaigns."""
    return [f"campaign-{number:03}" for number in range(1, count + 1)]


def sit(server: FakeOpenAIServer, file: Path, runs: Sequence[str]) -> list[Sitting]:
    """Take campaigns as far as they go, all at once, from a file opened anew.

    Args:
        server: The model's server; each run has an address of its own.
        file: Where the runs are kept.
        runs: Their ids.
    """

    async def together() -> list[Sitting]:
        store = RunStore.open(file)
        sittings = [_go(_runner(server, store, run), run) for run in runs]
        try:
            return await asyncio.gather(*sittings)
        finally:
            assert isinstance(store.calls, SqliteCallLog)
            store.calls.close()

    return asyncio.run(together())


def heal(server: FakeOpenAIServer) -> None:
    """End every fault."""
    body = json.dumps({"faults": asdict(Faults())}).encode()
    with urllib.request.urlopen(f"{server.root_url}/settings", data=body) as response:
        response.read()


def books_of_server(exchanges: Sequence[Exchange], run: str) -> Books:
    """Say what the server counted of a run."""
    own = [one for one in exchanges if one.run == run]
    answered = [one for one in own if one.answered]
    return Books(
        requests=len(own),
        answers=len(answered),
        good=sum(one.good for one in own),
        failures=len(own) - len(answered),
        input_tokens=sum(one.input_tokens for one in answered),
        output_tokens=sum(one.output_tokens for one in answered),
    )


def books_of_log(store: RunStore, run: str) -> Books:
    """Say what the call log holds of a run.

    A finished row is one answer and as many failures as it has retries; a failed row is
    failures alone, one more than its retries.
    """
    rows = store.calls.calls(run)
    finished = [row for row in rows if row.status == "finished"]
    failures = sum(row.retries + (row.status == "failed") for row in rows)
    return Books(
        requests=len(finished) + failures,
        answers=len(finished),
        good=sum(row.outcome in {"answered", "repaired"} for row in finished),
        failures=failures,
        input_tokens=sum(row.usage.input_tokens for row in finished),
        output_tokens=sum(row.usage.output_tokens for row in finished),
    )


def tally(sittings: Sequence[Sitting]) -> Counter[str]:
    """Count how campaigns ended."""
    return Counter(sitting.ended for sitting in sittings)


def _runner(server: FakeOpenAIServer, store: RunStore, run: str) -> CampaignRunner:
    model = create_chat_model("openai:fake", base_url=server.url_of(run), api_key="none")
    nodes = create_campaign_nodes(model, brand=make_brand(), store=store, clock=lambda: NOW)
    return CampaignRunner(nodes)


async def _go(runner: CampaignRunner, run: str) -> Sitting:
    try:
        standing = await _take_up(runner, run)
        while standing.question is not None:
            standing = await runner.aanswer(run, approval(standing.question))
    except CreativeAgentsError as error:
        return Sitting(run, None, error)
    return Sitting(run, standing.campaign, None)


async def _take_up(runner: CampaignRunner, run: str) -> Standing:
    try:
        return await runner.aresume(run)
    except UnknownNameError:
        return await runner.astart(_brief(run), run)


def _brief(run: str) -> Brief:
    """Give each campaign questions of its own: a fault strikes by what is asked."""
    return make_brief(title=f"Winter service, {run}")
