"""Approval: what a gate asks, and what a person answers."""

from datetime import datetime
from typing import Literal

from pydantic import model_validator

from creative_agents.domain.asset import AssetField
from creative_agents.domain.base import Model, Slug, Text
from creative_agents.domain.process import Verdict

GateKind = Slug
"""What is decided: ``brief``, ``strategy``, ``copy``, ``brand``, ``autonomy``, or the name of a
gate in a graph of your own."""


class Decision(Model):
    """What a person decides on one piece."""

    piece: Text
    """Id of the piece: a variant's id, a route's id, a question's id."""
    verdict: Verdict
    """The word."""
    note: str = ""
    """What to change, for ``revise``; why, for ``reject``."""
    fields: tuple[AssetField, ...] = ()
    """For ``edit``: the texts as they must be, only those that change."""
    text: str = ""
    """For ``edit`` outside copy: the answer or the corrected text."""

    @model_validator(mode="after")
    def _says_enough(self) -> "Decision":
        if self.verdict == "revise" and not self.note.strip():
            msg = f"revise of {self.piece!r} needs a note that says what to change"
            raise ValueError(msg)
        if self.verdict == "edit" and not (self.fields or self.text.strip()):
            msg = f"edit of {self.piece!r} needs the text as it must be"
            raise ValueError(msg)
        return self


class Answer(Model):
    """What a person answers at a gate: one decision a piece, with a default."""

    default: Verdict | None = None
    """The verdict on every piece that `decisions` does not name; nothing: each must be named."""
    choice: str | None = None
    """Where routes are offered: the id of the one chosen."""
    decisions: tuple[Decision, ...] = ()
    """Piece by piece."""
    note: str = ""
    """A word on the whole."""
    by: str = ""
    """Who answered, as the caller authenticated them; empty: nobody was."""
    via: Text = "python"
    """Through what: ``terminal``, ``policy``, ``python``, ``notebook``, ``graph``."""


class Person(Model):
    """Somebody whom the caller authenticated; never read from an answer."""

    id: Text
    """How whoever authenticated them names them: a user name, an address."""
    name: str = ""
    """How others call them; absent: the `id`."""
    roles: tuple[Text, ...] = ()
    """Their roles, as `Process.people` or the caller's own directory says."""

    @property
    def shown(self) -> str:
        """How others call them."""
        return self.name or self.id


Risk = Literal["low", "medium", "high"]
"""How much a wrong decision could cost: ``high`` where the law or a claim is concerned."""


class Need(Model):
    """Who must agree before something counts as approved."""

    roles: tuple[str, ...] = ()
    """One of these; empty: anybody."""
    count: int = 1
    """How many of them."""
    why: str = ""
    """The finding that asks for them; empty for those whom the gate always asks."""


class Terms(Model):
    """Who may answer a question, and until when."""

    needs: tuple[Need, ...] = ()
    """Who must agree; empty: one person, whoever it is."""
    anonymous: bool = True
    """Whether an answer of somebody whom nobody authenticated counts."""
    not_own_work: bool = False
    """Whether a text must be approved by somebody who did not write it."""
    authors: tuple[str, ...] = ()
    """Who wrote what is shown: ids of `Person`."""
    remind_at: datetime | None = None
    """When to remind (UTC)."""
    escalate_at: datetime | None = None
    """When `escalate_to` may answer too (UTC)."""
    escalate_to: tuple[str, ...] = ()
    """Roles who may then answer in the place of the first need's."""
    expires_at: datetime | None = None
    """When it is closed without approval (UTC)."""


class GateRecord(Model):
    """One answered gate, for the record."""

    gate: GateKind
    """Which gate."""
    round: int
    """Which round, from 1."""
    answer: Answer
    """The answer."""
    asked_at: datetime
    """When the question was put (UTC)."""
    decided_at: datetime
    """When it was answered (UTC)."""
    fingerprint: str
    """SHA-256 of exactly what was shown."""
    authenticated: bool = False
    """Whether the caller had authenticated who answered."""
