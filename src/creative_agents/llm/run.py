"""A run: its calls, recorded before they are used and never paid twice, and its budget."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, replace
from decimal import Decimal

from creative_agents.domain.cost import CallRecord, Cost, Outcome, Usage
from creative_agents.domain.money import Money
from creative_agents.errors import ConfigError
from creative_agents.llm.budget import Budget
from creative_agents.llm.call import Call, Reply, new_call
from creative_agents.llm.calls import CallLog, MemoryCallLog
from creative_agents.llm.per_loop import PerLoop
from creative_agents.llm.pricing import Price, list_price
from creative_agents.llm.spending import counted, record_of, summarise

Judge = Callable[[Reply], Outcome]
"""Says what came of an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is about to be asked, and by whom."""

    key: str
    """SHA-256 of everything that is asked: the same key is paid once in a run."""
    agent: str
    """Which agent asks."""
    model: str
    """Which model is asked."""
    base_url: str | None
    """Where it is, for its price."""
    prompt: str
    """SHA-256 of the instructions."""
    upper: Callable[[], Usage]
    """Counts the most tokens that it can take; a run without a budget does not ask."""


@dataclass(slots=True)
class Sending:
    """What a call under way counts."""

    retries: int = 0
    """Transport failures that were tried again."""

    def count_retry(self) -> None:
        """Note that the call is tried again."""
        self.retries += 1


Make = Callable[[Sending], Awaitable[Reply]]
"""Makes a call."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and whether it was paid now."""

    reply: Reply
    """The answer."""
    replayed: bool
    """True when it was recorded before."""


class Run:
    """The ledger of one run: make one for each run id of a process, and `activate` it.

    A finished call is recorded before its answer is returned. The same question is asked
    once, side by side or after a restart. Money is reserved before a call and settled after.
    """

    def __init__(
        self,
        run_id: str,
        log: CallLog | None = None,
        *,
        budget: Money | Decimal | None = None,
        max_concurrency: int | None = None,
        price: Price = list_price,
    ) -> None:
        """Name a run; nothing is read before `activate`, `cost` or `records`.

        Args:
            run_id: Which run: the same id takes up what was recorded under it.
            log: Where calls are recorded; without one, in this process only.
            budget: What the run may spend in all, in US dollars.
            max_concurrency: How many of its calls may be under way at once.
            price: The price list, where yours differs from the public one.

        Raises:
            ConfigError: The budget is in another currency, or the cap is below 1.
        """
        self.run_id = run_id
        self.log: CallLog = MemoryCallLog() if log is None else log
        self._price = price
        self._budget = None if budget is None else Budget(run_id, _dollars(budget))
        self._cap = _cap(max_concurrency)
        self._lock = threading.Lock()
        self._replies: dict[str, Reply] | None = None
        self._replayable: set[str] = set()
        self._pending: dict[str, Future[Reply] | None] = {}
        """What is under way, and who else waits for it, where somebody does."""

    @property
    def is_open(self) -> bool:
        """Whether what was recorded has been read."""
        return self._replies is not None

    def open(self) -> None:
        """Take up what was recorded under this id; only the first time does something.

        Raises:
            StorageError: The log cannot be read or written.
        """
        with self._lock:
            if self._replies is not None:
                return
            self._replies = dict(self.log.open(self.run_id))
            self._replayable = set(self._replies)
            if self._budget is not None:
                self._budget.start(counted(self.log.calls(self.run_id)))

    async def ask(
        self,
        ask: Ask,
        make: Make,
        judge: Judge,
    ) -> Given:
        """Give the recorded answer, or make the call and record it.

        Args:
            ask: What is asked.
            make: Makes the call.
            judge: Says what came of it.

        Returns:
            The answer.

        Raises:
            BudgetError: The call could cost more than what is left.
            StorageError: The answer could not be recorded.
        """
        self.open()
        while True:
            found = self._claim(ask.key)
            if found is None:
                return Given(await self._lead(ask, make, judge), replayed=False)
            if isinstance(found, Reply):
                self._note_replay(ask)
                return Given(found, replayed=True)
            try:
                reply = await asyncio.shield(asyncio.wrap_future(found))
            except _LeaderLeftError:
                continue
            return Given(reply, replayed=False)

    def cost(self) -> Cost:
        """Say what the run spent so far, in every session.

        Raises:
            StorageError: The log cannot be read.
        """
        return self.account()[0]

    def records(self) -> tuple[CallRecord, ...]:
        """Give every finished call, in the order of sending, without its text.

        Raises:
            StorageError: The log cannot be read.
        """
        return self.account()[1]

    def account(self) -> tuple[Cost, tuple[CallRecord, ...]]:
        """Give `cost` and `records` from one reading of the log.

        Raises:
            StorageError: The log cannot be read.
        """
        calls = self.log.calls(self.run_id)
        finished = (call for call in calls if call.status == "finished")
        return summarise(calls), tuple(map(record_of, finished))

    def _claim(self, key: str) -> Reply | Future[Reply] | None:
        """Give the answer, or what will hold it, or nothing: then it is ours to ask."""
        with self._lock:
            assert self._replies is not None
            if (known := self._replies.get(key)) is not None:
                return known
            if key not in self._pending:
                self._pending[key] = None
                return None
            if (pending := self._pending[key]) is None:
                pending = self._pending[key] = Future()
            return pending

    async def _lead(
        self,
        ask: Ask,
        make: Make,
        judge: Judge,
    ) -> Reply:
        try:
            reply = await self._make(ask, make, judge)
        except BaseException as error:
            gone = _LeaderLeftError() if isinstance(error, asyncio.CancelledError) else error
            with self._lock:
                pending = self._pending.pop(ask.key)
            if pending is not None:
                pending.set_exception(gone)
            raise
        with self._lock:
            assert self._replies is not None
            self._replies[ask.key] = reply
            pending = self._pending.pop(ask.key)
        if pending is not None:
            pending.set_result(reply)
        return reply

    async def _make(
        self,
        ask: Ask,
        make: Make,
        judge: Judge,
    ) -> Reply:
        call = new_call(
            run_id=self.run_id, key=ask.key, agent=ask.agent, model=ask.model, prompt=ask.prompt
        )
        if self._budget is None:
            return await self._send(call, ask, make, judge)
        upper = self._price(ask.model, ask.upper(), ask.base_url)
        await self._budget.reserve(call.id, upper, model=ask.model)
        usd = None
        try:
            reply = await self._send(replace(call, reserved=upper), ask, make, judge)
            usd = self._usd(ask, reply)
        except asyncio.CancelledError:
            usd = upper
            raise
        else:
            return reply
        finally:
            self._budget.settle(call.id, usd)

    async def _send(
        self,
        call: Call,
        ask: Ask,
        make: Make,
        judge: Judge,
    ) -> Reply:
        sending = Sending()
        async with self._cap.get() if self._cap else nullcontext():
            await self.log.send(call)
            started = time.perf_counter()
            try:
                reply = await make(sending)
            except asyncio.CancelledError:
                self.log.drop(replace(call, status="lost", retries=sending.retries))
                raise
            except BaseException:
                self.log.drop(replace(call, status="failed", retries=sending.retries))
                raise
            seconds = time.perf_counter() - started
        finished = replace(
            call,
            status="finished",
            model=reply.model or call.model,
            seconds=seconds,
            usage=reply.usage,
            usd=self._usd(ask, reply),
            retries=sending.retries,
        )
        try:
            finished = replace(finished, outcome=judge(reply))
        finally:
            await self.log.finish(finished, reply)
        return reply

    def _usd(self, ask: Ask, reply: Reply) -> Decimal | None:
        usd = self._price(reply.model or ask.model, reply.usage, ask.base_url)
        return self._price(ask.model, reply.usage, ask.base_url) if usd is None else usd

    def _note_replay(self, ask: Ask) -> None:
        with self._lock:
            if ask.key not in self._replayable:
                return
            self._replayable.discard(ask.key)
        call = new_call(
            run_id=self.run_id, key=ask.key, agent=ask.agent, model=ask.model, prompt=ask.prompt
        )
        self.log.drop(replace(call, status="replayed"))


_current: ContextVar[Run | None] = ContextVar("creative_agents_run", default=None)


def current_run() -> Run | None:
    """Give the run whose calls are being made, if there is one."""
    return _current.get()


@contextmanager
def activate(run: Run) -> Iterator[Run]:
    """Record every model call made inside the block under a run.

    Args:
        run: The run.

    Yields:
        The run.

    Raises:
        StorageError: The log cannot be read or written.
    """
    run.open()
    token = _current.set(run)
    try:
        yield run
    finally:
        _current.reset(token)


class _LeaderLeftError(Exception):
    """The task that made a call for several was cancelled; another one must make it."""


def _dollars(budget: Money | Decimal) -> Decimal:
    if isinstance(budget, Decimal):
        return budget
    if budget.currency != "USD":
        raise ConfigError(
            f"the budget is in {budget.currency!r}: model prices are in US dollars, "
            f"give the budget in 'USD'"
        )
    return budget.amount


def _cap(limit: int | None) -> PerLoop[asyncio.Semaphore] | None:
    if limit is None:
        return None
    if limit < 1:
        raise ConfigError(f"max_concurrency is {limit!r}: at least 1 call must be allowed")
    return PerLoop(lambda: asyncio.Semaphore(limit))
