"""The list of what waits: columns only, so that ten thousand lines are read at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from creative_agents.approvals.database import Cursor
from creative_agents.approvals.rows import RISKS, stamp
from creative_agents.domain.approval import Risk

_SELECT: Final = (
    "SELECT a.id, a.run_id, a.brand, a.gate, a.round, a.title, a.pieces, a.asked_at, "
    "a.expires_at, a.risk, CASE WHEN a.claimed_until > ? THEN COALESCE(p.name, '') ELSE '' END "
    "FROM approvals a LEFT JOIN approval_people p ON p.ref = a.claimed_by "
    "WHERE a.status IN ('pending', 'claimed') AND (a.expires_at IS NULL OR a.expires_at > ?)"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the inbox."""

    id: str
    """The question's identifier."""
    run_id: str
    """The run that waits."""
    brand: str
    """Id of the brand."""
    gate: str
    """Which gate."""
    round: int
    """Which round, from 1."""
    title: str
    """What is asked, in one line, in the brand's language."""
    pieces: int
    """How many pieces are to be decided."""
    asked_at: datetime
    """When it was put (UTC)."""
    expires_at: datetime | None
    """When it is closed without approval (UTC); nothing: never."""
    risk: Risk
    """How much a wrong decision could cost."""
    claimed_by: str
    """Who is at it; empty: nobody."""


def waiting(
    cursor: Cursor,
    now: datetime,
    *,
    brand: str | None = None,
    run_id: str | None = None,
    gate: str | None = None,
) -> tuple[Waiting, ...]:
    """Give a line for each question that waits, the riskiest first, then the oldest.

    Args:
        cursor: Where to read.
        now: The time (UTC).
        brand: Only this brand's.
        run_id: Only this run's.
        gate: Only this gate's.
    """
    statement, values = _SELECT, [stamp(now), stamp(now)]
    for column, value in (("brand", brand), ("run_id", run_id), ("gate", gate)):
        if value:
            statement += f" AND a.{column} = ?"
            values.append(value)
    found = cursor.rows(f"{statement} ORDER BY a.risk DESC, a.asked_at, a.seq", values)
    read = datetime.fromisoformat
    return tuple(
        Waiting(
            id=row[0],
            run_id=row[1],
            brand=row[2],
            gate=row[3],
            round=row[4],
            title=row[5],
            pieces=row[6],
            asked_at=read(row[7]),
            expires_at=read(row[8]) if row[8] else None,
            risk=RISKS[row[9]],
            claimed_by=row[10],
        )
        for row in found
    )
