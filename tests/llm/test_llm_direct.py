import asyncio
import gzip
import json
from typing import Any

import httpx2
import openai
import pytest
from llm_agents import Reading, openai_at, reader
from llm_loopback import GOOD, Turn, loopback, ok

from creative_agents.llm.direct import address_of, send
from creative_agents.llm.models import create_chat_model
from creative_agents.llm.transport import shared_client

ASK = Reading(language="fr")

_OWN = {"accept-encoding", "content-length", "host", "connection"}
"""What the connection decides, and not the caller."""


def client_at(url: str, **options: Any) -> openai.AsyncOpenAI:
    """A client as a model of ours has it."""
    return openai.AsyncOpenAI(
        api_key="sk-secret",
        base_url=url,
        max_retries=0,
        http_client=shared_client(),
        **options,
    )


async def ask_the_usual_way(url: str) -> None:
    """The same model, with a client of the caller's own, which sends by itself."""
    async with httpx2.AsyncClient() as client:
        model = create_chat_model(
            "openai:gpt-4o-mini", base_url=url, api_key="sk-secret", http_async_client=client
        )
        await reader(model).ainvoke(ASK)


def test_the_service_sees_the_headers_that_the_client_sends() -> None:
    """Key, agent and platform are the client's, letter for letter."""
    with loopback(ok(), ok()) as server:
        reader(openai_at(server.url)).invoke(ASK)
        asyncio.run(ask_the_usual_way(server.url))
    ours, usual = (
        {name.lower(): value for name, value in seen.items() if name.lower() not in _OWN}
        for seen in server.headers
    )
    missing = usual.keys() - ours.keys()
    assert missing <= {"x-stainless-retry-count", "x-stainless-read-timeout"}
    assert {name: usual[name] for name in ours.keys() & usual.keys()} == ours
    assert ours["authorization"] == "Bearer sk-secret"


def test_the_body_is_the_same_json() -> None:
    """Accents and all, what is sent does not depend on the way."""
    with loopback(ok(), ok()) as server:
        reader(openai_at(server.url)).invoke(ASK)
        asyncio.run(ask_the_usual_way(server.url))
    assert server.bodies[0] == server.bodies[1]


def test_a_compressed_answer_is_read() -> None:
    """A service that compresses is understood."""
    message = {"role": "assistant", "content": json.dumps(GOOD)}
    body = json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]})
    packed = Turn(body=gzip.compress(body.encode()), headers={"content-encoding": "gzip"})
    with loopback(packed) as server:
        answer = reader(openai_at(server.url)).invoke(ASK)
    assert answer.understood == GOOD["understood"]


def test_a_redirection_is_left_to_the_client() -> None:
    """It follows, and the key does not travel to another host unless it would send it there."""
    with loopback(ok()) as target:
        moved = Turn(status=307, headers={"location": f"{target.url}/chat/completions"})
        with loopback(moved, moved) as server:
            answer = reader(openai_at(server.url)).invoke(ASK)
    assert answer.next_action == GOOD["next_action"]
    assert len(target.bodies) == 1


async def _raised(url: str) -> openai.APIStatusError:
    address = address_of(client_at(url))
    assert address is not None
    with pytest.raises(openai.APIStatusError, match="Error code") as caught:
        await send(address, {"model": "m", "messages": []})
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, openai.BadRequestError),
        (401, openai.AuthenticationError),
        (403, openai.PermissionDeniedError),
        (404, openai.NotFoundError),
        (409, openai.ConflictError),
        (418, openai.APIStatusError),
        (422, openai.UnprocessableEntityError),
        (429, openai.RateLimitError),
        (500, openai.InternalServerError),
        (529, openai.InternalServerError),
    ],
)
def test_a_status_raises_what_the_client_raises(
    status: int, kind: type[openai.APIStatusError]
) -> None:
    """The same class, message, code and body, so that every caller understands it."""
    told = json.dumps({"error": {"message": "no", "code": "c", "type": "t", "param": None}})
    turn = Turn(status=status, body=told.encode())
    with loopback(turn, turn) as server:
        ours = asyncio.run(_raised(server.url))
        usual = asyncio.run(_refused(server.url))
    assert type(ours) is type(usual) is kind
    assert (str(ours), ours.code, ours.body) == (str(usual), usual.code, usual.body)


async def _refused(url: str) -> openai.APIStatusError:
    with pytest.raises(openai.APIStatusError, match="Error code") as caught:
        await client_at(url).chat.completions.create(model="m", messages=[])
    return caught.value


def test_a_client_that_adds_to_each_url_sends_by_itself() -> None:
    """A default query is not lost: there is no address to send to directly."""
    assert address_of(client_at("http://127.0.0.1:1/v1", default_query={"v": "1"})) is None


def test_the_key_is_not_shown() -> None:
    """What a debugger prints of an address has no header in it."""
    assert "secret" not in repr(address_of(client_at("http://127.0.0.1:1/v1")))
