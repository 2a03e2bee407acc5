"""Time at a gate: who is reminded when, who may answer instead, and when it is closed.

Nothing is approved by silence: what nobody answered in time expires, and the work stops there
until somebody asks again.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from creative_agents.approvals.rows import Row, moment, stamp
from creative_agents.domain.approval import Terms
from creative_agents.domain.process import GatePolicy

Due = Literal["reminded", "escalated", "expired"]
"""What the clock brings about."""


def timed(terms: Terms, policy: GatePolicy, *, at: datetime) -> Terms:
    """Put a gate's hours into terms.

    Args:
        terms: The terms without times.
        policy: The brand's policy for the gate.
        at: When the question is put (UTC).
    """

    def after(hours: float | None) -> datetime | None:
        return at + timedelta(hours=hours) if hours else None

    return terms.model_copy(
        update={
            "remind_at": after(policy.remind_after_hours),
            "escalate_at": after(policy.escalate_after_hours),
            "escalate_to": policy.escalate_to,
            "expires_at": after(policy.expire_after_hours),
        }
    )


def next_due(row: Row, terms: Terms, now: datetime) -> str | None:
    """Give when the clock next brings something about; nothing where it never does."""
    if not row.waits:
        return None
    ahead = [at for _, at in _moments(row, terms) if at > now]
    # What expired unnoticed is due at once.
    overdue = [at for kind, at in _moments(row, terms) if kind == "expired" and at <= now]
    return min((stamp(at) for at in [*overdue, *ahead]), default=None)


def due(row: Row, terms: Terms, now: datetime) -> Due | None:
    """Give what the clock has brought about since the row was last looked at: the gravest."""
    if row.due_at is None or row.due_at > stamp(now):
        return None
    kinds = [kind for kind, at in _moments(row, terms) if row.due_at <= stamp(at) <= stamp(now)]
    order: tuple[Due, ...] = ("expired", "escalated", "reminded")
    return next((kind for kind in order if kind in kinds), None)


def _moments(row: Row, terms: Terms) -> Iterator[tuple[Due, datetime]]:
    """Give each moment, moved on where the question was asked again."""
    expires = moment(row.expires_at)
    moved = timedelta()
    if expires and terms.expires_at:
        moved = expires - terms.expires_at
    kinds: tuple[Due, ...] = ("reminded", "escalated", "expired")
    for kind, at in zip(kinds, (terms.remind_at, terms.escalate_at, terms.expires_at), strict=True):
        if at is not None:
            yield kind, at + moved
