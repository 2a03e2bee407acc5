import asyncio
import json
import socket
import time
import urllib.request
from typing import Any

import openai
import pytest
from langchain_openai import ChatOpenAI

from creative_agents.domain.persona import Reaction
from creative_agents.domain.review import Kept
from creative_agents.testing.script import ScriptError
from creative_agents.testing.server import FakeOpenAIServer

REACTION = {
    "type": "json_schema",
    "json_schema": {"name": "Reaction", "schema": Reaction.model_json_schema(), "strict": True},
}


def ask(server: FakeOpenAIServer, text: str = "What do you think?", **options: Any) -> Any:
    """Ask one question with the openai client, without retries."""
    with openai.OpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
        return client.chat.completions.create(
            model="fake", messages=[{"role": "user", "content": text}], **options
        )


def chat_model(server: FakeOpenAIServer) -> ChatOpenAI:
    """A LangChain model that talks to the server."""
    return ChatOpenAI(base_url=server.base_url, api_key=lambda: "none", model="fake", max_retries=0)


def get(server: FakeOpenAIServer, path: str, body: bytes | None = None) -> Any:
    """Read one of the server's own addresses."""
    with urllib.request.urlopen(server.root_url + path, data=body, timeout=5) as response:
        return json.load(response)


def test_an_answer_fits_the_schema_that_was_asked_for() -> None:
    """The openai client gets made-up JSON of the schema, with usage."""
    with FakeOpenAIServer() as server:
        answer = ask(server, response_format=REACTION)
    Reaction.model_validate_json(answer.choices[0].message.content)
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens == server.stats.input_tokens + server.stats.output_tokens


def test_the_same_question_has_the_same_answer() -> None:
    """Two calls with one body get one text, and are told apart from work paid twice by the run."""
    with FakeOpenAIServer() as server:
        first = ask(server, response_format=REACTION, user="run-1")
        second = ask(server, response_format=REACTION, user="run-1")
        third = ask(server, "And now?", response_format=REACTION, user="run-1")
    said = [answer.choices[0].message.content for answer in (first, second, third)]
    assert said[0] == said[1] != said[2]
    assert server.stats.repeated == 1


def test_a_run_has_an_address_of_its_own() -> None:
    """Clients of different addresses are counted as different runs, whatever they send."""
    with FakeOpenAIServer() as server:
        for run in ("r1", "r2", "r2"):
            with openai.OpenAI(base_url=server.url_of(run), api_key="none") as client:
                client.chat.completions.create(
                    model="fake", messages=[{"role": "user", "content": "go"}]
                )
    assert {run: timing.calls for run, timing in server.runs.items()} == {"r1": 1, "r2": 2}
    assert server.stats.repeated == 1


@pytest.mark.parametrize("where", ["header", "metadata", "user"])
def test_runs_are_told_apart(where: str) -> None:
    """A run is named by a header, by the metadata or by the user."""
    options: dict[str, dict[str, Any]] = {
        "header": {"extra_headers": {"x-run-id": "r1"}},
        "metadata": {"metadata": {"run_id": "r1"}},
        "user": {"user": "r1"},
    }
    with FakeOpenAIServer() as server:
        ask(server, **options[where])
        ask(server, user="r2")
    assert set(server.runs) == {"r1", "r2"}
    assert server.stats.repeated == 0


def test_langchain_gets_structured_output() -> None:
    """ChatOpenAI with a pydantic class works against the server, sync and async."""
    with FakeOpenAIServer() as server:
        model = chat_model(server).with_structured_output(Reaction)
        assert isinstance(model.invoke("What do you think?"), Reaction)
        assert isinstance(asyncio.run(model.ainvoke("And now?")), Reaction)
    assert [exchange.title for exchange in server.exchanges] == ["Reaction", "Reaction"]


def test_langchain_can_stream() -> None:
    """Streamed chunks add up to the text, and usage comes when it is asked for."""
    with FakeOpenAIServer(["un deux trois quatre cinq six sept"]) as server:
        chunks = list(chat_model(server).stream("go", stream_usage=True))
    assert "".join(chunk.text for chunk in chunks) == "un deux trois quatre cinq six sept"
    assert sum(chunk.usage_metadata is not None for chunk in chunks) == 1
    assert len(chunks) > 2


def test_an_async_client_can_stream() -> None:
    """The async openai client reads the same text as events."""

    async def collect(server: FakeOpenAIServer) -> str:
        async with openai.AsyncOpenAI(base_url=server.base_url, api_key="none") as client:
            stream = await client.chat.completions.create(
                model="fake", messages=[{"role": "user", "content": "go"}], stream=True
            )
            return "".join([event.choices[0].delta.content or "" async for event in stream])

    with FakeOpenAIServer(["À bientôt, dit-elle"]) as server:
        assert asyncio.run(collect(server)) == "À bientôt, dit-elle"


def test_answers_can_be_scripted_by_title() -> None:
    """A mapping answers by the title of the schema, in order."""
    note = Kept(quote="Une lampe", why="court")
    with FakeOpenAIServer({"Reaction": [{"understood": "a lamp"}, note]}) as server:
        first = ask(server, response_format=REACTION)
        second = ask(server, response_format=REACTION)
    assert json.loads(first.choices[0].message.content) == {"understood": "a lamp"}
    assert json.loads(second.choices[0].message.content) == note.model_dump()


def test_a_callable_sees_the_request() -> None:
    """A callable gets the messages as they stand in the body, and the schema."""
    with FakeOpenAIServer(lambda messages, schema: f"{messages[0]['content']} {schema}") as server:
        assert ask(server, "vélo").choices[0].message.content == "vélo None"


def test_a_call_that_nobody_scripted_fails_the_block() -> None:
    """One call too many is an error for the client, and for the test if the client hides it."""

    def hide_the_error() -> None:
        with FakeOpenAIServer(["only one"]) as server:
            ask(server)
            with pytest.raises(openai.BadRequestError, match="asked for call 2"):
                ask(server)

    with pytest.raises(ScriptError, match="asked for call 2, 1 answers"):
        hide_the_error()


def test_an_error_in_a_callable_fails_the_block() -> None:
    """A callable that raises cuts the connection, and its error comes out of the block."""

    def hide_the_error() -> None:
        with FakeOpenAIServer(lambda _messages, _schema: 1 / 0) as server:
            lost = pytest.raises(openai.APIConnectionError, match="Connection error")
            with lost:
                ask(server)

    with pytest.raises(ZeroDivisionError, match="division by zero"):
        hide_the_error()


def test_the_block_does_not_hide_its_own_error() -> None:
    """An error inside the block comes out, even when the script failed too."""
    failing = pytest.raises(openai.BadRequestError, match="0 answers were scripted")
    with failing, FakeOpenAIServer([]) as server:
        ask(server)


def test_latency_is_kept_and_calls_run_side_by_side() -> None:
    """Twenty calls at once of 100 ms each take little more than one, and are counted."""

    async def fan_out(server: FakeOpenAIServer) -> None:
        async with openai.AsyncOpenAI(base_url=server.base_url, api_key="none") as client:
            await asyncio.gather(
                *(
                    client.chat.completions.create(
                        model="fake", messages=[{"role": "user", "content": f"{number}"}]
                    )
                    for number in range(20)
                )
            )

    with FakeOpenAIServer(latency_seconds=0.1) as server:
        asyncio.run(fan_out(server))
    assert server.stats.max_in_flight == 20
    assert server.stats.connections == 20
    assert 0.1 <= server.runs[""].critical_path_seconds < 2.0


def test_the_critical_path_of_a_run_is_measured() -> None:
    """Two calls one after the other of 50 ms each make a path of 100 ms."""
    with FakeOpenAIServer(latency_seconds=0.05) as server:
        ask(server, "one", user="r")
        ask(server, "two", user="r")
    timing = server.runs["r"]
    assert (timing.calls, timing.chain) == (2, 2)
    assert 0.1 <= timing.critical_path_seconds <= timing.span_seconds


def test_its_own_addresses_answer() -> None:
    """Health, models, stats and exchanges can be read by any client."""
    with FakeOpenAIServer() as server:
        ask(server, "hello", user="r")
        assert get(server, "/health") == {"status": "ok"}
        assert get(server, "/v1/models")["data"][0]["id"] == "fake"
        assert get(server, "/stats")["runs"]["r"]["calls"] == 1
        assert get(server, "/exchanges")[0]["body"]["messages"][0]["content"] == "hello"


def test_settings_change_while_it_runs() -> None:
    """Latency and faults can be set by a request, and counts put back to zero."""
    with FakeOpenAIServer() as server:
        get(server, "/settings", b'{"latency_seconds": 0.05, "faults": {"server_error": 1}}')
        started = time.monotonic()
        with pytest.raises(openai.InternalServerError, match="fallen over"):
            ask(server)
        assert time.monotonic() - started >= 0.05
        get(server, "/reset", b"")
        assert server.stats.requests == 0


def test_an_unknown_address_is_not_found() -> None:
    """An address that the server does not have is a 404 with the address in it."""
    with FakeOpenAIServer() as server:
        client = openai.OpenAI(base_url=server.base_url, api_key="none", max_retries=0)
        with client, pytest.raises(openai.NotFoundError, match="/v1/embeddings"):
            client.embeddings.create(model="fake", input="a")


@pytest.mark.parametrize(
    ("head", "body", "status"),
    [
        (b"Content-Length: 3", b"{no", b"400"),
        (b"Content-Length: 2", b"{}", b"400"),
        (b"Transfer-Encoding: chunked", b"0\r\n\r\n", b"411"),
    ],
)
def test_a_request_that_it_cannot_read_is_refused(head: bytes, body: bytes, status: bytes) -> None:
    """Broken JSON and chunked bodies get a status and no silence."""
    with FakeOpenAIServer() as server:
        port = int(server.root_url.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as peer:
            first = b"POST /v1/chat/completions HTTP/1.1\r\n"
            peer.sendall(first + head + b"\r\n\r\n" + body)
            assert peer.recv(400).split()[1] == status


def test_a_request_in_two_parts_is_put_together() -> None:
    """A body that arrives in pieces is read whole, and two requests in one packet both count."""
    request = b"GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
    with FakeOpenAIServer() as server:
        port = int(server.root_url.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as peer:
            peer.sendall(request[:30])
            time.sleep(0.02)
            peer.sendall(request[30:] + request)
            received = b""
            while received.count(b'{"status": "ok"}') < 2:
                received += peer.recv(1000)
    assert received.count(b"HTTP/1.1 200 OK") == 2


def test_old_exchanges_are_forgotten_and_counts_are_not() -> None:
    """The log is bounded; the counts are exact."""
    with FakeOpenAIServer(keep=2) as server:
        for number in range(3):
            ask(server, str(number))
    assert len(server.exchanges) == 2
    assert server.stats.requests == server.stats.good == 3


def test_a_client_that_goes_away_is_counted() -> None:
    """A response that finds no client is counted as abandoned, and not as an answer."""
    with FakeOpenAIServer(latency_seconds=0.2) as server:
        client = openai.OpenAI(base_url=server.base_url, api_key="n", max_retries=0, timeout=0.05)
        with client, pytest.raises(openai.APITimeoutError, match="timed out"):
            client.chat.completions.create(model="f", messages=[{"role": "user", "content": "a"}])
        time.sleep(0.3)
        assert (server.stats.abandoned, server.stats.answered) == (1, 0)


def test_a_taken_port_is_an_error_at_the_start() -> None:
    """Starting on a port that is in use fails at once."""
    with FakeOpenAIServer() as server:
        port = int(server.root_url.rsplit(":", 1)[1])
        with pytest.raises(OSError, match="address already in use"):
            FakeOpenAIServer(port=port).start()


def test_a_server_that_never_started_says_so() -> None:
    """Reading counts before the block is an error with the way out."""
    with pytest.raises(RuntimeError, match="use it in a with block"):
        _ = FakeOpenAIServer().stats
