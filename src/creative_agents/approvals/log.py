"""The log: events in a chain, so that an edit or a gap is detected.

Each event carries the SHA-256 of the one before it and of its own content. Whoever holds a
hash that was printed once, the head, can tell whether everything up to it is as it was. What
the chain does not do: it keeps nobody from writing a new chain, unless a head was kept.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from pydantic import Field, JsonValue

from creative_agents.domain.base import Model

GENESIS: Final = hashlib.sha256(b"creative-agents/approvals-log/1").hexdigest()
"""What the first event follows."""

EventKind = Literal[
    "migrated",
    "asked",
    "superseded",
    "claimed",
    "released",
    "voted",
    "decided",
    "undone",
    "reminded",
    "escalated",
    "expired",
    "reopened",
    "effect_started",
    "effect_done",
    "untold",
    "erased",
    "retained",
    "forgotten",
]
"""What can happen. ``untold``: the team's hook did not take a notification. ``retained``: what is
older than the retention was dropped. ``forgotten``: a run was."""


class Event(Model):
    """One thing that happened, for ever."""

    seq: int
    """Its number, from 1, without a gap."""
    at: datetime
    """When (UTC)."""
    kind: EventKind
    """What."""
    approval: str = ""
    """Id of the question; empty where the event is of the whole book."""
    run_id: str = ""
    """The run."""
    brand: str = ""
    """Id of the brand."""
    gate: str = ""
    """Which gate."""
    round: int = 0
    """Which round."""
    person: str = ""
    """Reference of who did it; empty: the policy, the clock, or nobody authenticated."""
    via: str = ""
    """Through what."""
    fingerprint: str = ""
    """SHA-256 of exactly what was shown."""
    row: str = ""
    """SHA-256 of the book's row as the event left it."""
    details: dict[str, JsonValue] = Field(default_factory=dict)
    """What else there is to know; no name and no text of a person."""
    name: str = ""
    """How others call the person now; empty where they were erased. Not in the chain."""
    hash: str = ""
    """The chain up to here: SHA-256 of the hash before and of the content."""

    @property
    def authenticated(self) -> bool:
        """Whether a person did it whom the caller had authenticated."""
        return bool(self.person)

    def content(self) -> str:
        """Give what the chain holds of it, as canonical JSON."""
        return canonical(self.model_dump(mode="json", exclude={"name", "hash"}))


class Verified(Model):
    """What a check of the log found."""

    events: int
    """How many there are."""
    dropped: int
    """Of how many the content is gone because the retention says so."""
    head: str
    """The hash of the last one."""
    problems: tuple[str, ...] = ()
    """What is wrong, a line each; empty: nothing was edited and nothing is missing."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def canonical(data: Mapping[str, JsonValue]) -> str:
    """Write JSON the same way on every machine: keys in order, no space, no escape."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """Give the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def link(previous: str, content_sha256: str) -> str:
    """Give the hash of an event: of the chain before it and of its content's hash.

    The content's own hash stands between, so that the content can be dropped after its
    retention and the chain still be checked.
    """
    return digest(f"{previous}\n{content_sha256}")


def review_line(event: Event) -> str:
    """Write an event as one line of the record of human review."""
    told = event.model_dump(mode="json", exclude={"row"})
    return canonical({**told, "authenticated": event.authenticated})
