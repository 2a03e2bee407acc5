"""The approvals book: the truth about what was asked, what was decided and what came of it.

One interface, one set of rules (`keeper`), three places: `MemoryBook` for a notebook or a test,
`SqliteBook` beside the checkpoints, `PostgresBook` for several machines. Writing a question is
idempotent; a decision is taken once, and whoever comes second is told who was first; what
happened stands in a chain of events (`log`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from creative_agents.approvals.database import SCHEMA_VERSION
from creative_agents.approvals.log import Event, Verified
from creative_agents.approvals.question import Approval, Question
from creative_agents.approvals.sqlite_book import MemoryBook, SqliteBook
from creative_agents.approvals.waiting import Waiting
from creative_agents.domain.approval import Answer, Person

__all__ = ["SCHEMA_VERSION", "ApprovalsBook", "MemoryBook", "SqliteBook"]


class ApprovalsBook(Protocol):
    """Keeps questions, decisions and the log."""

    @property
    def where(self) -> str:
        """The file or the server, as a message names it."""
        ...

    def ask(self, question: Question) -> Approval:
        """Write a question, once: the same id again changes nothing.

        Earlier questions of the same gate of the run that still wait are superseded.

        Args:
            question: What is asked.

        Returns:
            The row as it stands, decided already where somebody was quicker.
        """
        ...

    def ask_once(self, question: Question) -> tuple[Approval, bool]:
        """Write a question as `ask` does, and say whether it was new."""
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

    def waiting(
        self, *, brand: str | None = None, run_id: str | None = None, gate: str | None = None
    ) -> tuple[Waiting, ...]:
        """Give a line for each question that waits, the riskiest first, then the oldest.

        It reads no subject, so that ten thousand lines are read at once.
        """
        ...

    def history(
        self,
        *,
        brand: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Approval, ...]:
        """Give what was decided from `since` on and before `until`, in that order."""
        ...

    def decide(
        self,
        id: str,
        answer: Answer,
        *,
        person: Person | None = None,
        seen: str = "",
        goes_on: bool = False,
    ) -> Approval:
        """Take an answer. The question is decided when everybody agreed whom its terms name.

        Args:
            id: The question.
            answer: What is decided.
            person: Whom the caller authenticated; absent: whom `Answer.by` names, which the
                caller vouches for, or nobody.
            seen: `Approval.seen` of what the person saw; empty where the caller cannot say.
            goes_on: True where the work goes on from a decision at once: `begin_effect` in
                the same transaction.

        Returns:
            The row: decided, or still waiting for somebody else's agreement.

        Raises:
            AnswerError: The question cannot take this answer, or not from this person; it
                still waits.
            ApprovalError: It was decided, superseded or expired already, or somebody else is
                at it.
            UnknownNameError: Nothing was asked under this id.
        """
        ...

    def claim(self, id: str, person: Person) -> Approval:
        """Keep others from a question for half an hour, while somebody is at it.

        Raises:
            ApprovalError: Somebody else is at it, or it does not wait.
        """
        ...

    def release(self, id: str, person: Person) -> Approval:
        """Let others at a question again; one that this person had not claimed stays as it is."""
        ...

    def undo(self, id: str, *, person: Person | None = None, via: str = "python") -> Approval:
        """Take a decision back before the work went on from it; the question waits again.

        Raises:
            AnswerError: This person may not.
            ApprovalError: There is no decision, or the work went on from it.
        """
        ...

    def reopen(self, id: str, *, person: Person | None = None, via: str = "python") -> Approval:
        """Ask again what expired; a question that did not is left as it is."""
        ...

    def begin_effect(self, id: str) -> Approval:
        """Say that the work goes on from a decision: from now on it cannot be undone.

        Raises:
            ApprovalError: The question is not decided: nothing may go on.
        """
        ...

    def end_effect(self, ids: Sequence[str], *, key: str = "") -> None:
        """Say that what decisions brought about is finished.

        Args:
            ids: The questions.
            key: What the effect carries, so that whoever receives it can tell a repetition.

        Raises:
            ApprovalError: One of them is not decided.
        """
        ...

    def sweep(self) -> tuple[Event, ...]:
        """Remind, escalate and expire what is due.

        Returns:
            What happened, for whoever tells the team.
        """
        ...

    def events(
        self,
        *,
        run_id: str | None = None,
        id: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[Event, ...]:
        """Give what happened, oldest first.

        Args:
            run_id: Only of this run.
            id: Only of this question.
            after: Only what came after the event of this number.
            limit: The last so many only.
        """
        ...

    def head(self) -> str:
        """Give the hash of the last event, which stands for everything before it."""
        ...

    def verify(self, head: str | None = None) -> Verified:
        """Check the whole log, and every row against it.

        Args:
            head: A hash that was printed once; absent: the chain is checked against itself.

        Returns:
            What is wrong, a line each.
        """
        ...

    def untold(self, id: str, said: str) -> None:
        """Write that the team's hook did not take a notification, and why."""
        ...

    def erase(self, id: str) -> tuple[str, ...]:
        """Forget a person's name; the chain stays whole.

        Args:
            id: `Person.id`.

        Returns:
            The runs in which they decided: their states and deliveries may still name them.

        Raises:
            UnknownNameError: The book does not know them.
        """
        ...

    def retain(self, days: int, *, brand: str) -> tuple[str, ...]:
        """Drop a brand's runs that are over since so many days; the chain stays whole.

        Returns:
            The runs that were dropped.
        """
        ...

    def forget(self, run_id: str) -> None:
        """Delete every row of a run; the log keeps that there were such questions."""
        ...

    def close(self) -> None:
        """Let go of the file or the server."""
        ...
