"""Checkpoints: the memory of one run, in SQLite, readable by sync and async callers alike."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
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

T = TypeVar("T")

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
    """

    def __init__(self, path: Path | str) -> None:
        """Open the file.

        Args:
            path: The file; it is created where there is none.

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
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="checkpoints")

    @contextmanager
    def cursor(self, transaction: bool = True) -> Iterator[sqlite3.Cursor]:  # noqa: FBT001, FBT002 - the parent's
        """Give a cursor, as the parent does; a disk that refuses is our own error.

        Raises:
            StorageError: The file cannot be read or written; nothing of it is half-kept.
        """
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
        return await self._run(partial(self.put, config, checkpoint, metadata, new_versions))

    async def aput_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        """Keep what a node wrote before its step was over."""
        await self._run(partial(self.put_writes, config, writes, task_id, task_path))

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
        self._worker.shutdown()
        self.conn.close()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)
