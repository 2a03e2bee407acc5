"""The book in SQLite: in a file beside the checkpoints, or in memory."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from creative_agents.approvals.database import Record
from creative_agents.approvals.keeper import Keeper
from creative_agents.errors import StorageError


class SqliteDatabase:
    """A SQLite file, which other processes may open at the same time."""

    def __init__(self, path: Path | str) -> None:
        """Open the file.

        Args:
            path: The file; it is made where there is none.

        Raises:
            StorageError: It cannot be opened.
        """
        self.where = str(path)
        self._lock = threading.Lock()
        with self._guarded():
            self._connection = sqlite3.connect(
                self.where, check_same_thread=False, isolation_level=None, timeout=30
            )
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten

    @contextmanager
    def writing(self) -> "Iterator[SqliteCursor]":
        """Open a transaction in which nobody else writes to the file."""
        with self._transaction("BEGIN IMMEDIATE") as cursor:
            yield cursor

    @contextmanager
    def reading(self) -> "Iterator[SqliteCursor]":
        """Open a view that does not change while it is read."""
        with self._transaction("BEGIN") as cursor:
            yield cursor

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self, begin: str) -> "Iterator[SqliteCursor]":
        with self._lock, self._guarded():
            cursor = self._connection.cursor()
            cursor.execute(begin)
            try:
                yield SqliteCursor(cursor)
                cursor.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk ends it by itself
                    cursor.execute("ROLLBACK")
                raise

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StorageError(
                f"the approvals book {self.where!r} cannot be used: {error}; "
                "nothing was decided, try again when the disk answers"
            ) from error


class SqliteCursor:
    """Carries out statements in one transaction."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        """Take SQLite's own cursor."""
        self._cursor = cursor

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Record]:
        """Carry out a query and give every row."""
        return self._cursor.execute(statement, tuple(values)).fetchall()

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """Carry out a change and give how many rows it touched."""
        return self._cursor.execute(statement, tuple(values)).rowcount

    def has_table(self, name: str) -> bool:
        """Say whether a table is there."""
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)))


class SqliteBook(Keeper):
    """A book in a SQLite file, which other processes may open at the same time."""

    def __init__(self, path: Path | str, *, clock: Callable[[], datetime] | None = None) -> None:
        """Open a book, and make its tables where there are none.

        Args:
            path: The file, shared with the checkpoints.
            clock: Gives the time, in UTC; absent: the machine's.

        Raises:
            StorageError: The file cannot be opened or was written by another version.
        """
        super().__init__(SqliteDatabase(path), clock=clock)


class MemoryBook(Keeper):
    """A book that ends with the process."""

    def __init__(self, *, clock: Callable[[], datetime] | None = None) -> None:
        """Open an empty book.

        Args:
            clock: Gives the time, in UTC; absent: the machine's.
        """
        super().__init__(SqliteDatabase(":memory:"), clock=clock)
