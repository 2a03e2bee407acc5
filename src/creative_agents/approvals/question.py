"""The question that a gate puts, as screens can show it, and what became of it."""

from datetime import datetime
from typing import Final, Literal

from pydantic import JsonValue

from creative_agents.approvals.fingerprint import fingerprint
from creative_agents.domain.approval import Answer, GateKind, Risk, Terms
from creative_agents.domain.base import Model, Text
from creative_agents.domain.process import Verdict

Status = Literal["pending", "claimed", "decided", "expired", "superseded"]
"""``pending``: somebody must answer. ``claimed``: somebody is at it. ``decided``: it was
answered. ``expired``: nobody answered in time, so nothing was approved. ``superseded``: a newer
question took its place."""

BOOK: Final = "book"
"""What an answer comes through that only says: the decision stands in the book, look there."""

Effect = Literal["none", "started", "done"]
"""``none``: the work did not go on yet, the decision can be undone. ``started``: it went on.
``done``: what the decision brought about is finished."""


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
    risk: Risk = "low"
    """How much a wrong decision could cost."""
    terms: Terms = Terms()
    """Who may answer, and until when."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what is shown."""
        return fingerprint(self.subject)


class Vote(Model):
    """What one person said."""

    answer: Answer
    """Their answer, as they gave it."""
    person: str = ""
    """The reference under which the book knows them; empty: nobody was authenticated."""
    roles: tuple[str, ...] = ()
    """Their roles, as the caller that authenticated them said."""
    at: datetime
    """When (UTC)."""
    fingerprint: str
    """SHA-256 of exactly what they saw: the subject with the corrections so far."""


class Approval(Model):
    """A question with its answer: one row of the book."""

    question: Question
    """What was asked."""
    status: Status = "pending"
    """Where it stands."""
    answer: Answer | None = None
    """What was decided; absent while it waits."""
    decided_at: datetime | None = None
    """When (UTC)."""
    votes: tuple[Vote, ...] = ()
    """What each person said, in order; more than one where several must agree."""
    authenticated: bool = False
    """Whether everybody whose answer counted had been authenticated by the caller."""
    claimed_by: str = ""
    """Who is at it."""
    claimed_until: datetime | None = None
    """Until when others are kept from it (UTC)."""
    expires_at: datetime | None = None
    """When it is closed without approval (UTC)."""
    effect: Effect = "none"
    """How far the work went on from the decision."""
    effect_key: str = ""
    """What the effect carries, so that whoever receives it can tell a repetition."""

    @property
    def waits(self) -> bool:
        """Whether somebody can answer it now."""
        return self.status in {"pending", "claimed"}

    @property
    def seen(self) -> str:
        """SHA-256 of what a person sees now: the subject with the corrections so far."""
        edits: list[JsonValue] = [
            decision.model_dump(mode="json")
            for vote in self.votes
            for decision in vote.answer.decisions
            if decision.verdict == "edit"
        ]
        if not edits:
            return self.question.fingerprint
        return fingerprint({"subject": self.question.fingerprint, "edits": edits})
