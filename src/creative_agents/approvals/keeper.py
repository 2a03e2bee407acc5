"""The rules of the book, whatever keeps it: one question an id, one decision, one effect."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from pydantic import JsonValue

from creative_agents.approvals import audit, people, refusals, voting
from creative_agents.approvals.database import SCHEMA_VERSION, Database, create, found_version
from creative_agents.approvals.log import Event, Verified
from creative_agents.approvals.page import Page, head
from creative_agents.approvals.question import Approval, Question
from creative_agents.approvals.rows import Row, moment, stamp
from creative_agents.approvals.transitions import migrate, move_on, referred, take
from creative_agents.approvals.waiting import Waiting, waiting
from creative_agents.domain.approval import Answer, Person
from creative_agents.errors import StorageError, UnknownNameError

LEASE: Final = timedelta(minutes=30)
"""How long a claim keeps others away."""

_WAITS: Final = "status IN ('pending', 'claimed')"


class Keeper:
    """A book over a database; see `ApprovalsBook` for what each method promises."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] | None = None) -> None:
        """Open a book, and make its tables where there are none.

        Args:
            database: Where it is kept.
            clock: Gives the time, in UTC; absent: the machine's.

        Raises:
            StorageError: It cannot be used, or another version wrote it.
        """
        self._database = database
        self._clock = clock or _now
        try:
            self._open()
        except BaseException:
            database.close()
            raise

    @property
    def where(self) -> str:
        """The file or the server, as a message names it."""
        return self._database.where

    def ask(self, question: Question) -> Approval:
        """Write a question, once."""
        return self.ask_once(question)[0]

    def ask_once(self, question: Question) -> tuple[Approval, bool]:
        """Write a question, once; say whether it was new."""
        with self._page() as page:
            kept = referred(page, question)
            asked = Approval(question=kept, expires_at=kept.terms.expires_at)
            if page.insert(asked) is None:
                return page.approval(page.row(question.id)), False
            where = f"WHERE run_id = ? AND gate = ? AND {_WAITS} AND id <> ?"
            for old in page.select(where, question.run_id, question.gate, question.id):
                page.put(replace(old, status="superseded"), "superseded")
            return asked, True

    def get(self, id: str) -> Approval:
        """Give a row."""
        with self._reading() as page:
            return page.approval(page.row(id))

    def pending(self, run_id: str | None = None) -> tuple[Approval, ...]:
        """Give what waits, oldest first."""
        which = " AND run_id = ?" if run_id else ""
        values = (run_id,) if run_id else ()
        with self._reading() as page:
            found = page.select(f"WHERE {_WAITS}{which} ORDER BY asked_at, id", *values)
            return page.approvals(found)

    def of_run(self, run_id: str) -> tuple[Approval, ...]:
        """Give every row of a run, oldest first."""
        with self._reading() as page:
            return page.approvals(page.select("WHERE run_id = ? ORDER BY asked_at, seq", run_id))

    def waiting(
        self, *, brand: str | None = None, run_id: str | None = None, gate: str | None = None
    ) -> tuple[Waiting, ...]:
        """Give a line for each question that waits, the riskiest first, then the oldest."""
        with self._reading() as page:
            return waiting(page.cursor, page.now, brand=brand, run_id=run_id, gate=gate)

    def history(
        self,
        *,
        brand: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Approval, ...]:
        """Give what was decided in a period, in the order of the decisions."""
        clauses = ["status = 'decided'"]
        values: list[object] = []
        for clause, value in (
            ("brand = ?", brand),
            ("decided_at >= ?", since and stamp(since)),
            ("decided_at < ?", until and stamp(until)),
        ):
            if value:
                clauses.append(clause)
                values.append(value)
        where = f"WHERE {' AND '.join(clauses)} ORDER BY decided_at, seq"
        with self._reading() as page:
            return page.approvals(page.select(where, *values))

    def decide(
        self,
        id: str,
        answer: Answer,
        *,
        person: Person | None = None,
        seen: str = "",
        goes_on: bool = False,
    ) -> Approval:
        """Take a person's answer; the question is decided when everybody agreed who must."""
        person = person or (Person(id=answer.by, name=answer.by) if answer.by else None)
        with self._page() as page:
            row = self._timely(page, id)
            if row.waits:
                row = take(page, row, answer, person, seen)
                if goes_on and row.status == "decided":
                    row = page.put(replace(row, effect="started"), "effect_started")
                return page.approval(row)
            late = page.approval(row)
        raise refusals.late(late)

    def claim(self, id: str, person: Person) -> Approval:
        """Keep others from a question while somebody is at it."""
        with self._page() as page:
            row = self._timely(page, id)
            if row.waits:
                ref = people.refer(page.cursor, person)
                refusals.refuse_claimed(page, row, ref)
                until = stamp(page.now + LEASE)
                claimed = replace(row, status="claimed", claimed_by=ref, claimed_until=until)
                return page.approval(page.put(claimed, "claimed", person=ref))
            late = page.approval(row)
        raise refusals.late(late)

    def release(self, id: str, person: Person) -> Approval:
        """Let others at a question again."""
        with self._page() as page:
            row, ref = page.row(id), people.refer(page.cursor, person)
            if row.status != "claimed" or row.claimed_by != ref:
                return page.approval(row)
            freed = replace(row, status="pending", claimed_by=None, claimed_until=None)
            return page.approval(page.put(freed, "released", person=ref))

    def undo(self, id: str, *, person: Person | None = None, via: str = "python") -> Approval:
        """Take a decision back before the work went on from it."""
        with self._page() as page:
            row = page.row(id)
            approval = page.approval(row)
            if row.status != "decided" or row.effect != "none":
                raise refusals.too_late_to_undo(approval)
            ref = people.reference(page.cursor, person)
            unanswered = approval.model_copy(update={"votes": ()})
            voting.refuse_person(unanswered, person, ref, {}, now=page.now)
            ref = people.refer(page.cursor, person)
            freed = replace(row, status="pending", votes="[]", answer=None, decided_at=None)
            return page.approval(page.put(freed, "undone", person=ref, via=via))

    def reopen(self, id: str, *, person: Person | None = None, via: str = "python") -> Approval:
        """Ask again what expired; it has as long as it had the first time."""
        with self._page() as page:
            row = self._timely(page, id)
            if row.status != "expired":
                return page.approval(row)
            asked, expires = moment(row.asked_at), moment(row.expires_at)
            terms = row.approval().question.terms
            assert asked is not None
            assert expires is not None
            assert terms.expires_at is not None
            until = stamp(page.now + (terms.expires_at - asked))
            ref = people.refer(page.cursor, person)
            again = replace(row, status="pending", votes="[]", expires_at=until)
            return page.approval(page.put(again, "reopened", person=ref, via=via))

    def begin_effect(self, id: str) -> Approval:
        """Say that the work goes on from a decision: from now on it cannot be undone."""
        with self._reading() as page:
            row = page.row(id)
            if row.status == "decided" and row.effect != "none":
                return page.approval(row)
        with self._page() as page:
            row = page.row(id)
            refusals.refuse_undecided(row)
            if row.effect == "none":
                row = page.put(replace(row, effect="started"), "effect_started")
            return page.approval(row)

    def end_effect(self, ids: Sequence[str], *, key: str = "") -> None:
        """Say that what decisions brought about is finished."""
        with self._page() as page:
            for id in ids:
                row = page.row(id)
                refusals.refuse_undecided(row)
                if row.effect != "done":
                    done = replace(row, effect="done", effect_key=key)
                    page.put(done, "effect_done", details={"key": key} if key else None)

    def sweep(self) -> tuple[Event, ...]:
        """Remind, escalate and expire what is due; give what happened."""
        now = stamp(self._clock())
        with self._reading() as page:
            if not page.cursor.rows("SELECT 1 FROM approvals WHERE due_at <= ? LIMIT 1", (now,)):
                return ()
        with self._page() as page:
            last, _ = head(page.cursor)
            for row in page.select("WHERE due_at <= ? ORDER BY due_at, seq", stamp(page.now)):
                move_on(page, row)
            return audit.events(page.cursor, after=last)

    def events(
        self,
        *,
        run_id: str | None = None,
        id: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[Event, ...]:
        """Give what happened, oldest first."""
        with self._reading() as page:
            return audit.events(page.cursor, run_id=run_id, id=id, after=after, limit=limit)

    def head(self) -> str:
        """Give the hash of the last event."""
        with self._reading() as page:
            return head(page.cursor)[1]

    def verify(self, head: str | None = None) -> Verified:
        """Check the whole log, and every row against it."""
        with self._reading() as page:
            return audit.verify(page.cursor, expected=head)

    def untold(self, id: str, said: str) -> None:
        """Write that the team's hook did not take a notification."""
        with self._page() as page:
            page.remark("untold", page.row(id), {"said": said})

    def erase(self, id: str) -> tuple[str, ...]:
        """Forget a person's name; give the runs in which they decided."""
        with self._page() as page:
            ref = people.reference(page.cursor, Person(id=id))
            if ref is None:
                raise UnknownNameError(f"the approvals book knows nobody under {id!r}")
            people.erase(page.cursor, ref)
            page.note("erased", person=ref)
            return audit.runs_of(page.cursor, ref)

    def retain(self, days: int, *, brand: str) -> tuple[str, ...]:
        """Drop what is over and older; give the runs that were dropped."""
        with self._page() as page:
            before = stamp(page.now - timedelta(days=days))
            runs = audit.over_before(page.cursor, before, brand=brand)
            if runs:
                last, _ = head(page.cursor)
                audit.drop(page.cursor, runs)
                dropped: list[JsonValue] = list(runs)
                page.note("retained", brand=brand, before=before, upto=last, runs=dropped)
            return runs

    def forget(self, run_id: str) -> None:
        """Delete every row of a run; the log keeps what happened."""
        with self._page() as page:
            found = page.cursor.rows("SELECT id FROM approvals WHERE run_id = ?", (run_id,))
            if found:
                page.cursor.run("DELETE FROM approvals WHERE run_id = ?", (run_id,))
                page.note("forgotten", run_id=run_id, questions=[row[0] for row in found])

    def close(self) -> None:
        """Close the book."""
        self._database.close()

    def _open(self) -> None:
        with self._database.reading() as cursor:
            if found_version(cursor) == SCHEMA_VERSION:
                return
        with self._page() as page:
            try:
                for old in create(page.cursor, self.where):
                    migrate(page, old)
            except ValueError as error:
                raise StorageError(
                    f"the approvals in {self.where!r} cannot be brought up to date: "
                    f"{str(error).splitlines()[0]}; nothing was changed, use the version that "
                    "wrote them"
                ) from error

    def _timely(self, page: Page, id: str) -> Row:
        """Give a row as the clock leaves it."""
        return move_on(page, page.row(id))

    @contextmanager
    def _page(self) -> Iterator[Page]:
        with self._database.writing() as cursor:
            yield Page(cursor, self._clock())

    @contextmanager
    def _reading(self) -> Iterator[Page]:
        with self._database.reading() as cursor:
            yield Page(cursor, self._clock())


def _now() -> datetime:
    return datetime.now(UTC)
