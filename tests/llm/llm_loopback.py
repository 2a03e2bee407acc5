"""A server on the loopback that speaks OpenAI's chat API and fails on order."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

GOOD = {
    "understood": "A quiet room by the sea.",
    "recalled_brand": "Marée",
    "barrier": "",
    "question": "",
    "jarring": "",
    "next_action": "save",
    "outside": "",
}
"""A valid reaction."""


@dataclass(frozen=True)
class Turn:
    """How the server treats one request."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content: str | None = None
    finish: str = "stop"
    refusal: str | None = None
    body: bytes | None = None
    reset: bool = False
    drip: bool = False
    seconds: float = 0.0


def ok(**changes: object) -> Turn:
    """A valid answer, with some of its fields changed."""
    return Turn(content=json.dumps({**GOOD, **changes}))


@dataclass
class Loopback:
    """What the server was told and what it saw."""

    url: str
    turns: list[Turn] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answered: int = 0
    connections: int = 0
    in_flight: int = 0
    most: int = 0
    choose: Callable[[dict[str, Any]], Turn] | None = None

    def turn(self, body: dict[str, Any]) -> Turn:
        """Say how to treat a request: as ordered, else well."""
        if self.choose is not None:
            return self.choose(body)
        return self.turns.pop(0) if self.turns else ok()


@contextmanager
def loopback(*turns: Turn) -> Iterator[Loopback]:
    """Run the server in a thread of its own."""
    ready: list[tuple[Loopback, asyncio.AbstractEventLoop, asyncio.Event]] = []
    started = threading.Event()

    async def main() -> None:
        stop = asyncio.Event()
        state = Loopback(url="", turns=list(turns))
        writers: list[asyncio.StreamWriter] = []

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.append(writer)
            await _connection(state, reader, writer)

        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        state.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        ready.append((state, asyncio.get_running_loop(), stop))
        started.set()
        await stop.wait()
        server.close()
        for writer in writers:
            writer.close()

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    started.wait()
    state, loop, stop = ready[0]
    try:
        yield state
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


async def _connection(
    state: Loopback, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    state.connections += 1
    try:
        await _serve(state, reader, writer)
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
        writer.close()


async def _serve(
    state: Loopback, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while True:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        pairs = (line.split(":", 1) for line in head[1:] if ":" in line)
        headers = {name.lower(): value.strip() for name, value in pairs}
        body = json.loads(await reader.readexactly(int(headers.get("content-length", "0"))))
        state.bodies.append(body)
        state.headers.append(headers)
        turn = state.turn(body)
        state.in_flight += 1
        state.most = max(state.most, state.in_flight)
        try:
            await asyncio.sleep(turn.seconds)
            if turn.reset:
                writer.transport.abort()
                return
            await _answer(turn, writer, stream=bool(body.get("stream")))
            state.answered += turn.status == 200
        finally:
            state.in_flight -= 1


async def _answer(turn: Turn, writer: asyncio.StreamWriter, *, stream: bool) -> None:
    payload = _events(turn) if stream else _payload(turn)
    kind = "text/event-stream" if stream else "application/json"
    extra = "".join(f"{name}: {value}\r\n" for name, value in turn.headers.items())
    writer.write(
        f"HTTP/1.1 {turn.status} X\r\ncontent-type: {kind}\r\n"
        f"content-length: {len(payload)}\r\n{extra}\r\n".encode()
    )
    if turn.drip:
        for byte in payload:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)
    writer.write(payload)
    await writer.drain()


def _payload(turn: Turn) -> bytes:
    if turn.body is not None:
        return turn.body
    if turn.status != 200:
        return json.dumps({"error": {"message": "failed on order", "code": None}}).encode()
    message = {"role": "assistant", "content": turn.content, "refusal": turn.refusal}
    return json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "gpt-4o-mini-2024-07-18",
            "choices": [{"index": 0, "message": message, "finish_reason": turn.finish}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
    ).encode()


def _events(turn: Turn) -> bytes:
    text = turn.content or ""
    pieces: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]}
        for piece in (text[:10], text[10:])
    ]
    pieces.append({"choices": [{"index": 0, "delta": {}, "finish_reason": turn.finish}]})
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    pieces.append({"choices": [], "usage": usage})
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "gpt-4o-mini"}
    lines = [f"data: {json.dumps({**head, **piece})}\n\n" for piece in pieces]
    return ("".join(lines) + "data: [DONE]\n\n").encode()
