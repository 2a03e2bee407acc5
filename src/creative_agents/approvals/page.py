"""One transaction on the book: a row is changed and the log told of it, together or not at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from pydantic import JsonValue

from creative_agents.approvals import people, rows
from creative_agents.approvals.database import Cursor
from creative_agents.approvals.log import GENESIS, Event, EventKind, digest, link
from creative_agents.approvals.question import Approval, Question
from creative_agents.approvals.rows import Row
from creative_agents.approvals.timing import next_due
from creative_agents.approvals.words import short
from creative_agents.domain.approval import Terms
from creative_agents.errors import UnknownNameError


class Page:
    """What is read and written while nobody else writes."""

    def __init__(self, cursor: Cursor, now: datetime) -> None:
        """Open a page.

        Args:
            cursor: The transaction.
            now: Its time (UTC).
        """
        self.cursor = cursor
        self.now = now

    def row(self, id: str) -> Row:
        """Give a row.

        Raises:
            UnknownNameError: Nothing was asked under this id.
        """
        found = self.select("WHERE id = ?", id) if _is_keepable(id) else []
        if not found:
            raise UnknownNameError(
                f"nothing was asked under {short(id)}: `creative-agents inbox` shows what waits"
            )
        return found[0]

    def select(self, where: str, *values: object) -> list[Row]:
        """Give the rows that a clause names."""
        return [Row(*row) for row in self.cursor.rows(f"{rows.SELECT} {where}", values)]

    def approval(self, row: Row) -> Approval:
        """Give a row with the names of its people."""
        return people.named(self.cursor, [row.approval()])[0]

    def approvals(self, found: Iterable[Row]) -> tuple[Approval, ...]:
        """Give rows with the names of their people."""
        return people.named(self.cursor, [row.approval() for row in found])

    def insert(self, approval: Approval, kind: EventKind = "asked") -> Row | None:
        """Write a new row; nothing where there is one of its id."""
        last, _ = self._head()
        row = Row.of(approval, seq=last + 1)
        row = replace(row, due_at=next_due(row, approval.question.terms, self.now))
        if not self.cursor.run(rows.INSERT, rows.inserted(row)):
            return None
        self._append(kind, row, details={"pieces": list(approval.question.pieces)})
        return row

    def put(
        self,
        row: Row,
        kind: EventKind,
        *,
        person: str = "",
        via: str = "",
        details: dict[str, JsonValue] | None = None,
    ) -> Row:
        """Write a changed row, and what happened to it.

        Args:
            row: The row as it is from now on.
            kind: What happened.
            person: Reference of who did it.
            via: Through what.
            details: What else there is to know.
        """
        due_at = next_due(row, _terms(row), self.now) if row.waits else None
        row = replace(row, due_at=due_at)
        self.cursor.run(rows.UPDATE, rows.updated(row))
        self._append(kind, row, person=person, via=via, details=details)
        return row

    def note(
        self, kind: EventKind, *, run_id: str = "", person: str = "", **details: JsonValue
    ) -> None:
        """Write an event that is of no single row."""
        self._write(
            Event(seq=0, at=self.now, kind=kind, run_id=run_id, person=person, details=details)
        )

    def remark(self, kind: EventKind, row: Row, details: dict[str, JsonValue]) -> None:
        """Write an event of a row that it leaves as it is."""
        self._append(kind, row, details=details)

    def _append(
        self,
        kind: EventKind,
        row: Row,
        *,
        person: str = "",
        via: str = "",
        details: dict[str, JsonValue] | None = None,
    ) -> None:
        event = Event(
            seq=0,
            at=self.now,
            kind=kind,
            approval=row.id,
            run_id=row.run_id,
            brand=row.brand,
            gate=row.gate,
            round=row.round,
            person=person,
            via=via,
            fingerprint=row.fingerprint,
            row=row.sha256,
            details=details or {},
        )
        self._write(event)

    def _write(self, event: Event) -> None:
        last, previous = self._head()
        event = event.model_copy(update={"seq": last + 1})
        content = event.content()
        content_sha256 = digest(content)
        self.cursor.run(
            "INSERT INTO approval_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                event.seq,
                rows.stamp(event.at),
                event.kind,
                event.approval,
                event.run_id,
                event.person,
                content,
                content_sha256,
                link(previous, content_sha256),
            ),
        )

    def _head(self) -> tuple[int, str]:
        return head(self.cursor)


def _terms(row: Row) -> Terms:
    return Question.model_validate_json(row.question).terms


def head(cursor: Cursor) -> tuple[int, str]:
    """Give the number and the hash of the last event."""
    found = cursor.rows("SELECT seq, hash FROM approval_events ORDER BY seq DESC LIMIT 1")
    return (int(found[0][0]), str(found[0][1])) if found else (0, GENESIS)


def _is_keepable(id: object) -> bool:
    """Say whether something could stand in a book as an id: no half a character, no zero byte."""
    if not isinstance(id, str) or "\0" in id:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in id)
