"""Somebody at the command line, and the questions that they decide."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

import typer

from creative_agents.domain.process import Verdict
from creative_agents.errors import EXIT_DONE, AnswerError, ConfigError, CreativeAgentsError

if TYPE_CHECKING:
    from creative_agents.approvals.question import Approval, Question
    from creative_agents.cli.approving import Desk
    from creative_agents.cli.person import Sitter
    from creative_agents.domain.approval import Answer, Person

FEWEST_SIGNS: Final = 8
"""Signs of a fingerprint that must be typed at least."""

Rest = Literal["approve", "revise", "reject"]
"""A word on the pieces that are not named."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was typed."""

    verdict: Verdict
    """The word."""
    ids: Sequence[str] = ()
    """On which questions."""
    pieces: Sequence[str] = ()
    """On which pieces; empty: on all."""
    rest: Rest | None = None
    """The word on the others."""
    choice: str | None = None
    """The route."""
    note: str = ""
    """What to change, or why."""
    seen: str = ""
    """What the person saw."""


class DecidingSitting:
    """Somebody at the command line, and the questions that they decide."""

    def __init__(self, desk: "Desk", who: "Sitter", said: Said) -> None:
        """Take what was typed.

        Args:
            desk: What the command line knows.
            who: Who answers.
            said: The word, on what.
        """
        self._desk = desk
        self._who = who
        self._said = said
        self._worst = EXIT_DONE

    def go(self, *, resume: bool, as_json: bool) -> int:
        """Decide each question; one that is refused does not keep the others.

        Args:
            resume: Whether the runs are taken up.
            as_json: Whether a machine reads standard output.

        Returns:
            The exit code: of the gravest refusal, else of the runs that were taken up.
        """
        if resume and as_json:
            raise ConfigError(
                "--resume tells how the run goes, and --json what was decided: use --json alone, "
                "then `creative-agents resume RUN --json`"
            )
        told: list[dict[str, object]] = []
        rows: list[Approval] = []
        for id in dict.fromkeys(self._said.ids):
            try:
                row = self._decide(id)
            except CreativeAgentsError as error:
                self._worst = max(self._worst, error.exit_code)
                told.append({"id": id, "error": str(error)})
                typer.echo(f"error: {_line(error)}", err=True)
            else:
                rows.append(row)
                told.append(self._data(row))
                if not as_json:
                    self._tell(row, goes_on=resume)
        if as_json:
            typer.echo(json.dumps(told, ensure_ascii=False))
        return max(self._worst, self._resume(rows) if resume else EXIT_DONE)

    def _decide(self, typed: str) -> "Approval":
        approvals = self._desk.approvals
        row = approvals.show(self._desk.find(typed))
        person = self._desk.person(row.question, self._who)
        if self._said.verdict == "edit":
            return self._correct(row, person)
        answer = _answer(row.question, self._said)
        seen = _seen(row, self._said.seen)
        return approvals.decide(
            row.question.id, answer, person=person, via=self._who.via, seen=seen
        )

    def _correct(self, row: "Approval", person: "Person") -> "Approval":
        """Open the editor, and keep others from the question meanwhile."""
        from creative_agents.approvals.voting import refuse_person
        from creative_agents.cli.correcting import correct

        approvals, id = self._desk.approvals, row.question.id
        refuse_person(row, person, None, {}, now=datetime.now(UTC))  # before they write in vain
        approvals.claim(id, person)
        try:
            row = approvals.show(id)
            answer = correct(self._desk, row, self._said)
            try:
                return approvals.decide(id, answer, person=person, via=self._who.via, seen=row.seen)
            except CreativeAgentsError:
                _give_back(answer)
                raise
        finally:
            approvals.release(id, person)

    def _tell(self, row: "Approval", *, goes_on: bool) -> None:
        from creative_agents.approvals.voting import still_missing
        from creative_agents.cli.plain import one_line

        question = row.question
        words = _words(row)
        typer.echo(f"{question.id}: {words} by {self._who.told}: {one_line(question.title)}")
        if row.waits:
            typer.echo(still_missing(row))
        elif not goes_on:
            typer.echo(self._desk.told_next(row))

    def _data(self, row: "Approval") -> dict[str, object]:
        from creative_agents.approvals.voting import still_missing

        return {
            "id": row.question.id,
            "run_id": row.question.run_id,
            "status": row.status,
            "answer": json.loads(row.answer.model_dump_json()) if row.answer else None,
            "person": self._who.id,
            "via": self._who.via,
            "still_needs": still_missing(row),
            "next": self._desk.next_step(row.question) if not row.waits else "",
        }

    def _resume(self, rows: "Sequence[Approval]") -> int:
        """Take up the runs of ours in which something was decided."""
        worst = EXIT_DONE
        decided = (row.question for row in rows if not row.waits)
        ours = (question.run_id for question in decided if self._desk.record(question))
        for run_id in dict.fromkeys(ours):
            from creative_agents.cli.starting import Terms, run_again

            sitting = run_again(run_id, Terms())
            code = sitting.resume(weights=None, as_json=False, fail_if_waiting=False)
            worst = max(worst, code)
        return worst


_DONE: Final[Mapping[str, str]] = {
    "approve": "approved",
    "edit": "corrected",
    "revise": "sent back",
    "reject": "refused",
}


def _words(row: "Approval") -> str:
    """Say what somebody just decided: ``approved``, or ``1 sent back, 3 approved``."""
    from creative_agents.approvals.answering import decisions

    given = decisions(row.question, row.votes[-1].answer).values()
    counts = Counter(_DONE[one.verdict] for one in given)
    if len(counts) == 1:
        return next(iter(counts))
    return ", ".join(f"{count} {word}" for word, count in counts.items())


def _answer(question: "Question", said: Said) -> "Answer":
    from creative_agents.approvals.saying import whole_answer
    from creative_agents.approvals.words import short

    for piece in said.pieces:
        if piece not in question.pieces:
            raise AnswerError(
                f"the question {question.id!r} has no piece {short(piece)}: "
                f"it has {', '.join(question.pieces)}"
            )
    if question.choices and said.verdict == "approve" and said.choice is None:
        raise AnswerError(
            f"approving {question.id!r} needs a route: add --choice, "
            f"one of {', '.join(question.choices)}"
        )
    return whole_answer(
        question,
        said.verdict,
        pieces=tuple(dict.fromkeys(said.pieces)),
        rest=said.rest,
        choice=said.choice,
        note=said.note,
    )


def _seen(row: "Approval", typed: str) -> str:
    """Give the fingerprint of which somebody typed the first signs."""
    if not typed:
        if row.seen != row.question.fingerprint and row.waits:
            raise AnswerError(
                f"somebody corrected {row.question.id!r} since it was put: "
                f"`creative-agents show {row.question.id}` shows it and what to add"
            )
        return ""
    if len(typed) < FEWEST_SIGNS:
        raise AnswerError(f"--seen is {typed!r}: give the first {FEWEST_SIGNS} signs at least")
    return row.seen if row.seen.startswith(typed) else typed


def _give_back(answer: "Answer") -> None:
    """Show what somebody wrote and nobody took, so that it is not lost."""
    for decision in answer.decisions:
        typer.echo(f"your text for {decision.piece}, which was not taken:", err=True)
        for text in (decision.text, *(field.text for field in decision.fields)):
            typer.echo(text, err=True)


def _line(error: CreativeAgentsError) -> str:
    return "; ".join(str(error).splitlines())
