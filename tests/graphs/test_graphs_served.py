"""The campaign graph as a LangGraph server takes it."""

import asyncio
import json
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from creative_agents import load_brand, load_brief
from creative_agents.errors import ConfigError
from creative_agents.graphs import served
from creative_agents.graphs.checkpoints import serializer
from creative_agents.testing.server import FakeOpenAIServer

ROOT = Path(__file__).parents[2]
LARKWICK = ROOT / "examples" / "brands" / "larkwick"
BRIEF = ROOT / "examples" / "briefs" / "larkwick-bring-the-old-one.yml"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Name a brand and a model in the environment, as a server does."""
    served._campaign.cache_clear()
    with FakeOpenAIServer() as server:
        monkeypatch.setenv("CREATIVE_AGENTS_BRAND", str(LARKWICK))
        monkeypatch.setenv("CREATIVE_AGENTS_MODEL", "openai:fake")
        monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", server.base_url)
        yield
    served._campaign.cache_clear()


def test_langgraph_json_points_to_a_factory() -> None:
    """The file and the name in it exist."""
    config = json.loads((ROOT / "langgraph.json").read_text(encoding="utf-8"))
    path, name = config["graphs"]["campaign"].rsplit(":", 1)
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

    assert len(asyncio.run(serve())["campaign"].deck.variants) == 6


def test_without_a_brand_the_server_says_what_to_set() -> None:
    """One clear line."""
    served._campaign.cache_clear()
    with pytest.raises(ConfigError, match="set CREATIVE_AGENTS_BRAND to a brand folder"):
        asyncio.run(served.create_served_campaign())
