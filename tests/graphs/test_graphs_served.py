"""The campaign graph as a LangGraph server takes it."""

import asyncio
import json
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from typing import Any, Self

import pytest
from graphs_served import ROOT, cannot_start, langgraph_dev
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from creative_agents import load_brand, load_brief
from creative_agents.approvals import Approvals
from creative_agents.domain.approval import Person
from creative_agents.errors import ConfigError
from creative_agents.graphs import served
from creative_agents.graphs.checkpoints import SqliteCheckpointer, serializer
from creative_agents.testing.server import FakeOpenAIServer

LARKWICK = ROOT / "examples" / "brands" / "larkwick"
BRIEF = ROOT / "examples" / "briefs" / "larkwick-bring-the-old-one.yml"


def forget() -> None:
    """Forget what a server keeps for as long as it runs."""
    served._campaign.cache_clear()
    served._store.cache_clear()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Name a brand and a model in the environment, as a server does."""
    forget()
    with FakeOpenAIServer() as server:
        monkeypatch.setenv("CREATIVE_AGENTS_BRAND", str(LARKWICK))
        monkeypatch.setenv("CREATIVE_AGENTS_MODEL", "openai:fake")
        monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", server.base_url)
        monkeypatch.setenv("CREATIVE_AGENTS_HOME", str(tmp_path))
        yield
    forget()


def test_langgraph_json_points_to_what_is_there() -> None:
    """The file and the names in it exist."""
    config = json.loads((ROOT / "langgraph.json").read_text(encoding="utf-8"))
    for target in (config["graphs"]["campaign"], config["checkpointer"]["path"]):
        path, name = target.rsplit(":", 1)
        spec = util.spec_from_file_location("served_file", ROOT / path)
        assert spec is not None
        assert spec.loader is not None
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)

        assert asyncio.iscoroutinefunction(getattr(module, name))


@pytest.mark.usefixtures("settings")
def test_the_checkpointer_is_the_servers_to_give() -> None:
    """A graph that brought its own would be refused; it is made once for all requests."""
    graph = asyncio.run(served.create_served_campaign())

    assert graph.checkpointer is None
    assert asyncio.run(served.create_served_campaign()) is graph


@pytest.mark.usefixtures("settings")
def test_a_brief_in_json_goes_through_under_a_servers_checkpointer() -> None:
    """Brief and answers arrive as JSON, and six pieces are approved."""
    brief: Any = load_brief(BRIEF, brand=load_brand(LARKWICK)).model_dump(mode="json")
    run: RunnableConfig = {"configurable": {"thread_id": "served"}}

    async def serve() -> Any:
        graph = await served.create_served_campaign()
        given = graph.copy(update={"checkpointer": InMemorySaver(serde=serializer())})
        routes = await given.ainvoke({"brief": brief}, run)
        choice = routes["strategy"].recommended
        await given.ainvoke(Command(resume={"default": "approve", "choice": choice}), run)
        return await given.ainvoke(Command(resume={"default": "approve", "by": "Ana"}), run)

    campaign = asyncio.run(serve())["campaign"]

    assert len(campaign.deck.variants) == 6
    assert [gate.answer.by for gate in campaign.gates] == ["", ""], "JSON names nobody"


def test_without_a_brand_the_server_says_what_to_set() -> None:
    """One clear line."""
    forget()
    with pytest.raises(ConfigError, match="set CREATIVE_AGENTS_BRAND to a brand folder"):
        asyncio.run(served.create_served_campaign())


@pytest.mark.usefixtures("settings")
def test_the_servers_checkpointer_is_ours_and_of_the_same_file() -> None:
    """It reads our nouns back and no other type."""
    kept = asyncio.run(served.create_served_checkpointer())

    assert isinstance(kept, SqliteCheckpointer)
    assert kept is served._store().checkpointer


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start `langgraph dev`, as a developer does, with a fake model behind it."""
    if reason := cannot_start():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("served")
    with FakeOpenAIServer() as model:
        settings = {
            "CREATIVE_AGENTS_BRAND": str(LARKWICK),
            "CREATIVE_AGENTS_MODEL": "openai:fake",
            "CREATIVE_AGENTS_BASE_URL": model.base_url,
            "CREATIVE_AGENTS_HOME": str(folder / "home"),
        }
        with langgraph_dev(folder, settings) as url:
            yield url


@pytest.fixture
def book(tmp_path_factory: pytest.TempPathFactory) -> Approvals:
    """Open the book of the server's file, as another process does."""
    folder = next(tmp_path_factory.getbasetemp().glob("served*"))
    return Approvals(next((folder / "home").rglob("*.sqlite")))


class Caller:
    """Somebody who talks to the server by its SDK."""

    def __init__(self, url: str) -> None:
        self.client = import_module("langgraph_sdk").get_client(url=url)
        self.thread = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()

    async def start(self) -> Any:
        """Start a run in a thread of its own; give what waits."""
        brief = load_brief(BRIEF, brand=load_brand(LARKWICK)).model_dump(mode="json")
        self.thread = (await self.client.threads.create())["thread_id"]
        return await self._waiting(input={"brief": brief})

    async def resume(self, reply: Any) -> Any:
        """Resume as a screen does, without an interrupt's id; give what waits then."""
        return await self._waiting(command={"resume": reply})

    async def resume_by_id(self, reply: Any) -> Any:
        """Resume the interrupt that the server lists for the thread."""
        listed = await self.client.threads.get(self.thread)
        (interrupts,) = listed["interrupts"].values()
        return await self.resume({interrupts[0]["id"]: reply})

    async def status(self) -> str:
        """Say how the server files the thread."""
        return str((await self.client.threads.get(self.thread))["status"])

    async def _waiting(self, **what: Any) -> Any:
        result = await self.client.runs.wait(self.thread, "campaign", **what)
        assert "__error__" not in result, result["__error__"]
        waiting = result.get("__interrupt__")
        return waiting[0]["value"]["creative_agents"] if waiting else result


APPROVE = {"decisions": [{"type": "approve"}]}


@pytest.mark.xdist_group("served")
def test_under_langgraph_dev_a_run_is_listed_and_resumed_by_id(address: str) -> None:
    """Started, interrupted, found among what waits, answered to its end, and nothing blocks."""

    async def go() -> Any:
        async with Caller(address) as caller:
            asked = await caller.start()
            waiting = await caller.client.threads.search(status="interrupted")
            assert caller.thread in [thread["thread_id"] for thread in waiting]
            assert asked["gate"] == "strategy"
            copy = await caller.resume_by_id(APPROVE)
            assert copy["gate"] == "copy"
            return await caller.resume_by_id([{"type": "accept", "args": None}])

    final = asyncio.run(go())

    assert final["status"] == "done"
    assert len(final["campaign"]["deck"]["variants"]) == 6


@pytest.mark.xdist_group("served")
def test_under_langgraph_dev_a_bad_answer_is_refused_and_the_question_waits(
    address: str, book: Approvals
) -> None:
    """The thread stays among what waits, with one line; the book still has it pending."""

    async def go() -> str:
        async with Caller(address) as caller:
            asked = await caller.start()
            wrong: tuple[Any, ...] = (
                7,
                "yes",
                [],
                {"default": "maybe"},
                {"default": "approve", "choice": "z"},
            )
            for bad in wrong:
                again = await caller.resume(bad)
                assert again["approval_id"] == asked["approval_id"]
                assert len(again["refused"].splitlines()) == 1
                assert await caller.status() == "interrupted"
            ignored = await caller.resume([{"type": "ignore", "args": None}])
            assert ignored["refused"] == ""
            return str(asked["approval_id"])

    assert book.show(asyncio.run(go())).waits


@pytest.mark.xdist_group("served")
def test_under_langgraph_dev_two_answers_at_once_are_one_decision(
    address: str, book: Approvals
) -> None:
    """One approves, one rejects; the book has the first, and the graph follows it."""

    async def go() -> tuple[str, str]:
        async with Caller(address) as caller:
            asked = await caller.start()
            replies = (APPROVE, "reject: not this quarter", APPROVE)
            await asyncio.gather(
                *(caller.resume(reply) for reply in replies), return_exceptions=True
            )
            return caller.thread, str(asked["approval_id"])

    thread, id = asyncio.run(go())
    kinds = [one.kind for one in book.events(run=thread, id=id)]

    assert kinds.count("decided") == 1
    assert book.show(id).status == "decided"


@pytest.mark.xdist_group("served")
def test_under_langgraph_dev_what_the_inbox_decided_counts(address: str, book: Approvals) -> None:
    """A rejection in another process ends the campaign, though a screen approves later."""

    async def go() -> Any:
        async with Caller(address) as caller:
            asked = await caller.start()
            book.decide(asked["approval_id"], {"default": "reject"}, person=Person(id="ana"))
            return await caller.resume(APPROVE)

    final = asyncio.run(go())

    assert final["status"] == "rejected"
    assert "campaign" not in final


@pytest.mark.xdist_group("served")
def test_under_langgraph_dev_nobody_is_taken_for_who_a_payload_says(
    address: str, book: Approvals
) -> None:
    """Without authentication the row says that nobody was."""

    async def go() -> str:
        async with Caller(address) as caller:
            asked = await caller.start()
            said = {"default": "approve", "choice": "a", "by": "The Director", "via": "policy"}
            await caller.resume(said)
            return str(asked["approval_id"])

    row = book.show(asyncio.run(go()))

    assert row.answer is not None
    assert (row.answer.by, row.answer.via, row.authenticated) == ("", "graph", False)
