import asyncio
import threading
from contextvars import ContextVar

import pytest

from creative_agents.llm.background import run_sync

WHO: ContextVar[str] = ContextVar("who", default="nobody")


async def who() -> str:
    """Say what the context variable says."""
    await asyncio.sleep(0)
    return WHO.get()


def test_context_variables_travel() -> None:
    """Work on the background loop sees the caller's context variables."""
    token = WHO.set("the caller")
    try:
        assert run_sync(who()) == "the caller"
    finally:
        WHO.reset(token)


def test_it_works_inside_a_running_loop() -> None:
    """A sync call in a notebook's loop gives its result."""

    async def notebook() -> str:
        return run_sync(who())

    assert asyncio.run(notebook()) == "nobody"


def test_errors_come_back() -> None:
    """What the work raises is raised to the caller."""

    async def fail() -> None:
        raise LookupError("lost")

    with pytest.raises(LookupError, match="lost"):
        run_sync(fail())


def test_a_sync_call_inside_async_work_is_refused() -> None:
    """Waiting for the background loop on itself is an error and not a deadlock."""

    async def inner() -> None:
        run_sync(who())

    with pytest.raises(RuntimeError, match="await its async twin"):
        run_sync(inner())


def test_cancelled_work_is_cancelled_for_the_caller() -> None:
    """Work that is cancelled from inside ends the caller's wait."""

    async def give_up() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        run_sync(give_up())


def test_all_callers_share_one_loop() -> None:
    """Threads that call at once are served by one loop."""

    async def loop() -> int:
        return id(asyncio.get_running_loop())

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(run_sync(loop()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
