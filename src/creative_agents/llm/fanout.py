"""Fan-out: many calls side by side, capped, their results in a fixed order."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

GRACE_SECONDS = 30.0
"""How long calls under way may still finish after another one failed, in seconds."""


async def gather_capped(
    calls: Iterable[Callable[[], Awaitable[T]]], *, limit: int, grace: float = GRACE_SECONDS
) -> list[T]:
    """Run calls side by side, never more than `limit` at once.

    After the first error no further call starts. Those under way are paid for already:
    they get `grace` seconds to finish and be recorded, then they are cancelled, and the
    error is raised. When the caller is cancelled, everything is cancelled at once.

    Args:
        calls: What to call, in the order of the results: functions that take nothing.
        limit: How many may run at once; at least 1.
        grace: Seconds that calls under way have after an error.

    Returns:
        The results, in the order of the calls.

    Raises:
        ValueError: `limit` is below 1.
    """
    if limit < 1:
        raise ValueError(f"limit is {limit!r}: at least 1 call must be allowed to run")
    waiting = iter(list(enumerate(calls)))
    results: dict[int, T] = {}
    running: dict[asyncio.Future[T], int] = {}
    try:
        _top_up(running, waiting, limit)
        while running:
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in sorted(done, key=running.__getitem__):
                results[running[task]] = task.result()
                del running[task]
            _top_up(running, waiting, limit)
    except asyncio.CancelledError:
        raise
    except BaseException:
        await asyncio.wait(running, timeout=grace)
        raise
    finally:
        await _cancel(running)
    return [results[place] for place in sorted(results)]


def _top_up(
    running: dict[asyncio.Future[T], int],
    waiting: Iterable[tuple[int, Callable[[], Awaitable[T]]]],
    limit: int,
) -> None:
    for place, call in waiting:
        running[asyncio.ensure_future(call())] = place
        if len(running) >= limit:
            return


async def _cancel(running: dict[asyncio.Future[T], int]) -> None:
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
