"""A row of the book: what is searched in columns, what is shown in JSON."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Final, Self

from pydantic import TypeAdapter

from creative_agents.approvals.log import canonical, digest
from creative_agents.approvals.question import Approval, Effect, Question, Status, Vote
from creative_agents.domain.approval import Answer, Risk

RISKS: Final[tuple[Risk, ...]] = ("low", "medium", "high")
"""In the order in which they weigh: a row holds the place."""

_VOTES: Final = TypeAdapter(tuple[Vote, ...])


@dataclass(frozen=True, slots=True)
class Row:
    """A row, column by column; people stand in it by their reference."""

    id: str
    seq: int
    run_id: str
    brand: str
    gate: str
    round: int
    title: str
    pieces: int
    risk: int
    status: Status
    fingerprint: str
    asked_at: str
    expires_at: str | None
    due_at: str | None
    decided_at: str | None
    claimed_by: str | None
    claimed_until: str | None
    effect: Effect
    effect_key: str
    question: str
    votes: str
    answer: str | None

    @classmethod
    def of(cls, approval: Approval, *, seq: int) -> Self:
        """Write an approval as a row.

        Args:
            approval: What it says; its names must be references already.
            seq: Number of the event that put the question.
        """
        question = approval.question
        return cls(
            id=question.id,
            seq=seq,
            run_id=question.run_id,
            brand=question.brand,
            gate=question.gate,
            round=question.round,
            title=question.title,
            pieces=len(question.pieces),
            risk=RISKS.index(question.risk),
            status=approval.status,
            fingerprint=question.fingerprint,
            asked_at=stamp(question.asked_at),
            expires_at=_stamp(approval.expires_at),
            due_at=None,
            decided_at=_stamp(approval.decided_at),
            claimed_by=approval.claimed_by or None,
            claimed_until=_stamp(approval.claimed_until),
            effect=approval.effect,
            effect_key=approval.effect_key,
            question=question.model_dump_json(),
            votes=_VOTES.dump_json(approval.votes).decode(),
            answer=approval.answer.model_dump_json() if approval.answer else None,
        )

    def approval(self) -> Approval:
        """Read it, with references where names will stand."""
        votes = _VOTES.validate_json(self.votes)
        return Approval(
            question=Question.model_validate_json(self.question),
            status=self.status,
            answer=Answer.model_validate_json(self.answer) if self.answer else None,
            decided_at=moment(self.decided_at),
            votes=votes,
            authenticated=bool(votes) and all(vote.person for vote in votes),
            claimed_by=self.claimed_by or "",
            claimed_until=moment(self.claimed_until),
            expires_at=moment(self.expires_at),
            effect=self.effect,
            effect_key=self.effect_key,
        )

    def with_votes(self, votes: tuple[Vote, ...], answer: Answer | None) -> "Row":
        """Put what people said in it."""
        return replace(
            self,
            votes=_VOTES.dump_json(votes).decode(),
            answer=answer.model_dump_json() if answer else None,
        )

    @property
    def waits(self) -> bool:
        """Whether somebody can answer it now."""
        return self.status in {"pending", "claimed"}

    @property
    def sha256(self) -> str:
        """Digest of the whole row, for the log."""
        return digest(canonical(dict(zip(_NAMES, _cells(self), strict=True))))


_NAMES: Final = tuple(field.name for field in fields(Row))
_cells: Final = attrgetter(*_NAMES)

COLUMNS: Final = ", ".join(_NAMES)

INSERT: Final = (
    f"INSERT INTO approvals ({COLUMNS}) VALUES ({', '.join('?' for _ in _NAMES)}) "  # noqa: S608
    "ON CONFLICT (id) DO NOTHING"
)
SELECT: Final = f"SELECT {COLUMNS} FROM approvals"  # noqa: S608 - columns of our own
UPDATE: Final = (
    "UPDATE approvals SET "  # noqa: S608
    + ", ".join(f"{name} = ?" for name in _NAMES[1:])
    + " WHERE id = ?"
)


def inserted(row: Row) -> tuple[object, ...]:
    """Give the values of `INSERT`."""
    cells: tuple[object, ...] = _cells(row)
    return cells


def updated(row: Row) -> tuple[object, ...]:
    """Give the values of `UPDATE`."""
    return (*inserted(row)[1:], row.id)


def stamp(at: datetime) -> str:
    """Write a time so that texts sort as times do: in UTC."""
    return at.astimezone(UTC).isoformat()


def moment(text: str | None) -> datetime | None:
    """Read a time."""
    return datetime.fromisoformat(text) if text else None


def _stamp(at: datetime | None) -> str | None:
    return stamp(at) if at else None
