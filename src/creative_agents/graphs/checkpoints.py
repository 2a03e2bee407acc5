"""Checkpoints: the memory of one run, in SQLite, readable by sync and async callers alike."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
    copy_checkpoint,
)
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite import SqliteSaver

from creative_agents.approvals.question import Approval, Question
from creative_agents.domain import (
    approval,
    asset,
    brand,
    brief,
    campaign,
    channel,
    cost,
    money,
    persona,
    process,
    ranking,
    results,
    review,
    strategy,
)
from creative_agents.domain.base import Model
from creative_agents.errors import StorageError
from creative_agents.graphs import checkpoint_values as values
from creative_agents.llm.writer import Statement, Writer

T = TypeVar("T")

_Statements = list[Statement]

_ROOMS = (
    approval,
    asset,
    brand,
    brief,
    campaign,
    channel,
    cost,
    money,
    persona,
    process,
    ranking,
    results,
    review,
    strategy,
)


def serializer() -> JsonPlusSerializer:
    """Make a serializer that reads back our nouns, and no other type, from a checkpoint.

    An unlisted type would otherwise be imported and called by its name in the file, which
    lets a crafted checkpoint run code.

    Returns:
        A serializer with an explicit list: every noun of the domain and the two of a gate.
    """
    nouns = {
        value
        for room in _ROOMS
        for value in vars(room).values()
        if isinstance(value, type) and issubclass(value, Model)
    }
    allowed = sorted((noun.__module__, noun.__name__) for noun in nouns | {Approval, Question})
    return JsonPlusSerializer(allowed_msgpack_modules=allowed)


class SqliteCheckpointer(SqliteSaver):
    """A SQLite checkpointer for sync and async graphs, one file for many processes.

    The finished model calls are kept apart, each synced to the disk when it happens, so a
    checkpoint may lag behind a power cut: the calls it forgot are replayed, not paid again.
    What many runs write at once is committed once, by the thread that writes the calls, and a
    value is written once, not again with every step after it.
    """

    def __init__(self, path: Path | str, *, writer: Writer | None = None) -> None:
        """Open the file.

        Args:
            path: The file; it is created where there is none.
            writer: Who writes to this file for others too; absent: one of its own.

        Raises:
            StorageError: The file cannot be opened.
        """
        try:
            connection = sqlite3.connect(str(path), check_same_thread=False, timeout=30)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        except sqlite3.Error as error:
            raise StorageError(f"the runs in {str(path)!r} cannot be opened: {error}") from error
        super().__init__(connection, serde=serializer())
        self._path = str(path)
        self._writer = writer or Writer(Path(path))
        self._making = _Making()
        self._old: dict[str, Checkpoint] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="checkpoints")

    @contextmanager
    def cursor(self, transaction: bool = True) -> Iterator[sqlite3.Cursor]:  # noqa: FBT001, FBT002 - the parent's
        """Give a cursor, as the parent does; a disk that refuses is our own error.

        Raises:
            StorageError: The file cannot be read or written; nothing of it is half-kept.
        """
        if (made := self._making.statements) is not None:
            yield cast("sqlite3.Cursor", _Recorder(made))
            return
        try:
            with super().cursor(transaction) as cursor:
                yield cursor
        except sqlite3.Error as error:
            with self.lock, suppress(sqlite3.Error):
                self.conn.rollback()
            raise StorageError(
                f"the state of the run cannot be kept in {self._path!r}: {error}; "
                "make room or choose a folder that can be written, then resume"
            ) from error

    def setup(self) -> None:
        """Make the tables where they are absent."""
        if not self.is_setup:
            self.conn.executescript(values.TABLE)
        super().setup()

    def put(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Keep a checkpoint: what changed since the one before it, and the versions of the rest."""
        rows = values.rows(config, checkpoint, new_versions, self.serde)
        if old := self._old.pop(config["configurable"].get("checkpoint_id", ""), None):
            rows += values.rows(config, old, old["channel_versions"], self.serde)
        with self.cursor() as cursor:
            cursor.executemany(values.PUT, rows)
        return super().put(config, values.without(checkpoint), metadata, new_versions)

    def get_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """Give the checkpoint that a config names, or the latest of its thread."""
        found = super().get_tuple(config)
        if found and found.checkpoint["channel_values"]:
            # An earlier release wrote it whole; what follows it will hold its changes only.
            self._old[found.checkpoint["id"]] = copy_checkpoint(found.checkpoint)
        return found and self._whole(found)

    def list(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> Iterator[CheckpointTuple]:
        """List checkpoints, newest first."""
        found = tuple(super().list(config, filter=filter, before=before, limit=limit))
        yield from map(self._whole, found)

    def delete_thread(self, thread_id: str) -> None:
        """Forget a run."""
        super().delete_thread(thread_id)
        with self.cursor() as cursor:
            cursor.execute(values.DELETE, (str(thread_id),))

    def _whole(self, found: CheckpointTuple) -> CheckpointTuple:
        with self.cursor(transaction=False) as cursor:
            rows = cursor.execute(values.GET, values.wanted(found)).fetchall()
        return found._replace(checkpoint=values.filled(found.checkpoint, rows, self.serde))

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """Give the checkpoint that a config names, or the latest of its thread."""
        return await self._run(partial(self.get_tuple, config))

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Keep a checkpoint."""
        with self._made() as statements:
            kept = self.put(config, checkpoint, metadata, new_versions)
        await self._writer.write(statements, synced=False)
        return kept

    async def aput_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        """Keep what a node wrote before its step was over."""
        with self._made() as statements:
            self.put_writes(config, writes, task_id, task_path)
        await self._writer.write(statements, synced=False)

    async def alist(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[CheckpointTuple]:
        """List checkpoints, newest first."""

        def listed() -> tuple[CheckpointTuple, ...]:
            return tuple(self.list(config, filter=filter, before=before, limit=limit))

        for found in await self._run(listed):
            yield found

    async def adelete_thread(self, thread_id: str) -> None:
        """Forget a run."""
        await self._run(partial(self.delete_thread, thread_id))

    def close(self) -> None:
        """Close the file."""
        self._writer.close()
        self._worker.shutdown()
        self.conn.close()

    @contextmanager
    def _made(self) -> Iterator[_Statements]:
        """Let the parent make its statements without sending them."""
        self.setup()
        made: _Statements = []
        self._making.statements = made
        try:
            yield made
        finally:
            self._making.statements = None

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)


class _Making(threading.local):
    """The statements that this thread is making; LangGraph's copies of a checkpointer share it."""

    statements: _Statements | None = None


class _Recorder:
    """What the parent takes for a cursor while it writes."""

    def __init__(self, made: _Statements) -> None:
        self._made = made

    def execute(self, statement: str, values: Sequence[object]) -> None:
        self._made.append((statement, tuple(values)))

    def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._made.extend((statement, tuple(values)) for values in rows)
