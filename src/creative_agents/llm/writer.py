"""A writer thread for an SQLite file: what many tasks write at once shares one commit."""

import asyncio
import atexit
import queue
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from creative_agents.errors import StorageError

_BUSY_SECONDS = 30.0
"""How long a commit waits for other processes that write, in seconds."""

_MOST_TOGETHER = 500
"""Most writes of one commit."""

IDLE_SECONDS = 5.0
"""How long a thread waits for something to write before it ends, in seconds."""

Statement = tuple[str, tuple[object, ...]]
"""SQL and its parameters."""


@dataclass(frozen=True, slots=True)
class _Write:
    statements: Sequence[Statement]
    loop: asyncio.AbstractEventLoop | None = None
    done: "asyncio.Future[None] | Future[None] | None" = None
    synced: bool = False


class Writer:
    """Writes to one file, in the order of calling; a write is made when awaited."""

    def __init__(self, path: Path, tables: str = "") -> None:
        """Name a file.

        Args:
            path: The file; it is made with the first write.
            tables: The script that makes the tables where they are absent.
        """
        self._path = path
        self._tables = tables
        self._lock = threading.Lock()
        self._queue: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def write(self, statements: Sequence[Statement], *, synced: bool) -> asyncio.Future[None]:
        """Write rows together; they are queued at once and written even when nobody awaits it.

        Args:
            statements: The SQL, each with its parameters.
            synced: Whether it must survive a power cut too, and not only a kill.

        Returns:
            Done when it is written; raises `StorageError`.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._put(_Write(statements, loop, done, synced=synced))
        return done

    def post(self, statement: str, values: tuple[object, ...]) -> None:
        """Write a row that nobody waits for."""
        self._put(_Write([(statement, values)]))

    def flush(self) -> None:
        """Wait until everything queued so far is on the disk.

        Raises:
            StorageError: It could not be written.
        """
        done: Future[None] = Future()
        with self._lock:
            if self._thread is None:
                return
            self._queue.put(_Write((), done=done, synced=True))
        done.result()

    def close(self) -> None:
        """Write what waits and end the thread; a later write starts another one."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is not None:
                self._queue.put(None)
        if thread is not None:
            thread.join()
            atexit.unregister(self.close)

    def _put(self, write: _Write) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
                self._thread.start()
                atexit.register(self.close)
            self._queue.put(write)

    def _work(self) -> None:
        connection: sqlite3.Connection | None = None
        try:
            while True:
                writes, is_last = self._next()
                try:
                    if writes:
                        connection = connection or self._connect()
                        _commit(connection, writes)
                    error = None
                except sqlite3.Error as failure:
                    error = storage_error(self._path, failure)
                    if connection is not None:
                        connection.rollback()
                _answer(writes, error)
                if is_last:
                    return
        finally:
            if connection is not None:
                connection.close()

    def _next(self) -> tuple[list[_Write], bool]:
        """Wait for a write, then take all that wait with it; say whether they are the last."""
        writes: list[_Write] = []
        try:
            write = self._queue.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            return writes, self._retires()
        while write is not None:
            writes.append(write)
            if len(writes) == _MOST_TOGETHER:
                return writes, False
            try:
                write = self._queue.get_nowait()
            except queue.Empty:
                return writes, False
        return writes, True

    def _retires(self) -> bool:
        """Let the thread and its file go: a service may open one store after another."""
        with self._lock:
            if self._thread is not threading.current_thread() or not self._queue.empty():
                return False
            self._thread = None
        atexit.unregister(self.close)
        return True

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(self._tables)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def storage_error(path: Path, error: sqlite3.Error) -> StorageError:
    """Say in one line what is wrong with a file."""
    return StorageError(
        f"the record {str(path)!r} cannot be used ({error}): check that its folder exists, "
        f"can be written and has room, then resume"
    )


def _commit(connection: sqlite3.Connection, writes: Iterable[_Write]) -> None:
    level = "FULL" if any(write.synced for write in writes) else "NORMAL"
    connection.execute(f"PRAGMA synchronous = {level}")
    connection.execute("BEGIN IMMEDIATE")
    for write in writes:
        for statement in write.statements:
            connection.execute(*statement)
    connection.execute("COMMIT")


def _answer(writes: Iterable[_Write], error: StorageError | None) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
    for write in writes:
        if isinstance(write.done, Future):
            _resolve([write.done], error)
        elif write.done is not None and write.loop is not None:
            by_loop.setdefault(write.loop, []).append(write.done)
    for loop, waiting in by_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, waiting, error)
        except RuntimeError:  # the loop was closed: nobody waits any more
            continue


def _resolve(
    waiting: Iterable["asyncio.Future[None] | Future[None]"], error: StorageError | None
) -> None:
    for done in waiting:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
