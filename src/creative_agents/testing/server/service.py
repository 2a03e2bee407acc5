"""The behaviour behind a fake server's addresses."""

import json
from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from creative_agents.testing.answers import MadeUp
from creative_agents.testing.department import department_answers
from creative_agents.testing.script import AnswerScript, AnswerSource, ScriptError
from creative_agents.testing.server.asked import Asked, digest_of, read
from creative_agents.testing.server.completion import Completion, error_body
from creative_agents.testing.server.faults import UNANSWERED, FaultName, Faults
from creative_agents.testing.server.http import HttpConnection, HttpRequest, head
from creative_agents.testing.server.traffic import Exchange, Traffic

_PIECES: Final = 8
_REMEMBERED: Final = 2_000
_COMPLETIONS: Final = "/v1/chat/completions"
_RUNS: Final = "/runs/"


@dataclass(slots=True)
class _Call:
    """A request for a completion that is under way."""

    connection: HttpConnection
    asked: Asked
    run: str
    attempt: int
    started: float
    fault: FaultName | None
    completion: Completion | None = None


class Service:
    """Answers requests, with latency and faults, and counts them. Lives on one event loop."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        *,
        answers: AnswerSource | None,
        latency_seconds: float,
        faults: Faults,
        keep: int,
    ) -> None:
        self.loop = loop
        self.latency_seconds = latency_seconds
        self.faults = faults
        self.traffic = Traffic(keep=keep)
        self.failures: list[BaseException] = []
        self.ordered: deque[FaultName | None] = deque()
        source = department_answers() if answers is None else answers
        self._made_up = source if isinstance(source, MadeUp) else None
        self._script = AnswerScript(source)
        self._known: dict[str, Asked] = {}
        self._routes: Mapping[tuple[str, str], Callable[[HttpRequest], object]] = {
            ("GET", "/health"): lambda _: {"status": "ok"},
            ("GET", "/v1/models"): lambda _: _MODELS,
            ("GET", "/stats"): lambda _: self.report(),
            ("GET", "/exchanges"): lambda _: [_shown(call) for call in self.traffic.exchanges],
            ("POST", "/reset"): lambda _: self.traffic.reset(),
            ("POST", "/settings"): lambda request: self.configure(json.loads(request.body)),
        }

    def report(self) -> dict[str, Any]:
        """Give the counts and each run's timing, as JSON has them."""
        runs = {run: asdict(timing) for run, timing in self.traffic.runs().items()}
        return asdict(self.traffic.stats()) | {"runs": runs}

    def configure(self, settings: Mapping[str, Any]) -> None:
        """Change latency and faults while the server runs.

        Args:
            settings: ``latency_seconds`` and ``faults``, both optional.
        """
        self.latency_seconds = float(settings.get("latency_seconds", self.latency_seconds))
        if "faults" in settings:
            self.faults = Faults.from_mapping(settings["faults"])

    def handle(self, request: HttpRequest, connection: HttpConnection) -> None:
        """Take one request."""
        if request.method == "POST" and request.path.endswith(_COMPLETIONS):
            self._complete(request, connection)
            return
        route = self._routes.get((request.method, request.path))
        if route is None:
            connection.reply(404, error_body(f"no such address: {request.path}", "not_found"))
            return
        connection.reply(200, json.dumps(route(request)).encode())

    def _complete(self, request: HttpRequest, connection: HttpConnection) -> None:
        try:
            asked = self._read(request.body)
        except ValueError as error:
            connection.reply(400, error_body(f"cannot read: {error}", "invalid_request_error"))
            return
        call = self._arrived(request, asked, connection)
        try:
            if call.fault not in UNANSWERED:
                call.completion = self._completion(call)
        except ScriptError as error:
            self.failures.append(error)
            connection.reply(400, error_body(str(error), "not_scripted"))
            self._ended(call, delivered=False)
            return
        if self.latency_seconds:
            self.loop.call_later(self.latency_seconds, self._respond, call)
        else:
            self._respond(call)

    def _read(self, raw: bytes) -> Asked:
        digest = digest_of(raw)
        if (known := self._known.get(digest)) is not None:
            return known
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[digest] = read(raw, digest)
        return self._known[digest]

    def _arrived(self, request: HttpRequest, asked: Asked, connection: HttpConnection) -> _Call:
        run, now = _run_of(request) or asked.run, self.loop.time()
        attempt = self.traffic.arrived(run, asked.digest, now)
        fault = (
            self.ordered.popleft() if self.ordered else self.faults.strike(asked.digest, attempt)
        )
        return _Call(connection, asked, run, attempt, now, fault)

    def _completion(self, call: _Call) -> Completion:
        text = self._said(call.asked)
        return Completion(
            id=f"chatcmpl-{call.asked.digest}-{call.attempt}",
            model=str(call.asked.body.get("model", "fake")),
            content=text,
            input_tokens=call.asked.input_tokens,
            output_tokens=-(-len(text) // 4),
        ).spoiled(call.fault)

    def _said(self, asked: Asked) -> str:
        if self._made_up is not None:
            if asked.made_up is None:
                asked.made_up = _text(self._made_up(asked.messages, asked.schema))
            return asked.made_up
        answer = self._script.next(system=asked.system, schema=asked.schema)
        return _text(answer(asked.messages, asked.schema) if callable(answer) else answer)

    def _respond(self, call: _Call) -> None:
        if call.fault == "reset":
            call.connection.reset()
            self._ended(call, delivered=False)
        elif call.fault == "rate_limit":
            wait = self.faults.retry_after_seconds
            self.traffic.told_to_wait(call.run, call.asked.digest, self.loop.time() + wait)
            body = error_body("too many requests, come back later", "rate_limit_error")
            self._send(call, [_whole(429, body, {"Retry-After": f"{wait:g}"})])
        elif call.fault == "server_error":
            self._send(call, [_whole(500, error_body("the model has fallen over", "server_error"))])
        elif call.completion is not None:
            pieces = _pieces(call.completion, call.asked)
            self._send(call, _slowly(pieces) if call.fault == "slow_drip" else [b"".join(pieces)])

    def _send(self, call: _Call, pieces: list[bytes]) -> None:
        call.connection.write(pieces[0])
        if len(pieces) > 1 and call.connection.open:
            pause = self.faults.drip_seconds / (len(pieces) - 1)
            self.loop.call_later(pause, self._send, call, pieces[1:])
            return
        self._ended(call, delivered=call.connection.open)
        call.connection.finish()

    def _ended(self, call: _Call, *, delivered: bool) -> None:
        answer = call.completion if delivered else None
        self.traffic.ended(
            Exchange(
                run=call.run,
                title=call.asked.title,
                digest=call.asked.digest,
                attempt=call.attempt,
                started=call.started,
                ended=self.loop.time(),
                fault=call.fault,
                delivered=delivered,
                input_tokens=answer.input_tokens if answer else 0,
                output_tokens=answer.output_tokens if answer else 0,
                raw=call.asked.raw,
            )
        )


_MODELS: Final = {
    "object": "list",
    "data": [{"id": "fake", "object": "model", "created": 0, "owned_by": "testing"}],
}


def _run_of(request: HttpRequest) -> str:
    if request.path.startswith(_RUNS):
        return request.path.removeprefix(_RUNS).removesuffix(_COMPLETIONS)
    return request.headers.get("x-run-id", "")


def _text(answer: object) -> str:
    if isinstance(answer, str):
        return answer
    if hasattr(answer, "model_dump_json"):
        return str(answer.model_dump_json())
    return json.dumps(answer, ensure_ascii=False)


def _whole(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> bytes:
    return head(status, {"Content-Length": str(len(body)), **(headers or {})}) + body


def _pieces(completion: Completion, asked: Asked) -> list[bytes]:
    if not asked.streams:
        return [_whole(200, completion.body())]
    events = completion.events(with_usage=asked.wants_usage)
    opening = head(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
    return [opening, *(b"%x\r\n%s\r\n" % (len(event), event) for event in events), b"0\r\n\r\n"]


def _slowly(pieces: Iterable[bytes]) -> list[bytes]:
    data = b"".join(pieces)
    step = -(-len(data) // _PIECES)
    return [data[at : at + step] for at in range(0, len(data), step)]


def _shown(exchange: Exchange) -> dict[str, Any]:
    values = asdict(exchange)
    del values["raw"]
    return values | {"body": exchange.body}
