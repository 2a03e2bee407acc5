"""Where a run of a suite is kept, so that what is finished is never done again.

One SQLite file holds the finished trials and, beside them, every finished model call.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self

from creative_agents.errors import StorageError
from creative_agents.evals.trial import Trial
from creative_agents.llm.calls import CallLog, MemoryCallLog, SqliteCallLog

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS evals_trial (
    run TEXT NOT NULL, trial TEXT NOT NULL, held TEXT NOT NULL, PRIMARY KEY (run, trial)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evals_done (run TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID;
"""

_PUT: Final = "INSERT OR REPLACE INTO evals_trial VALUES (?, ?, ?)"

_DONE: Final = """
INSERT INTO evals_done VALUES (?, 1) ON CONFLICT (run) DO UPDATE SET times = times + 1
"""


class TrialStore(Protocol):
    """Where trials and their model calls are kept."""

    @property
    def calls(self) -> CallLog:
        """The log of model calls."""
        ...

    def session(self, run: str) -> str:
        """Name the session to go on with: the one that was left, or a new one after `end`."""
        ...

    def finished(self, session: str) -> Mapping[str, Trial]:
        """Give what a session has finished, by `key_of`."""
        ...

    async def keep(self, session: str, trial: Trial) -> None:
        """Keep a trial; when awaited, it survives a power cut."""
        ...

    async def end(self, run: str) -> None:
        """Say that everything was scored: the next session asks everything anew."""
        ...


class MemoryStore:
    """A store that ends with the process."""

    def __init__(self) -> None:
        self.calls: CallLog = MemoryCallLog()
        self._kept: dict[str, dict[str, Trial]] = {}
        self._done: Counter[str] = Counter()

    def session(self, run: str) -> str:
        """Name the session to go on with; see `TrialStore`."""
        return f"{run}/{self._done[run] + 1}"

    def finished(self, session: str) -> Mapping[str, Trial]:
        """Give what a session has finished; see `TrialStore`."""
        return dict(self._kept.get(session, {}))

    async def keep(self, session: str, trial: Trial) -> None:
        """Keep a trial; see `TrialStore`."""
        self._kept.setdefault(session, {})[key_of(trial)] = trial

    async def end(self, run: str) -> None:
        """Say that everything was scored; see `TrialStore`."""
        self._done[run] += 1


class SqliteStore:
    """A store in a file: a run that was killed goes on where it was."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open a file; it is made where it is absent.

        Args:
            path: The file; its folder is made too.

        Raises:
            StorageError: It cannot be used.
        """
        self.path = Path(path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path)) as connection:
                connection.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise StorageError(f"the eval store {str(path)!r} cannot be used: {error}") from error
        self._log = SqliteCallLog(self.path)

    @property
    def calls(self) -> CallLog:
        """The log of model calls; see `TrialStore`."""
        return self._log

    def session(self, run: str) -> str:
        """Name the session to go on with; see `TrialStore`."""
        rows = self._read("SELECT times FROM evals_done WHERE run = ?", run)
        return f"{run}/{(rows[0][0] if rows else 0) + 1}"

    def finished(self, session: str) -> Mapping[str, Trial]:
        """Give what a session has finished; see `TrialStore`."""
        rows = self._read("SELECT trial, held FROM evals_trial WHERE run = ?", session)
        return {name: Trial.model_validate_json(held) for name, held in rows}

    async def keep(self, session: str, trial: Trial) -> None:
        """Keep a trial; see `TrialStore`."""
        row = (session, key_of(trial), trial.model_dump_json())
        await self._log.writer.write([(_PUT, row)], synced=True)

    async def end(self, run: str) -> None:
        """Say that everything was scored; see `TrialStore`."""
        await self._log.writer.write([(_DONE, (run,))], synced=True)

    def _read(self, statement: str, name: str) -> list[tuple[Any, ...]]:
        try:
            with closing(sqlite3.connect(self.path)) as connection:
                return connection.execute(statement, (name,)).fetchall()
        except sqlite3.Error as error:
            raise StorageError(
                f"the eval store {str(self.path)!r} cannot be read: {error}"
            ) from error

    def close(self) -> None:
        """Write what waits and end the writer."""
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def key_of(trial: Trial) -> str:
    """Name a trial within its run: its case, the fingerprint of the case, its epoch."""
    return f"{trial.case}/{trial.case_hash}/{trial.epoch}"
