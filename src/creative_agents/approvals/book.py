"""The approvals book: the truth about what was asked and what was decided.

One interface, two keepers: `MemoryBook` for a notebook or a test, `SqliteBook` beside the
checkpoints. Writing a question is idempotent; a decision is taken once, and whoever comes
second is told who was first.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.question import Approval, Question, Status
from creative_agents.domain.approval import Answer
from creative_agents.errors import ApprovalError, StorageError, UnknownNameError

SCHEMA_VERSION: Final = 1


class ApprovalsBook(Protocol):
    """Keeps questions and decisions."""

    def ask(self, question: Question) -> Approval:
        """Write a question, once: the same id again changes nothing.

        Earlier questions of the same gate of the run that still wait are superseded.

        Args:
            question: What is asked.

        Returns:
            The row as it stands, decided already where somebody was quicker.
        """
        ...

    def get(self, id: str) -> Approval:
        """Give a row.

        Raises:
            UnknownNameError: Nothing was asked under this id.
        """
        ...

    def pending(self, run_id: str | None = None) -> tuple[Approval, ...]:
        """Give what waits, oldest first, of one run or of all."""
        ...

    def of_run(self, run_id: str) -> tuple[Approval, ...]:
        """Give every row of a run, oldest first."""
        ...

    def decide(self, id: str, answer: Answer) -> Approval:
        """Take a decision, once.

        Args:
            id: The question.
            answer: What is decided.

        Returns:
            The decided row.

        Raises:
            AnswerError: The question cannot take this answer; it still waits.
            ApprovalError: It was decided or superseded already.
            UnknownNameError: Nothing was asked under this id.
        """
        ...

    def forget(self, run_id: str) -> None:
        """Delete every row of a run."""
        ...


class MemoryBook:
    """A book that ends with the process."""

    def __init__(self) -> None:
        """Open an empty book."""
        self._rows: dict[str, Approval] = {}
        self._lock = threading.Lock()

    def ask(self, question: Question) -> Approval:
        """Write a question, once."""
        with self._lock:
            if question.id not in self._rows:
                for row in self._waiting(question.run_id):
                    if row.question.gate == question.gate:
                        self._rows[row.question.id] = row.model_copy(
                            update={"status": "superseded"}
                        )
                self._rows[question.id] = Approval(question=question)
            return self._rows[question.id]

    def get(self, id: str) -> Approval:
        """Give a row."""
        if id not in self._rows:
            raise _unknown(id)
        return self._rows[id]

    def pending(self, run_id: str | None = None) -> tuple[Approval, ...]:
        """Give what waits, oldest first."""
        return tuple(self._waiting(run_id))

    def of_run(self, run_id: str) -> tuple[Approval, ...]:
        """Give every row of a run, oldest first."""
        return tuple(row for row in self._rows.values() if row.question.run_id == run_id)

    def decide(self, id: str, answer: Answer) -> Approval:
        """Take a decision, once."""
        with self._lock:
            decided = _decided(self.get(id), answer)
            self._rows[id] = decided
            return decided

    def forget(self, run_id: str) -> None:
        """Delete every row of a run."""
        with self._lock:
            self._rows = {
                key: row for key, row in self._rows.items() if row.question.run_id != run_id
            }

    def _waiting(self, run_id: str | None) -> Iterator[Approval]:
        for row in list(self._rows.values()):
            if row.status == "pending" and run_id in (None, row.question.run_id):
                yield row


class SqliteBook:
    """A book in a SQLite file, which other processes may open at the same time."""

    def __init__(self, path: Path | str) -> None:
        """Open a book, and make its table where there is none.

        Args:
            path: The file, shared with the checkpoints.

        Raises:
            StorageError: The file cannot be opened or was written by another version.
        """
        self._path = str(path)
        self._lock = threading.Lock()
        with self._guarded():
            self._connection = sqlite3.connect(
                self._path, check_same_thread=False, isolation_level=None, timeout=30
            )
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._create()

    def ask(self, question: Question) -> Approval:
        """Write a question, once."""
        with self._transaction() as cursor:
            row = _Row.of(Approval(question=question))
            inserted = cursor.execute(
                "INSERT INTO approvals VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                row,
            ).rowcount
            if inserted:
                cursor.execute(
                    "UPDATE approvals SET status = 'superseded' "
                    "WHERE run_id = ? AND gate = ? AND status = 'pending' AND id <> ?",
                    (question.run_id, question.gate, question.id),
                )
            return self._read(cursor, question.id)

    def get(self, id: str) -> Approval:
        """Give a row."""
        with self._reading() as cursor:
            return self._read(cursor, id)

    def pending(self, run_id: str | None = None) -> tuple[Approval, ...]:
        """Give what waits, oldest first."""
        where = "status = 'pending'" + (" AND run_id = ?" if run_id else "")
        with self._reading() as cursor:
            rows = cursor.execute(
                f"SELECT * FROM approvals WHERE {where} ORDER BY asked_at, id",  # noqa: S608 - no value in it
                (run_id,) if run_id else (),
            ).fetchall()
        return tuple(_Row(*row).approval() for row in rows)

    def of_run(self, run_id: str) -> tuple[Approval, ...]:
        """Give every row of a run, oldest first."""
        with self._reading() as cursor:
            rows = cursor.execute(
                "SELECT * FROM approvals WHERE run_id = ? ORDER BY asked_at, rowid", (run_id,)
            ).fetchall()
        return tuple(_Row(*row).approval() for row in rows)

    def decide(self, id: str, answer: Answer) -> Approval:
        """Take a decision, once."""
        with self._transaction() as cursor:
            row = _Row.of(_decided(self._read(cursor, id), answer))
            cursor.execute(
                "UPDATE approvals SET status = ?, body = ?, decided_at = ? WHERE id = ?",
                (row.status, row.body, row.decided_at, id),
            )
            return row.approval()

    def forget(self, run_id: str) -> None:
        """Delete every row of a run."""
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM approvals WHERE run_id = ?", (run_id,))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _create(self) -> None:
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS approvals_meta (version INTEGER NOT NULL)"
        )
        found = self._connection.execute("SELECT version FROM approvals_meta").fetchone()
        if found is None:
            self._connection.execute("INSERT INTO approvals_meta VALUES (?)", (SCHEMA_VERSION,))
        elif found[0] != SCHEMA_VERSION:
            raise StorageError(
                f"the approvals in {self._path!r} have schema {found[0]!r} and this version "
                f"reads {SCHEMA_VERSION}: use the version that wrote them, or another file"
            )
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS approvals (id TEXT PRIMARY KEY, run_id TEXT NOT NULL, "
            "gate TEXT NOT NULL, status TEXT NOT NULL, asked_at TEXT NOT NULL, "
            "decided_at TEXT, body TEXT NOT NULL)"
        )
        self._connection.execute(
            "CREATE INDEX IF NOT EXISTS approvals_waiting ON approvals (status, asked_at)"
        )

    def _read(self, cursor: sqlite3.Cursor, id: str) -> Approval:
        row = cursor.execute("SELECT * FROM approvals WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise _unknown(id)
        return _Row(*row).approval()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Cursor]:
        with self._lock, self._guarded():
            yield self._connection.cursor()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Cursor]:
        with self._lock, self._guarded():
            cursor = self._connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
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
                f"the approvals book {self._path!r} cannot be used: {error}; "
                "nothing was decided, try again when the disk answers"
            ) from error


class _Row(NamedTuple):
    """A row as SQLite keeps it: what is searched in columns, the whole in JSON."""

    id: str
    run_id: str
    gate: str
    status: Status
    asked_at: str
    decided_at: str | None
    body: str

    @classmethod
    def of(cls, approval: Approval) -> "_Row":
        question = approval.question
        return cls(
            id=question.id,
            run_id=question.run_id,
            gate=question.gate,
            status=approval.status,
            asked_at=question.asked_at.isoformat(),
            decided_at=approval.decided_at.isoformat() if approval.decided_at else None,
            body=approval.model_dump_json(),
        )

    def approval(self) -> Approval:
        return Approval.model_validate_json(self.body).model_copy(update={"status": self.status})


def _decided(row: Approval, answer: Answer) -> Approval:
    if row.status != "pending":
        raise ApprovalError(_late(row))
    decisions(row.question, answer)
    now = datetime.now(UTC)
    return row.model_copy(update={"status": "decided", "answer": answer, "decided_at": now})


def _late(row: Approval) -> str:
    question = row.question
    if row.status == "superseded":
        return (
            f"the question {question.id!r} is out of date, a newer round took its place: "
            f"answer the one that waits in run {question.run_id!r}"
        )
    who = (row.answer.by or row.answer.via) if row.answer else "somebody"
    return f"the question {question.id!r} was decided by {who} at {row.decided_at}"


def _unknown(id: str) -> UnknownNameError:
    return UnknownNameError(
        f"nothing was asked under {id!r}: `creative-agents runs list` shows what waits"
    )
