"""Where runs are kept: checkpoints, model calls and approvals, in one SQLite file or beside."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.memory import InMemorySaver

from creative_agents.approvals.book import ApprovalsBook, MemoryBook
from creative_agents.approvals.opening import APPROVALS, open_book
from creative_agents.graphs.checkpoints import SqliteCheckpointer, serializer
from creative_agents.graphs.run_lock import RunLocks
from creative_agents.graphs.runs_index import data_file
from creative_agents.llm.calls import CallLog, MemoryCallLog, SqliteCallLog

# Read by langgraph when it is first imported: a checkpoint may not name a type of its own.
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")


@dataclass(frozen=True, kw_only=True)
class RunStore:
    """The three memories of a run, which belong together."""

    checkpointer: BaseCheckpointSaver[str]
    """The state of each run."""
    calls: CallLog
    """Every finished model call: what was paid is never paid again."""
    book: ApprovalsBook
    """What waits for a person, and what they decided."""
    path: Path | None = None
    """The file; absent for a store in memory."""
    locks: RunLocks = field(init=False)
    """Who works on which run."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "locks", RunLocks(self.path))

    @classmethod
    def open(cls, path: Path | str | None = None, *, approvals: str | None = None) -> Self:
        """Open a store in a file.

        Args:
            path: The file; absent: ``CREATIVE_AGENTS_HOME``, or the user's data directory.
            approvals: The server of the approvals book, ``postgresql://...``, where several
                machines share it; absent: ``CREATIVE_AGENTS_APPROVALS``, or the file.

        Returns:
            A store that other processes may open at the same time.

        Raises:
            StorageError: The file or its folder cannot be used.
        """
        file = data_file(path)
        calls = SqliteCallLog(file)
        calls.calls("")  # tables of another version are refused before anything is decided
        return cls(
            checkpointer=SqliteCheckpointer(file, writer=calls.writer),
            calls=calls,
            book=open_book(approvals or os.environ.get(APPROVALS) or file),
            path=file,
        )

    @classmethod
    def in_memory(cls) -> Self:
        """Open a store that ends with the process."""
        return cls(
            checkpointer=InMemorySaver(serde=serializer()),
            calls=MemoryCallLog(),
            book=MemoryBook(),
        )

    def close(self) -> None:
        """Write what waits and let go of the file and of the approvals' server."""
        if isinstance(self.checkpointer, SqliteCheckpointer):
            self.checkpointer.close()
        if isinstance(self.calls, SqliteCallLog):
            self.calls.close()
        self.book.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def forget(self, run_id: str) -> None:
        """Delete what is kept of one run: its state, its calls, its approvals.

        Args:
            run_id: The run.
        """
        self.checkpointer.delete_thread(run_id)
        self.calls.forget(run_id)
        self.book.forget(run_id)
