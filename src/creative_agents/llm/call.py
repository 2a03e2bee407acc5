"""One call of a model, as a row of the record."""

import os
import secrets
import socket
import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from creative_agents.domain.cost import Outcome, Usage

Status = Literal["in_flight", "finished", "failed", "lost", "replayed"]
"""``failed``: the service gave no answer; ``lost``: under way when its process died or was
stopped, and perhaps paid; ``replayed``: an answer used again after a restart."""

OWNER = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
"""This process, as its rows name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model answered, as it is kept."""

    text: str
    """The answer, letter for letter."""
    stop: str = ""
    """Why the model stopped, as its service says it: ``stop``, ``length``."""
    refusal: str = ""
    """What the model said when it declined; empty when it did not."""
    model: str = ""
    """The model that answered, as its service names it."""
    usage: Usage = field(default_factory=Usage)
    """Tokens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One row of the log."""

    id: str
    """Identifier of the row."""
    run_id: str
    """Which run."""
    key: str
    """SHA-256 of what was asked."""
    agent: str
    """Which agent asked."""
    model: str
    """Which model was asked, then which one answered."""
    prompt: str
    """SHA-256 of the instructions."""
    status: Status = "in_flight"
    """Where it stands."""
    owner: str = OWNER
    """The process that made it."""
    started_at: float
    """When it was sent, in seconds since 1970 (UTC)."""
    reserved: Decimal | None = None
    """What it could cost at most, in US dollars; nothing without a budget."""
    seconds: float = 0.0
    """How long it took."""
    usage: Usage = field(default_factory=Usage)
    """Tokens."""
    usd: Decimal | None = None
    """What it cost, in US dollars; nothing when the price is not known."""
    outcome: Outcome = "answered"
    """What came of it."""
    retries: int = 0
    """Transport failures that were tried again."""

    @property
    def is_lost(self) -> bool:
        """Whether nobody will ever finish it."""
        return self.status == "lost" or (self.status == "in_flight" and not is_alive(self.owner))


def new_call(*, run_id: str, key: str, agent: str, model: str, prompt: str) -> Call:
    """Begin a row, dated now."""
    return Call(
        id=secrets.token_hex(12),
        run_id=run_id,
        key=key,
        agent=agent,
        model=model,
        prompt=prompt,
        started_at=time.time(),
    )


def is_alive(owner: str) -> bool:
    """Say whether the process that owns a row still runs, as far as this machine knows.

    A process of another machine counts as dead: a run is worked on in one place at a time.
    """
    if owner == OWNER:
        return True
    host, pid, _ = owner.rsplit(":", 2)
    if host != socket.gethostname() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
