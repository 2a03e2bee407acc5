"""What a fake server saw: every exchange, and what follows from them."""

import json
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from creative_agents.testing.server.faults import BAD_ANSWERS, UNANSWERED, FaultName
from creative_agents.testing.server.timing import RunTiming, timing_of


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request for a chat completion and what came of it."""

    run: str
    """Which run asked: by `FakeOpenAIServer.url_of`, the header ``x-run-id``, or in the body
    ``metadata.run_id`` or ``user``; empty where nothing says it."""
    title: str
    """Title of the schema that was asked for; empty for plain text."""
    digest: str
    """Digest of the body: the same question, the same digest."""
    attempt: int
    """Which time this run asked the same question, from 1."""
    started: float
    """When the whole request was there, in seconds on the server's clock."""
    ended: float
    """When the response was written, in seconds on the server's clock."""
    fault: FaultName | None
    """The fault that struck."""
    delivered: bool
    """False when the client had gone before the response was written, or was cut off."""
    input_tokens: int
    """Tokens read; 0 when nothing was answered."""
    output_tokens: int
    """Tokens written; 0 when nothing was answered."""
    raw: bytes = field(repr=False, default=b"{}")
    """The body of the request, as it came."""

    @property
    def body(self) -> dict[str, Any]:
        """The body of the request."""
        return cast(dict[str, Any], json.loads(self.raw))

    @property
    def answered(self) -> bool:
        """Whether the client got an answer that it owes for, good or bad."""
        return self.delivered and self.fault not in UNANSWERED

    @property
    def good(self) -> bool:
        """Whether the client got an answer that is of use."""
        return self.answered and self.fault not in BAD_ANSWERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerStats:
    """What a fake server counted."""

    requests: int
    """Requests for a completion."""
    answered: int
    """Answers that reached the client and are owed for, good or bad."""
    good: int
    """Answers that are of use."""
    abandoned: int
    """Responses that found no client any more."""
    repeated: int
    """Good answers that a run had been given before: work paid twice."""
    retried_early: int
    """Requests that came before the Retry-After of their 429 was over."""
    input_tokens: int
    """Tokens read, of what was answered."""
    output_tokens: int
    """Tokens written, of what was answered."""
    faults: Mapping[str, int]
    """How often each fault struck."""
    in_flight: int
    """Requests under way now."""
    max_in_flight: int
    """The most requests that were under way at one moment."""
    connections: int
    """TCP connections that were opened."""


class Traffic:
    """Counts exchanges. The counts are exact; of the exchanges the last ones are kept."""

    def __init__(self, *, keep: int) -> None:
        """Start at zero.

        Args:
            keep: How many exchanges are kept; older ones are forgotten, their counts are not.
        """
        self.connections = 0
        self._keep = keep
        self.reset()

    def reset(self) -> None:
        """Start again at zero; open connections stay open and stay counted."""
        self.exchanges: deque[Exchange] = deque(maxlen=self._keep)
        self._counts: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._attempts: Counter[tuple[str, str]] = Counter()
        self._given: set[tuple[str, str]] = set()
        self._not_before: dict[tuple[str, str], float] = {}
        self._in_flight = 0
        self._most = 0

    def arrived(self, run: str, digest: str, now: float) -> int:
        """Count a request; gives which attempt of its run it is, from 1."""
        self._counts["requests"] += 1
        self._in_flight += 1
        self._most = max(self._most, self._in_flight)
        self._attempts[run, digest] += 1
        if now < self._not_before.pop((run, digest), 0.0):
            self._counts["retried_early"] += 1
        return self._attempts[run, digest]

    def told_to_wait(self, run: str, digest: str, until: float) -> None:
        """Remember that a client was told to come back later."""
        self._not_before[run, digest] = until

    def ended(self, exchange: Exchange) -> None:
        """Count what came of a request."""
        self.exchanges.append(exchange)
        self._in_flight = max(0, self._in_flight - 1)
        if exchange.fault:
            self._faults[exchange.fault] += 1
        if not exchange.delivered and exchange.fault != "reset":
            self._counts["abandoned"] += 1
        if exchange.answered:
            self._counts["answered"] += 1
            self._counts["input_tokens"] += exchange.input_tokens
            self._counts["output_tokens"] += exchange.output_tokens
        if exchange.good:
            key = exchange.run, exchange.digest
            self._counts["good"] += 1
            self._counts["repeated"] += key in self._given
            self._given.add(key)

    def stats(self) -> ServerStats:
        """Give the counts so far."""
        names = ("requests", "answered", "good", "abandoned", "repeated", "retried_early")
        return ServerStats(
            **{name: self._counts[name] for name in (*names, "input_tokens", "output_tokens")},
            faults=dict(self._faults),
            in_flight=self._in_flight,
            max_in_flight=self._most,
            connections=self.connections,
        )

    def runs(self) -> dict[str, RunTiming]:
        """Give the timing of each run, from the exchanges that are kept."""
        by_run: dict[str, list[Exchange]] = {}
        for exchange in self.exchanges:
            by_run.setdefault(exchange.run, []).append(exchange)
        return {
            run: timing_of((call.started, call.ended) for call in exchanges)
            for run, exchanges in by_run.items()
        }
