"""The fake server, on a thread of its own or on a running loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from creative_agents.testing.script import AnswerSource
from creative_agents.testing.server.faults import FaultName, Faults
from creative_agents.testing.server.http import HttpConnection
from creative_agents.testing.server.service import Service
from creative_agents.testing.server.timing import RunTiming
from creative_agents.testing.server.traffic import Exchange, ServerStats

_T = TypeVar("_T")
_BACKLOG: Final = 4096
_LOOPBACK: Final = "127.0.0.1"


class FakeOpenAIServer:
    """An OpenAI-compatible server on the loopback address, for one ``with`` block.

    ::

        with FakeOpenAIServer(latency_seconds=0.5, faults=Faults(rate_limit=0.05)) as server:
            model = ChatOpenAI(base_url=server.base_url, api_key="none", model="fake")
            ...
        assert server.stats.repeated == 0

    It serves ``/v1/chat/completions`` (streamed too), ``/v1/models``, ``/health``, ``/stats``,
    ``/exchanges``, and takes ``/reset`` and ``/settings``.
    """

    def __init__(
        self,
        answers: AnswerSource | None = None,
        *,
        latency_seconds: float = 0.0,
        faults: Faults | None = None,
        port: int = 0,
        keep: int = 10_000,
    ) -> None:
        """Prepare a server; it listens from `start`.

        Args:
            answers: What it says, see `creative_agents.testing.script.AnswerSource`; callables
                get the messages as they stand in the request. Nothing: made-up answers that
                the schema and our agents accept, the same for the same question; see
                `creative_agents.testing.department`.
            latency_seconds: How long each answer takes, in seconds.
            faults: How often which fault strikes; nothing: never.
            port: The port; 0: any free one.
            keep: How many exchanges are kept to be looked at.
        """
        self._port = port
        self._options: dict[str, Any] = {
            "answers": answers,
            "latency_seconds": latency_seconds,
            "faults": faults or Faults(),
            "keep": keep,
        }
        self._connections: set[HttpConnection] = set()
        self._service: Service | None = None
        self._thread: Thread | None = None
        self._stopping: asyncio.Event | None = None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop; an error of the script is raised unless the block raised one itself."""
        failures = self.stop()
        if error is None and failures:
            raise failures[0]

    @property
    def base_url(self) -> str:
        """What to give a client: ``http://127.0.0.1:<port>/v1``."""
        return f"{self.root_url}/v1"

    def url_of(self, run: str) -> str:
        """What to give a client whose calls shall be counted as one run.

        Args:
            run: The run's name; letters, digits, ``-`` and ``_``.
        """
        return f"{self.root_url}/runs/{run}/v1"

    @property
    def root_url(self) -> str:
        """The address without ``/v1``, for ``/stats`` and the others."""
        return f"http://{_LOOPBACK}:{self._port}"

    @property
    def stats(self) -> ServerStats:
        """The counts so far; they can be read after the end too."""
        return self._ask(lambda service: service.traffic.stats())

    @property
    def runs(self) -> dict[str, RunTiming]:
        """The timing of each run."""
        return self._ask(lambda service: service.traffic.runs())

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The last exchanges, in the order in which they ended."""
        return self._ask(lambda service: tuple(service.traffic.exchanges))

    def fail_next(self, *faults: FaultName | None) -> None:
        """Order faults for the next requests, one each; ``None`` lets one through.

        While an order stands, no other fault strikes.
        """
        self._ask(lambda service: service.ordered.extend(faults))

    def reset(self) -> None:
        """Start counting again at zero."""
        self._ask(lambda service: service.traffic.reset())

    def start(self) -> None:
        """Listen, on a thread of its own.

        Raises:
            OSError: The port is taken.
        """
        listening: Future[None] = Future()
        self._thread = Thread(target=self._run, args=(listening,), name="fake-openai", daemon=True)
        self._thread.start()
        listening.result()

    def stop(self) -> list[BaseException]:
        """Close every connection and end the thread.

        Returns:
            Errors of the script: calls that nobody scripted, and what its callables raised.
        """
        service, thread, stopping = self._service, self._thread, self._stopping
        if service is None or thread is None or stopping is None:
            return []
        service.loop.call_soon_threadsafe(stopping.set)
        thread.join()
        self._thread = None
        return service.failures

    async def serve(self, listening: Future[None]) -> None:
        """Serve on the running loop until `stop`.

        Args:
            listening: Resolved when requests can come; fails when the port is taken.
        """
        loop = asyncio.get_running_loop()
        service = self._service = Service(loop, **self._options)
        self._stopping = asyncio.Event()
        loop.set_exception_handler(lambda _, context: _keep(service.failures, context))
        try:
            server = await loop.create_server(
                self._connection, _LOOPBACK, self._port, backlog=_BACKLOG
            )
        except OSError as error:
            listening.set_exception(error)
            return
        async with server:
            self._port = server.sockets[0].getsockname()[1]
            listening.set_result(None)
            await self._stopping.wait()
            server.close()
            for connection in tuple(self._connections):
                connection.abort()

    def _run(self, listening: Future[None]) -> None:
        asyncio.run(self.serve(listening))

    def _connection(self) -> HttpConnection:
        service = self._service
        assert service is not None
        service.traffic.connections += 1
        return HttpConnection(service.handle, self._connections)

    def _ask(self, question: Callable[[Service], _T]) -> _T:
        service = self._service
        if service is None:
            raise RuntimeError("the server was never started; use it in a with block")
        if self._thread is None or not self._thread.is_alive():
            return question(service)
        answer: Future[_T] = Future()
        service.loop.call_soon_threadsafe(lambda: answer.set_result(question(service)))
        return answer.result()


def _keep(failures: list[BaseException], context: dict[str, Any]) -> None:
    failures.append(context.get("exception") or RuntimeError(context["message"]))
