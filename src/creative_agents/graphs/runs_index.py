"""The list of runs: what a command line needs to show them and to take them up again.

It loads no langgraph, so that listing is quick.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from creative_agents.approvals.opening import HOME, data_file
from creative_agents.domain.base import Model, Text
from creative_agents.errors import StorageError, UnknownNameError

__all__ = ["HOME", "RunRecord", "RunStatus", "RunsIndex", "data_file"]

RunStatus = Literal["running", "waiting", "stopped", "done", "rejected", "empty"]
"""``stopped``: a service, a disk, a budget or Ctrl-C; `resume` goes on. ``rejected``: a person
ended it. ``empty``: nothing passed, nothing was delivered."""


class RunRecord(Model):
    """One run, and what it was started with."""

    id: Text
    """Identifier, as a person types it."""
    title: Text
    """The brief's title."""
    brand_folder: Text
    """The brand's folder."""
    brief: Text
    """The brief, as JSON."""
    model: Text
    """The model's name."""
    base_url: str | None = None
    """The service's address, where the user named one."""
    channels: tuple[str, ...] = ()
    """Where it runs."""
    variants: int = 2
    """Variants a channel."""
    approve: Literal["ask", "policy"] = "ask"
    """Who answers the gates."""
    budget_usd: str | None = None
    """The budget for model calls, in US dollars."""
    out: Text
    """The folder that receives the delivery."""
    status: RunStatus = "running"
    """Where it stands."""
    said: str = ""
    """The last word on it: the question that waits, the error, the delivery's path."""
    created_at: datetime
    """When (UTC)."""
    updated_at: datetime
    """When it last moved (UTC)."""


class RunsIndex:
    """The list of runs in a SQLite file."""

    def __init__(self, path: Path | str | None = None) -> None:
        """Open the list.

        Args:
            path: The file; absent: as `data_file` says.

        Raises:
            StorageError: The file cannot be used.
        """
        self._path = data_file(path)
        with self._connected() as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS runs (id TEXT PRIMARY KEY, status TEXT NOT NULL, "
                "updated_at TEXT NOT NULL, body TEXT NOT NULL)"
            )

    def add(self, run: RunRecord) -> bool:
        """Write a new run; of several processes that choose the same id, one has it.

        Returns:
            False where the id is taken: nothing was written.
        """
        with self._connected() as connection:
            return bool(
                connection.execute(
                    "INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?)", _row(run)
                ).rowcount
            )

    def save(self, run: RunRecord) -> RunRecord:
        """Write a run, new or changed, and give it with its time."""
        run = run.model_copy(update={"updated_at": datetime.now(UTC)})
        with self._connected() as connection:
            connection.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)", _row(run))
        return run

    def get(self, id: str) -> RunRecord:
        """Give a run.

        Raises:
            UnknownNameError: There is no such run.
            StorageError: Another version wrote it.
        """
        with self._connected() as connection:
            row = connection.execute("SELECT body FROM runs WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise UnknownNameError(
                f"there is no run {id!r}: `creative-agents runs list` shows them"
            )
        return self._read(id, row[0])

    def all(self) -> tuple[RunRecord, ...]:
        """Give every run, the latest first.

        Raises:
            StorageError: Another version wrote one of them.
        """
        with self._connected() as connection:
            rows = connection.execute(
                "SELECT id, body FROM runs ORDER BY updated_at DESC"
            ).fetchall()
        return tuple(self._read(*row) for row in rows)

    def delete(self, id: str) -> None:
        """Forget a run; its checkpoints, calls and approvals are the store's to forget."""
        with self._connected() as connection:
            connection.execute("DELETE FROM runs WHERE id = ?", (id,))

    def _read(self, id: str, body: str) -> RunRecord:
        try:
            return RunRecord.model_validate_json(body)
        except ValidationError as error:
            raise StorageError(
                f"the run {id!r} in {str(self._path)!r} was written by another version: use that "
                f"version, or set {HOME} to another folder"
            ) from error

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self._path, timeout=30)
            connection.execute("PRAGMA journal_mode=WAL")
            with connection:
                yield connection
        except sqlite3.Error as error:
            raise StorageError(
                f"the runs in {str(self._path)!r} cannot be used: {error}; "
                f"set {HOME} to a folder that can be written"
            ) from error
        finally:
            if connection is not None:
                connection.close()


def _row(run: RunRecord) -> tuple[str, str, str, str]:
    return run.id, run.status, run.updated_at.isoformat(), run.model_dump_json()
