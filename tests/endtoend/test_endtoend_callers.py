"""Sync and async callers, and a user's model that knows only one of both."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, Final

import pytest
from campaign_house import NOW, make_brand, make_brief
from endtoend_jobs import CALLS, approval, result
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langgraph.types import Command

from creative_agents.domain.campaign import Campaign
from creative_agents.graphs.campaign import create_campaign_graph, create_campaign_nodes
from creative_agents.graphs.runner import CampaignRunner
from creative_agents.graphs.store import RunStore
from creative_agents.llm.models import create_chat_model
from creative_agents.testing.approver import ScriptedApprover
from creative_agents.testing.department import department_answers
from creative_agents.testing.server import FakeOpenAIServer

CONFIG: Final[Any] = {"configurable": {"thread_id": "winter"}}


TITLES: Final = {
    "questions": "Challenge",
    "routes": "Strategy",
    "claims_used": "Copy_x_post",
    "remarks": "Judgements",
    "jarring": "Reaction",
    "order": "Ranking",
}
"""By a property that it alone has: the title that makes an answer up."""


class SyncOnlyModel(BaseChatModel):
    """A user's own model: it has `_generate` and nothing else; it is told the schema in words."""

    @property
    def _llm_type(self) -> str:
        return "sync-only"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        _, _, shown = messages[0].text.rpartition("JSON schema and nothing else:\n")
        schema = json.loads(shown)
        title = next(TITLES[name] for name in schema["properties"] if name in TITLES)
        answer = department_answers()(messages, {**schema, "title": title})
        message = AIMessage(json.dumps(answer))
        return ChatResult(generations=[ChatGeneration(message=message)])


def graph_of(model: BaseChatModel) -> Any:
    """Compile a campaign on a model."""
    return create_campaign_graph(
        model, brand=make_brand(), store=RunStore.in_memory(), clock=lambda: NOW
    )


def invoke(model: BaseChatModel) -> Campaign:
    """Run a campaign by the sync interface."""
    graph, approver = graph_of(model), ScriptedApprover.approve_all()
    state = graph.invoke({"brief": make_brief()}, CONFIG)
    while waiting := state.get("__interrupt__"):
        state = graph.invoke(Command(resume=approver.answer(waiting[0].value)), CONFIG)
    campaign: Campaign = state["campaign"]
    return campaign


async def ainvoke(model: BaseChatModel) -> Campaign:
    """Run a campaign by the async interface."""
    graph, approver = graph_of(model), ScriptedApprover.approve_all()
    state = await graph.ainvoke({"brief": make_brief()}, CONFIG)
    while waiting := state.get("__interrupt__"):
        state = await graph.ainvoke(Command(resume=approver.answer(waiting[0].value)), CONFIG)
    campaign: Campaign = state["campaign"]
    return campaign


def invoke_in_a_notebook(model: BaseChatModel) -> Campaign:
    """Call the sync interface from code that runs inside a loop, as a notebook's cell does."""

    async def cell() -> Campaign:
        return invoke(model)

    return asyncio.run(cell())


def stream(model: BaseChatModel) -> Campaign:
    """Run a campaign by the sync stream."""
    graph, approver = graph_of(model), ScriptedApprover.approve_all()
    what: Any = {"brief": make_brief()}
    steps: list[str] = []
    while what is not None:
        for mode, event in graph.stream(what, CONFIG, stream_mode=["custom", "updates"]):
            what = None
            if mode == "custom":
                steps.append(event.step)
            elif waiting := event.get("__interrupt__"):
                what = Command(resume=approver.answer(waiting[0].value))
    assert steps[0] == "read_brief"
    assert steps[-1] == "deliver"
    campaign: Campaign = graph.get_state(CONFIG).values["campaign"]
    return campaign


def runner_in_a_notebook(model: BaseChatModel) -> Campaign:
    """Call the sync runner from code that runs inside a loop."""

    async def cell() -> Campaign:
        nodes = create_campaign_nodes(
            model, brand=make_brand(), store=RunStore.in_memory(), clock=lambda: NOW
        )
        runner = CampaignRunner(nodes)
        standing = runner.start(make_brief(), "winter")
        while standing.question is not None:
            standing = runner.answer("winter", approval(standing.question))
        assert standing.campaign is not None
        return standing.campaign

    return asyncio.run(cell())


WAYS: Final[dict[str, Callable[[BaseChatModel], Campaign]]] = {
    "invoke": invoke,
    "ainvoke": lambda model: asyncio.run(ainvoke(model)),
    "invoke in a notebook": invoke_in_a_notebook,
    "stream": stream,
    "runner in a notebook": runner_in_a_notebook,
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_calling_gives_the_same_campaign(way: str) -> None:
    """Over HTTP, from sync code, async code and a notebook's cell."""
    with FakeOpenAIServer() as server:
        model = create_chat_model("openai:fake", base_url=server.base_url, api_key="none")
        expected, campaign = invoke(model), WAYS[way](model)

    assert result(campaign) == result(expected)
    assert campaign.cost.calls == sum(CALLS.values())


@pytest.mark.parametrize("way", WAYS)
def test_a_users_sync_only_model_runs_a_whole_campaign(way: str) -> None:
    """A model without async code and without structured output, by every way of calling."""
    campaign = WAYS[way](SyncOnlyModel())

    assert len(campaign.deck.variants) == 4
    assert len(campaign.reactions) == 8
    assert campaign.cost.calls == sum(CALLS.values())
