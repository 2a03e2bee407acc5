"""The one door: what the command line, a notebook, a page or a chat bot does with approvals.

It writes the book and nothing else: whoever runs the graph resumes it, and the graph follows
the book. Who answers is whom the caller authenticated, never what an answer says of itself.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from creative_agents.approvals import notify
from creative_agents.approvals.answering import decisions, read_answer
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.log import Event, Verified, review_line
from creative_agents.approvals.opening import open_book
from creative_agents.approvals.question import BOOK, Approval, Question
from creative_agents.approvals.waiting import Waiting
from creative_agents.approvals.words import short
from creative_agents.domain.approval import Answer, Person
from creative_agents.domain.process import Hook
from creative_agents.errors import AnswerError, UnknownNameError

CheckEdits = Callable[[Question, Answer], None]
"""Checks a person's own texts by the brand's rules; raises `AnswerError` where one breaks."""

_OURS: Final = frozenset({"policy", "graph", BOOK})
"""What an answer came through that no person's did."""


@runtime_checkable
class HasBook(Protocol):
    """A store of runs, as `RunStore` is."""

    @property
    def book(self) -> ApprovalsBook:
        """Its approvals book."""
        ...


class Approvals:
    """Lists, shows, decides and undoes; sync and async.

    ::

        approvals = Approvals()
        for line in approvals.list():
            print(line.id, line.title)
        approvals.decide("3f2a9c", {"default": "approve"}, person=Person(id="ana"))
    """

    def __init__(
        self,
        store: "HasBook | ApprovalsBook | Path | str | None" = None,
        *,
        brand: str | None = None,
        check_edits: CheckEdits | None = None,
        hooks: Callable[[str], Hook | None] | None = None,
    ) -> None:
        """Open the door to a book.

        Args:
            store: A store of runs, a book, a file, or ``postgresql://...``; absent: as
                `open_book` says.
            brand: Id of the only brand whose questions this door knows; absent: every brand's.
            check_edits: Checks a person's own texts by the brand's rules before they count;
                absent: an answer that corrects copy is refused.
            hooks: Gives a brand's hook by its id: whoever lists then reminds, escalates and
                closes what is due, and tells the team; absent: `sweep` does, where it is called.

        Raises:
            StorageError: The book cannot be opened.
        """
        self.book = _book_of(store)
        """The book behind the door."""
        self._brand = brand
        self._check_edits = check_edits
        self._hooks = hooks

    def list(
        self, *, brand: str | None = None, run: str | None = None, gate: str | None = None
    ) -> tuple[Waiting, ...]:
        """Give what waits, the riskiest first, then the oldest.

        Args:
            brand: Only this brand's, by its id.
            run: Only this run's.
            gate: Only this gate's.
        """
        if self._hooks is not None:
            self.sweep()
        return self.book.waiting(brand=self._brand or brand, run_id=run, gate=gate)

    def show(self, id: str) -> Approval:
        """Give a question whole: what it shows, what was said so far, where it stands.

        Args:
            id: The question.

        Raises:
            UnknownNameError: Nothing was asked under this id.
        """
        row = self.book.get(id)
        if self._brand not in {None, row.question.brand}:
            raise UnknownNameError(
                f"nothing was asked under {short(id)} for the brand {short(self._brand)}"
            )
        return row

    def decide(
        self,
        id: str,
        answer: object,
        *,
        person: Person | None = None,
        via: str = "python",
        seen: str = "",
    ) -> Approval:
        """Take an answer.

        Args:
            id: The question.
            answer: An `Answer`, or its fields as JSON has them; who it says gave it is not
                believed.
            person: Whom the caller authenticated; absent: nobody, and the answer counts only
                where the gate's policy allows that.
            via: Through what: ``terminal``, ``notebook``, ``page``.
            seen: `Approval.seen` of what the person saw, so that an answer to something else
                is refused; empty where the caller cannot say.

        Returns:
            The row: decided, or waiting for somebody else's agreement.

        Raises:
            AnswerError: The question cannot take this answer, or not from this person; it
                still waits.
            ApprovalError: It was decided, superseded or expired already, or somebody else is
                at it.
            UnknownNameError: Nothing was asked under this id.
        """
        if via in _OURS:
            raise AnswerError(f"an answer does not come through {via!r}: say what it came through")
        said = read_answer(answer).model_copy(update={"by": "", "via": via})
        row = self.show(id)
        if row.waits:
            self._check(row.question, said)
        return self.book.decide(id, said, person=person, seen=seen)

    def claim(self, id: str, person: Person) -> Approval:
        """Keep others from a question for half an hour, while somebody is at it.

        Raises:
            ApprovalError: Somebody else is at it, or it does not wait.
        """
        return self.book.claim(self.show(id).question.id, person)

    def release(self, id: str, person: Person) -> Approval:
        """Let others at a question again."""
        return self.book.release(self.show(id).question.id, person)

    def undo(self, id: str, *, person: Person | None = None, via: str = "python") -> Approval:
        """Take a decision back before the work went on from it; the question waits again.

        Raises:
            AnswerError: This person may not.
            ApprovalError: There is no decision, or the work went on from it.
        """
        return self.book.undo(self.show(id).question.id, person=person, via=via)

    def reopen(self, id: str, *, person: Person | None = None, via: str = "python") -> Approval:
        """Ask again what expired."""
        return self.book.reopen(self.show(id).question.id, person=person, via=via)

    def sweep(self) -> tuple[Event, ...]:
        """Remind, escalate and close what is due, and tell the teams whose hooks are known.

        Returns:
            What happened.
        """
        happened = self.book.sweep()
        for event in happened:
            if self._hooks is not None:
                notify.tell(self._hooks(event.brand), self.book, (event.approval,), event.kind)
        return happened

    def events(
        self,
        *,
        run: str | None = None,
        id: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[Event, ...]:
        """Give what happened, oldest first.

        Args:
            run: Only of this run.
            id: Only of this question.
            after: Only what came after the event of this number.
            limit: The last so many only.
        """
        found = self.book.events(run_id=run, id=id, after=after, limit=limit)
        return tuple(event for event in found if self._brand in {None, event.brand})

    def history(
        self,
        *,
        brand: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Approval, ...]:
        """Give what was decided from `since` on and before `until`, in that order."""
        return self.book.history(brand=self._brand or brand, since=since, until=until)

    def verify(self, head: str | None = None) -> Verified:
        """Check the whole log, against a head that was printed once where one is given."""
        return self.book.verify(head)

    def export(self, *, run: str | None = None) -> Iterator[str]:
        """Give the record of who reviewed what, a line of JSON for each thing that happened.

        It says what was shown (by its SHA-256), who answered, whether the caller had
        authenticated them, when, through what, and which word they gave to which piece. It is a
        record of human review of copy that AI helped to make; it does not say that a law is
        complied with.

        Args:
            run: Only of this run.
        """
        return map(review_line, self.events(run=run))

    def erase(self, id: str) -> tuple[str, ...]:
        """Forget a person's name; the chain stays whole.

        Args:
            id: `Person.id`.

        Returns:
            The runs in which they decided: their states and deliveries may still name them.

        Raises:
            UnknownNameError: The book does not know them.
        """
        return self.book.erase(id)

    def retain(self, days: int, *, brand: str) -> tuple[str, ...]:
        """Drop a brand's runs that are over since so many days; the chain stays whole.

        Returns:
            The runs that were dropped.

        Raises:
            UnknownNameError: This door knows another brand only.
        """
        if self._brand not in {None, brand}:
            raise UnknownNameError(f"this is the door of {self._brand!r}, not of {short(brand)}")
        return self.book.retain(days, brand=brand)

    async def alist(
        self, *, brand: str | None = None, run: str | None = None, gate: str | None = None
    ) -> tuple[Waiting, ...]:
        """Give what waits: see `list`."""
        return await asyncio.to_thread(self.list, brand=brand, run=run, gate=gate)

    async def ashow(self, id: str) -> Approval:
        """Give a question whole: see `show`."""
        return await asyncio.to_thread(self.show, id)

    async def adecide(
        self,
        id: str,
        answer: object,
        *,
        person: Person | None = None,
        via: str = "python",
        seen: str = "",
    ) -> Approval:
        """Take an answer: see `decide`."""
        return await asyncio.to_thread(self.decide, id, answer, person=person, via=via, seen=seen)

    async def aundo(
        self, id: str, *, person: Person | None = None, via: str = "python"
    ) -> Approval:
        """Take a decision back: see `undo`."""
        return await asyncio.to_thread(self.undo, id, person=person, via=via)

    async def aevents(
        self,
        *,
        run: str | None = None,
        id: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[Event, ...]:
        """Give what happened: see `events`."""
        return await asyncio.to_thread(self.events, run=run, id=id, after=after, limit=limit)

    def _check(self, question: Question, answer: Answer) -> None:
        given = decisions(question, answer)
        is_copy = "variants" in question.subject
        if not is_copy or all(one.verdict != "edit" for one in given.values()):
            return
        if self._check_edits is None:
            raise AnswerError(
                "a correction of copy is checked by the brand's rules before it counts: answer "
                "where the brand is at hand, or pass check_edits"
            )
        self._check_edits(question, answer)


def _book_of(store: "HasBook | ApprovalsBook | Path | str | None") -> ApprovalsBook:
    if store is None or isinstance(store, str | Path):
        return open_book(store)
    return store.book if isinstance(store, HasBook) else store
