"""The one small interface under the book: SQL that SQLite and PostgreSQL both understand.

A statement marks its values with ``?``; nothing else in a statement is a question mark.
"""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol

from creative_agents.errors import StorageError

SCHEMA_VERSION: Final = 2
"""Version of the tables. A file of version 1 is brought up to it when it is opened."""

Record = tuple[Any, ...]
"""What a statement gives for one row."""


class Cursor(Protocol):
    """Carries out statements inside one transaction."""

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Record]:
        """Carry out a query and give every row."""
        ...

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """Carry out a change and give how many rows it touched."""
        ...

    def has_table(self, name: str) -> bool:
        """Say whether a table is there."""
        ...


class Database(Protocol):
    """Where a book is kept."""

    where: str
    """The file or the server, as a message names it; never with a password."""

    def writing(self) -> AbstractContextManager[Cursor]:
        """Open a transaction in which nobody else writes to the book.

        Raises:
            StorageError: It cannot be used; nothing was written.
        """
        ...

    def reading(self) -> AbstractContextManager[Cursor]:
        """Open a view that does not change while it is read.

        Raises:
            StorageError: It cannot be used.
        """
        ...

    def close(self) -> None:
        """Let go of the file or the server."""
        ...


TABLES: Final = (
    """CREATE TABLE approvals (
        id TEXT PRIMARY KEY, seq BIGINT NOT NULL, run_id TEXT NOT NULL, brand TEXT NOT NULL,
        gate TEXT NOT NULL, round BIGINT NOT NULL, title TEXT NOT NULL, pieces BIGINT NOT NULL,
        risk BIGINT NOT NULL, status TEXT NOT NULL, fingerprint TEXT NOT NULL,
        asked_at TEXT NOT NULL, expires_at TEXT, due_at TEXT, decided_at TEXT, claimed_by TEXT,
        claimed_until TEXT, effect TEXT NOT NULL, effect_key TEXT NOT NULL,
        question TEXT NOT NULL, votes TEXT NOT NULL, answer TEXT)""",
    "CREATE INDEX approvals_waiting ON approvals (status, asked_at)",
    "CREATE INDEX approvals_run ON approvals (run_id, seq)",
    "CREATE INDEX approvals_due ON approvals (due_at) WHERE due_at IS NOT NULL",
    """CREATE TABLE approval_events (
        seq BIGINT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, approval TEXT NOT NULL,
        run_id TEXT NOT NULL, person TEXT NOT NULL, content TEXT, content_sha256 TEXT NOT NULL,
        hash TEXT NOT NULL)""",
    "CREATE INDEX approval_events_run ON approval_events (run_id, seq)",
    "CREATE INDEX approval_events_approval ON approval_events (approval, seq)",
    "CREATE TABLE approval_people (ref TEXT PRIMARY KEY, id TEXT UNIQUE, name TEXT)",
)
"""The tables of this version. People stand in one of them only, so that they can be erased."""


def found_version(cursor: Cursor) -> int:
    """Give the version of the tables; 0 where there are none."""
    if not cursor.has_table("approvals_meta"):
        return 0
    rows = cursor.rows("SELECT version FROM approvals_meta")
    return int(rows[0][0]) if rows else 0


def create(cursor: Cursor, where: str) -> list[dict[str, Any]]:
    """Make the tables where they are absent, and take over those of version 1.

    Args:
        cursor: A transaction in which nobody else writes.
        where: The file or the server, for a message.

    Returns:
        The rows of version 1, as it kept them, oldest first, for the book to write anew.

    Raises:
        StorageError: Another version wrote the tables.
    """
    version = found_version(cursor)
    if version == SCHEMA_VERSION:
        return []
    if version not in {0, 1}:
        raise StorageError(
            f"the approvals in {where!r} have schema {version!r} and this version "
            f"reads {SCHEMA_VERSION}: use the version that wrote them, or another file"
        )
    old = _taken_over(cursor) if version else []
    for statement in TABLES:
        cursor.run(statement)
    if not cursor.has_table("approvals_meta"):
        cursor.run("CREATE TABLE approvals_meta (version BIGINT NOT NULL)")
    cursor.run("DELETE FROM approvals_meta")
    cursor.run("INSERT INTO approvals_meta VALUES (?)", (SCHEMA_VERSION,))
    return old


def _taken_over(cursor: Cursor) -> list[dict[str, Any]]:
    rows = cursor.rows("SELECT status, body FROM approvals ORDER BY asked_at, rowid")
    cursor.run("DROP TABLE approvals")
    return [{**json.loads(body), "status": status} for status, body in rows]
