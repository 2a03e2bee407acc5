import asyncio
from collections.abc import Awaitable, Callable

import pytest

from creative_agents.llm.fanout import gather_capped

Call = Callable[[], Awaitable[int]]


class Work:
    """Counts what runs."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.started: list[int] = []
        self.ended: list[int] = []

    def call(self, number: int, *, seconds: float, fails: bool = False) -> Call:
        """Make a call that takes a while."""

        async def run() -> int:
            self.started.append(number)
            self.now += 1
            self.most = max(self.most, self.now)
            try:
                await asyncio.sleep(seconds)
            finally:
                self.now -= 1
            if fails:
                raise LookupError(f"call {number} failed")
            self.ended.append(number)
            return number

        return run


def test_results_keep_the_order_of_the_calls() -> None:
    """Whatever ends first, results stand in the order of the calls, within the cap."""
    work = Work()
    calls = [work.call(number, seconds=0.03 - number / 200) for number in range(6)]
    assert asyncio.run(gather_capped(calls, limit=2)) == list(range(6))
    assert work.most == 2
    assert work.ended != list(range(6))


def test_no_calls_no_results() -> None:
    """Nothing to do gives an empty list."""
    assert asyncio.run(gather_capped([], limit=1)) == []


def test_after_an_error_calls_under_way_finish_and_no_other_starts() -> None:
    """A paid call may end and be recorded; the rest is not begun; the error is raised."""
    work = Work()
    calls = [
        work.call(0, seconds=0.01, fails=True),
        work.call(1, seconds=0.05),
        work.call(2, seconds=0.01),
    ]
    with pytest.raises(LookupError, match="call 0 failed"):
        asyncio.run(gather_capped(calls, limit=2))
    assert work.started == [0, 1]
    assert work.ended == [1]


def test_a_call_that_outlasts_its_grace_is_cancelled() -> None:
    """Calls under way are waited for only so long."""
    work = Work()
    calls = [work.call(0, seconds=0.01, fails=True), work.call(1, seconds=30)]
    with pytest.raises(LookupError, match="call 0 failed"):
        asyncio.run(gather_capped(calls, limit=2, grace=0.02))
    assert work.now == 0


def test_a_cancelled_caller_cancels_at_once() -> None:
    """Ctrl-C does not wait for calls under way."""
    work = Work()

    async def cancelled() -> None:
        task = asyncio.create_task(gather_capped([work.call(0, seconds=30)], limit=1))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert work.now == 0


def test_a_cap_below_one_is_refused() -> None:
    """A cap that lets nothing run would wait for ever."""
    with pytest.raises(ValueError, match="limit is 0"):
        asyncio.run(gather_capped([], limit=0))
