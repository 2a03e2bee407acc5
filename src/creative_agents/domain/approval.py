"""Approval: what a gate asks, and what a person answers."""

from datetime import datetime
from typing import Literal

from pydantic import model_validator

from creative_agents.domain.asset import AssetField
from creative_agents.domain.base import Model, Text
from creative_agents.domain.process import Verdict

GateKind = Literal["brief", "strategy", "copy", "delivery"]
"""What is decided."""


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
    """Through what: ``terminal``, ``policy``, ``python``, ``notebook``."""


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
