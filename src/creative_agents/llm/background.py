"""The one background loop: how a sync caller runs async work, in a notebook too."""

import asyncio
import atexit
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future
from contextvars import Context, copy_context
from typing import Any, TypeVar

T = TypeVar("T")

_STOP_SECONDS = 10.0
"""How long a process that ends waits for its calls to be recorded, in seconds."""


class _Background:
    """A daemon thread with a loop of its own, started at the first use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="creative-agents", daemon=True
                )
                self._thread.start()
                atexit.register(self.stop)
            return self._loop

    def is_here(self) -> bool:
        return threading.current_thread() is self._thread

    def stop(self) -> None:
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(_drain(loop), loop).result(_STOP_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_STOP_SECONDS)
        loop.close()


_background = _Background()


def run_sync(work: Coroutine[Any, Any, T]) -> T:
    """Run async work on the background loop and wait for it.

    Works where a loop already runs, as in a notebook. Context variables of the caller are
    seen by the work. Ctrl-C cancels the work, waits until it has ended, and is raised again.

    Args:
        work: What to run.

    Returns:
        What it returns.

    Raises:
        RuntimeError: Called from the background loop itself, which would wait for ever.
    """
    if _background.is_here():
        work.close()
        raise RuntimeError("a sync call was made inside async work: await its async twin")
    done: Future[T] = Future()
    tasks: list[asyncio.Task[None]] = []
    loop, context = _background.loop(), copy_context()
    loop.call_soon_threadsafe(_start, loop, work, context, done, tasks)
    try:
        return done.result()
    except CancelledError:
        raise asyncio.CancelledError from None
    except KeyboardInterrupt:
        _cancel_and_wait(loop, tasks, done)
        raise


def _start(
    loop: asyncio.AbstractEventLoop,
    work: Coroutine[Any, Any, T],
    context: Context,
    done: Future[T],
    tasks: list[asyncio.Task[None]],
) -> None:
    tasks.append(loop.create_task(_report(work, done), context=context))


async def _report(work: Coroutine[Any, Any, T], done: Future[T]) -> None:
    try:
        result = await work
    except asyncio.CancelledError:
        done.cancel()
        raise
    except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for it
        done.set_exception(error)
    else:
        done.set_result(result)


def _cancel_and_wait(
    loop: asyncio.AbstractEventLoop, tasks: list[asyncio.Task[None]], done: Future[Any]
) -> None:
    for task in tasks:
        loop.call_soon_threadsafe(task.cancel)
    ended = threading.Event()
    done.add_done_callback(lambda _: ended.set())
    ended.wait(_STOP_SECONDS)


async def _drain(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what still runs and close what the loop holds, sessions included."""
    others = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task(loop)]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await loop.shutdown_asyncgens()
