import asyncio
import gc
import json
from typing import Any

import httpx2
import pytest
from llm_agents import Reading, openai_at, reader
from llm_loopback import GOOD, Turn, loopback, ok

from creative_agents.errors import ModelAnswerError, ModelRefusedError, ModelUnavailableError
from creative_agents.llm.models import create_chat_model
from creative_agents.llm.run import Run, activate

ASK = Reading(language="en")


def test_schema_is_sent_raw_and_strict() -> None:
    """The body carries the strict schema, the model and the messages, and nothing of LangChain."""
    with loopback() as server:
        answer = reader(openai_at(server.url), temperature=0.3, max_output_tokens=77).invoke(ASK)
    assert answer.understood == GOOD["understood"]
    body = server.bodies[0]
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["model"] == "gpt-4o-mini"
    assert body["temperature"] == 0.3
    assert body["max_completion_tokens"] == 77
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    "fault",
    [
        Turn(status=429, headers={"retry-after": "0"}),
        Turn(status=500),
        Turn(status=503),
        Turn(reset=True),
        Turn(body=b"<html>busy</html>"),
        Turn(body=b'{"choices": null}'),
        Turn(body=b'{"choices": [{"index": 0, "message": null}]}'),
        Turn(body=b'{"choices": ["yes"]}'),
    ],
    ids=["429", "500", "503", "reset", "not json", "no choices", "no message", "no choice"],
)
def test_a_transport_failure_is_tried_again(fault: Turn) -> None:
    """One failure of the service costs one retry, counted, and one finished call."""
    run = Run("r")
    with loopback(fault, ok()) as server, activate(run):
        reader(openai_at(server.url)).invoke(ASK)
    assert len(server.bodies) == 2
    assert (run.cost().calls, run.cost().retries) == (1, 1)


def test_retry_after_is_honoured() -> None:
    """The second try does not come before the time that the service asked for."""
    times: list[float] = []
    with loopback(Turn(status=429, headers={"retry-after": "0.4"}), ok()) as server:
        before = server.turn

        def note(body: dict[str, Any]) -> Turn:
            times.append(asyncio.get_running_loop().time())
            server.choose = None
            turn = before(body)
            server.choose = note
            return turn

        server.choose = note
        reader(openai_at(server.url)).invoke(ASK)
    assert times[1] - times[0] >= 0.4


def test_a_slow_drip_ends_at_the_time_limit() -> None:
    """A service that sends a byte now and then is given up at the limit of the whole call."""
    with loopback(Turn(content=json.dumps(GOOD), drip=True), ok()) as server:
        answer = reader(openai_at(server.url, timeout=0.5)).invoke(ASK)
        assert answer.next_action == "save"
    assert len(server.bodies) == 2


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (Turn(content='{"understood": "cut'), "JSON"),
        (Turn(content='{"other": 1}'), "understood"),
        (Turn(content=""), "empty"),
        (Turn(content=json.dumps(GOOD), finish="length"), "cut at its length"),
    ],
    ids=["broken JSON", "wrong schema", "empty", "truncation"],
)
def test_a_bad_answer_is_asked_again_once(bad: Turn, said: str) -> None:
    """A bad answer is one finished call, and its re-ask carries what was wrong with it."""
    run = Run("r")
    with loopback(bad, ok()) as server, activate(run):
        reader(openai_at(server.url)).invoke(ASK)
    assert said in server.bodies[1]["messages"][-1]["content"]
    assert run.cost().calls == 2
    assert run.records()[1].outcome == "repaired"


def test_two_bad_answers_end_in_one_line() -> None:
    """After the repair failed too, the error is one line that says what was wrong."""
    with (
        loopback(Turn(content="no"), Turn(content="still no")) as server,
        pytest.raises(ModelAnswerError, match=r"persona: .* no usable answer, twice") as caught,
    ):
        reader(openai_at(server.url)).invoke(ASK)
    assert "\n" not in str(caught.value)
    assert len(server.bodies) == 2


def test_a_refusal_is_not_argued_with() -> None:
    """A refusal is raised at once, with what the model said."""
    with (
        loopback(Turn(refusal="I cannot help with that.")) as server,
        pytest.raises(ModelRefusedError, match="I cannot help with that"),
    ):
        reader(openai_at(server.url)).invoke(ASK)
    assert len(server.bodies) == 1


@pytest.mark.parametrize(
    ("status", "line"),
    [(401, "refused the key"), (404, "does not know this model"), (400, "refused the request")],
)
def test_a_useless_retry_is_not_made(status: int, line: str) -> None:
    """A refused key, an unknown model and an invalid request are raised after one call."""
    with (
        loopback(Turn(status=status)) as server,
        pytest.raises(ModelUnavailableError, match=line),
    ):
        reader(openai_at(server.url)).invoke(ASK)
    assert len(server.bodies) == 1


def test_no_credit_left_is_not_retried() -> None:
    """OpenAI's 429 for an empty account is told apart from a rate limit."""
    body = json.dumps({"error": {"message": "quota", "code": "insufficient_quota"}}).encode()
    with (
        loopback(Turn(status=429, body=body)) as server,
        pytest.raises(ModelUnavailableError, match="no credit left"),
    ):
        reader(openai_at(server.url)).invoke(ASK)
    assert len(server.bodies) == 1


def test_a_dead_server_is_one_line() -> None:
    """A server that does not listen ends in one line that says what to check."""
    with loopback() as server:
        url = server.url
    with pytest.raises(ModelUnavailableError, match="could not be reached: check") as caught:
        reader(openai_at(url)).invoke(ASK)
    assert "\n" not in str(caught.value)


def test_several_event_loops_share_a_model() -> None:
    """One model answers in several asyncio.run calls and on the background loop."""
    with loopback() as server:
        agent = reader(openai_at(server.url))
        for candidate in range(3):
            asyncio.run(agent.ainvoke(Reading(language="en", candidate=candidate)))
        agent.invoke(ASK)
        agent.invoke(ASK)
        gc.collect()  # a session left open would warn here, and warnings are errors
    assert len(server.bodies) == 5
    assert server.connections == 4


def test_tokens_stream_to_a_callback() -> None:
    """A caller who listens to events sees the tokens, and the answer is the same."""

    async def events() -> list[str]:
        agent = reader(openai_at(server.url))
        return [
            event["data"]["chunk"].text
            async for event in agent.astream_events(ASK, version="v2")
            if event["event"] == "on_chat_model_stream"
        ]

    with loopback() as server:
        assert json.loads("".join(asyncio.run(events()))) == GOOD
    assert server.bodies[0]["stream"] is True


def test_streamed_usage_is_recorded() -> None:
    """Tokens of a streamed answer are counted as well."""
    run = Run("r")

    async def listen() -> None:
        with activate(run):
            async for _ in reader(openai_at(server.url)).astream_events(ASK, version="v2"):
                pass

    with loopback() as server:
        asyncio.run(listen())
    assert run.cost().usage.input_tokens == 100


def test_max_concurrency_caps_the_calls() -> None:
    """No more calls than the cap are at the server at once."""
    with loopback() as server:
        server.choose = lambda _: Turn(content=json.dumps(GOOD), seconds=0.05)
        asks = [Reading(language="en", candidate=number) for number in range(6)]
        reader(openai_at(server.url, max_concurrency=2)).batch(asks)
    assert server.most == 2


def test_a_client_of_the_callers_is_used(httpx2_mock: Any) -> None:
    """With a client of one's own, calls go through it and can be intercepted."""
    message = {"role": "assistant", "content": json.dumps(GOOD)}
    route = httpx2_mock.post("https://api.openai.com/v1/chat/completions").respond(
        json={"model": "gpt-4o-mini", "choices": [{"message": message, "index": 0}]}
    )

    async def ask() -> str:
        async with httpx2.AsyncClient() as client:
            model = create_chat_model("openai:gpt-4o-mini", api_key="k", http_async_client=client)
            return (await reader(model).ainvoke(ASK)).next_action

    assert asyncio.run(ask()) == "save"
    assert route.called
