"""The question that a gate puts, as screens can show it."""

from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from creative_agents.approvals.fingerprint import fingerprint
from creative_agents.domain.approval import Answer, GateKind
from creative_agents.domain.base import Model, Text
from creative_agents.domain.process import Verdict

Status = Literal["pending", "decided", "superseded"]
"""``pending``: somebody must answer. ``decided``: somebody did. ``superseded``: a newer
question took its place."""


class Question(Model):
    """What a gate asks, and exactly what it shows."""

    id: Text
    """Identifier, from run, gate and round: `approval_id`."""
    run_id: Text
    """The run that waits."""
    brand: Text
    """Id of the brand."""
    gate: GateKind
    """Which gate."""
    round: int
    """Which round, from 1."""
    title: Text
    """What is asked, in one line, in the brand's language."""
    pieces: tuple[str, ...] = ()
    """Ids of what can be decided one by one: variants, routes, questions."""
    choices: tuple[str, ...] = ()
    """Where one must be chosen: the ids of the routes."""
    recommended: str | None = None
    """The agents' own choice."""
    allowed: tuple[Verdict, ...] = ("approve", "edit", "revise", "reject")
    """The words that count here; at the bound of rounds `revise` is gone."""
    subject: dict[str, JsonValue]
    """What is shown."""
    asked_at: datetime
    """When (UTC)."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what is shown."""
        return fingerprint(self.subject)


class Approval(Model):
    """A question with its answer: one row of the book."""

    question: Question
    """What was asked."""
    status: Status = "pending"
    """Where it stands."""
    answer: Answer | None = None
    """What was answered."""
    decided_at: datetime | None = None
    """When (UTC)."""
