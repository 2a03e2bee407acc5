"""The book in PostgreSQL, for several machines; the only file that knows psycopg."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from creative_agents.approvals.database import Record
from creative_agents.approvals.keeper import Keeper
from creative_agents.errors import MissingExtraError, StorageError

if TYPE_CHECKING:
    import psycopg

_LOCK: Final = 0x63726561746976
"""Number of the advisory lock that whoever writes to the book holds: the chain has one end."""

_PATIENCE: Final = "30s"
"""How long to wait for whoever else writes."""


class PostgresDatabase:
    """A PostgreSQL database, which other machines may use at the same time."""

    def __init__(self, url: str) -> None:
        """Connect.

        Args:
            url: ``postgresql://user:password@host:port/name``.

        Raises:
            MissingExtraError: The extra ``postgres`` is not installed.
            StorageError: It cannot be reached.
        """
        self.where = _without_password(url)
        self._url = url
        self._lock = threading.Lock()
        self._psycopg = _psycopg()
        with self._guarded():
            self._connection = self._connect()

    @contextmanager
    def writing(self) -> "Iterator[PostgresCursor]":
        """Open a transaction in which nobody else writes to the book."""
        with self._transaction() as cursor:
            cursor.rows("SELECT set_config('lock_timeout', ?, true)", (_PATIENCE,))
            cursor.rows("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            yield cursor

    @contextmanager
    def reading(self) -> "Iterator[PostgresCursor]":
        """Open a view that does not change while it is read."""
        with self._transaction() as cursor:
            cursor.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cursor

    def close(self) -> None:
        """Let go of the server."""
        with self._lock:
            self._connection.close()

    def _connect(self) -> "psycopg.Connection[Record]":
        connection: psycopg.Connection[Record] = self._psycopg.connect(
            self._url,
            autocommit=True,
            application_name="creative-agents",
            prepare_threshold=None,  # a pooler between us gives every transaction another session
        )
        return connection

    @contextmanager
    def _transaction(self) -> "Iterator[PostgresCursor]":
        with self._lock, self._guarded():
            if self._connection.closed:  # the server went away and may be back
                self._connection = self._connect()
            with self._connection.transaction(), self._connection.cursor() as cursor:
                yield PostgresCursor(cursor)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.Error as error:
            said = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
            raise StorageError(
                f"the approvals book {self.where!r} cannot be used: {said}; "
                "look at what waits before you answer again, then try when the server answers"
            ) from error


class PostgresCursor:
    """Carries out statements in one transaction."""

    def __init__(self, cursor: "psycopg.Cursor[Record]") -> None:
        """Take psycopg's own cursor."""
        self._cursor = cursor

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Record]:
        """Carry out a query and give every row."""
        return self._execute(statement, values).fetchall()

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """Carry out a change and give how many rows it touched."""
        return self._execute(statement, values).rowcount

    def has_table(self, name: str) -> bool:
        """Say whether a table is there."""
        return bool(self.rows("SELECT 1 WHERE to_regclass(?) IS NOT NULL", (name,)))

    def _execute(self, statement: str, values: Sequence[object]) -> "psycopg.Cursor[Record]":
        return self._cursor.execute(statement.replace("?", "%s").encode(), tuple(values))


class PostgresBook(Keeper):
    """A book in PostgreSQL, which other machines may use at the same time."""

    def __init__(self, url: str, *, clock: Callable[[], datetime] | None = None) -> None:
        """Open a book, and make its tables where there are none.

        Args:
            url: ``postgresql://user:password@host:port/name``.
            clock: Gives the time, in UTC; absent: the machine's.

        Raises:
            MissingExtraError: The extra ``postgres`` is not installed.
            StorageError: The server cannot be reached, or another version wrote the tables.
        """
        super().__init__(PostgresDatabase(url), clock=clock)


def _psycopg() -> Any:  # noqa: ANN401 - a module
    try:
        import psycopg  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("the approvals book in PostgreSQL", extra="postgres") from error
    return psycopg


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    user, _, place = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    netloc = f"{name}@{place}" if name else place
    return parts._replace(netloc=netloc, query="").geturl()
