"""A budget: reserve what a call could cost before it is sent, settle it afterwards."""

import asyncio
import threading
from concurrent.futures import Future
from decimal import Decimal

from creative_agents.errors import BudgetError


class Budget:
    """What a run may spend, in US dollars, over all its calls, side by side or resumed."""

    def __init__(self, run_id: str, limit: Decimal) -> None:
        self.limit = limit
        self._run_id = run_id
        self._lock = threading.Lock()
        self._spent = Decimal(0)
        self._reserved: dict[str, Decimal] = {}
        self._waiters: list[Future[None]] = []

    def start(self, spent: Decimal) -> None:
        """Take into account what earlier sessions of the run spent."""
        with self._lock:
            self._spent = spent

    async def reserve(self, call_id: str, upper: Decimal | None, *, model: str) -> None:
        """Set aside what a call could cost, after those under way where they must settle first.

        Args:
            call_id: Which call.
            upper: What it could cost at most, in US dollars; nothing when unpriced.
            model: Its model, for the message.

        Raises:
            BudgetError: It could cost more than what is left, or its price is not known.
        """
        if upper is None:
            raise BudgetError(
                f"the price of model {model!r} is not known, so a budget of {self.limit} USD "
                f"cannot be held: run without a budget, or with a model that has a price"
            )
        while (waiter := self._try(call_id, upper)) is not None:
            await asyncio.shield(asyncio.wrap_future(waiter))

    def settle(self, call_id: str, usd: Decimal | None) -> None:
        """Replace what was set aside by what the call cost: nothing when it failed."""
        with self._lock:
            self._reserved.pop(call_id, None)
            self._spent += usd or Decimal(0)
            waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            waiter.set_result(None)

    def _try(self, call_id: str, upper: Decimal) -> Future[None] | None:
        with self._lock:
            reserved = sum(self._reserved.values(), Decimal(0))
            if self._spent + reserved + upper <= self.limit:
                self._reserved[call_id] = upper
                return None
            if not self._reserved:
                raise BudgetError(self._message(upper))
            waiter: Future[None] = Future()
            self._waiters.append(waiter)
            return waiter

    def _message(self, upper: Decimal) -> str:
        return (
            f"run {self._run_id!r} spent {self._spent:.4f} of its budget of {self.limit} USD and "
            f"the next call could cost {upper:.4f}: resume it with a higher budget, "
            f"what was done is kept"
        )
