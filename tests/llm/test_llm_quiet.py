import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.caches import InMemoryCache
from langchain_core.callbacks import (
    AsyncCallbackManager,
    BaseCallbackHandler,
    get_usage_metadata_callback,
)
from langchain_core.globals import get_llm_cache, set_llm_cache
from langchain_core.messages import BaseMessage, HumanMessage
from langchain_core.outputs import ChatResult
from langchain_core.rate_limiters import InMemoryRateLimiter
from langchain_core.runnables import RunnableConfig
from llm_agents import Reading, openai_at, reader
from llm_loopback import GOOD, Loopback, Turn, loopback
from pydantic import SecretStr

from creative_agents.llm.asking import reply_of
from creative_agents.llm.openai_chat import OpenAIChat

ASK = Reading(language="en")
HELLO: list[BaseMessage] = [HumanMessage("hello")]
MODEL = "gpt-4o-mini"


class Listener(BaseCallbackHandler):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def on_chain_start(self, *_: object, **kwargs: Any) -> None:
        """Note an agent."""
        self.told.append(kwargs["name"])

    def on_chat_model_start(self, *_: object, **kwargs: Any) -> None:
        """Note a model."""
        self.told.append(kwargs["invocation_params"]["model"])


def chat(server: Loopback, **settings: Any) -> OpenAIChat:
    """Make the model of a server."""
    model = openai_at(server.url)
    assert isinstance(model, OpenAIChat)
    return model.model_copy(update=settings)


def answer(message: dict[str, Any], **more: Any) -> Turn:
    """Answer with a message as it is."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", **message}}
    return Turn(body=json.dumps({"model": MODEL, "choices": [choice], **more}).encode())


USAGE = {"prompt_tokens": 7, "completion_tokens": 3, "prompt_tokens_details": {"cached_tokens": 5}}


@pytest.mark.parametrize(
    "turn",
    [
        answer({"content": "An été."}, usage=USAGE),
        answer({"content": "An été."}, usage=USAGE, service_tier="flex"),
        answer({"content": None, "refusal": "No."}),
        answer({"content": [{"type": "text", "text": "An "}, {"type": "text", "text": "été."}]}),
        answer({"content": ""}, usage={"prompt_tokens": 7, "completion_tokens": None}),
        answer({"content": [{"type": "refusal", "refusal": "No."}]}),
        Turn(body=b'{"choices": [{"message": {"role": "assistant", "content": "Hi"}}]}'),
        Turn(content="An ét", finish="length"),
    ],
    ids=["text", "tier", "refusal", "blocks", "empty", "refused in a block", "no model", "cut"],
)
def test_it_reads_an_answer_as_langchain_does(turn: Turn) -> None:
    """Whether somebody listens changes nothing of what is kept of an answer."""

    async def both(model: OpenAIChat) -> tuple[object, object]:
        return await model.quiet(HELLO), reply_of(await model.ainvoke(HELLO))

    with loopback(turn, turn) as server:
        quiet, heard = asyncio.run(both(chat(server)))
        assert server.bodies[0] == server.bodies[1]
    assert quiet == heard


@pytest.mark.parametrize(
    "settings",
    [
        lambda: {"cache": InMemoryCache()},
        lambda: {"rate_limiter": InMemoryRateLimiter(requests_per_second=100)},
        lambda: {"callbacks": [Listener()]},
        lambda: {"streaming": True},
        lambda: {"use_responses_api": True},
    ],
    ids=["cache", "rate limit", "callbacks", "streaming", "responses"],
)
def test_where_langchain_has_a_part_it_makes_the_call(
    settings: Callable[[], dict[str, Any]],
) -> None:
    """A cache, a rate limit and streaming are LangChain's work: nothing is sent past it."""
    with loopback() as server:
        assert asyncio.run(chat(server, **settings()).quiet(HELLO)) is None
    assert not server.bodies


class Guarded(OpenAIChat):
    """A model that looks at what it is about to send."""

    async def _agenerate(self, *args: Any, **kwargs: Any) -> ChatResult:
        """Look."""
        SEEN.append(str(args[0]))
        return await super()._agenerate(*args, **kwargs)


SEEN: list[str] = []


def test_a_model_of_somebody_elses_making_makes_its_own_calls() -> None:
    """What a subclass does on the way of a call is done."""
    with loopback() as server:
        mine = Guarded(base_url=server.url, api_key=SecretStr("k"), model=MODEL)
        asyncio.run(reader(mine).ainvoke(ASK))
    assert len(SEEN) == len(server.bodies) == 1


def test_a_cache_of_the_process_is_asked() -> None:
    """So does a cache that somebody set for every model."""
    before = get_llm_cache()
    set_llm_cache(InMemoryCache())
    try:
        with loopback() as server:
            assert asyncio.run(chat(server).quiet(HELLO)) is None
            assert asyncio.run(chat(server, cache=False).quiet(HELLO)) is not None
    finally:
        set_llm_cache(before)


def test_who_listens_in_a_graph_is_told() -> None:
    """An agent in a graph tells the graph's handlers of itself and of its model's call."""
    listener = Listener()
    manager = AsyncCallbackManager([])
    manager.add_handler(listener)
    config: RunnableConfig = {"callbacks": manager}
    with loopback() as server:
        asyncio.run(reader(chat(server)).ainvoke(ASK, config))
    assert listener.told == ["persona", MODEL]


def test_who_listens_to_a_block_of_code_is_told() -> None:
    """LangChain's own count of tokens works around an agent in a silent graph."""
    config: RunnableConfig = {"callbacks": AsyncCallbackManager([])}
    with loopback() as server, get_usage_metadata_callback() as counted:
        asyncio.run(reader(chat(server)).ainvoke(ASK, config))
    assert [used["input_tokens"] for used in counted.usage_metadata.values()] == [100]


def test_where_nobody_listens_the_answer_is_the_same() -> None:
    """Below a graph that nobody listens to, the run's name and id go nowhere and harm nothing."""
    config: RunnableConfig = {"callbacks": AsyncCallbackManager([]), "run_name": "mine"}
    with loopback() as server:
        said = asyncio.run(reader(chat(server)).ainvoke(ASK, config))
    assert said.understood == GOOD["understood"]
    assert len(server.bodies) == 1
