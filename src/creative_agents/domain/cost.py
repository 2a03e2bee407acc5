"""Cost: what a run spent, and what it is expected to spend."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from creative_agents.domain.base import Model, Text

Outcome = Literal["answered", "repaired", "refused", "cut", "invalid"]
"""What came of a finished call: a good answer; a good answer after a re-ask; it declined; it was
cut at its length; it did not hold what was asked."""


class Usage(Model):
    """Tokens of one call or of many."""

    input_tokens: int = Field(default=0, ge=0)
    """Tokens read by the model."""
    output_tokens: int = Field(default=0, ge=0)
    """Tokens written by the model."""
    cached_tokens: int = Field(default=0, ge=0)
    """Tokens of the input that the service had kept, part of `input_tokens`."""


class Cost(Model):
    """What a run spent so far."""

    calls: int = Field(default=0, ge=0)
    """Finished model calls: paid, recorded, never made again."""
    replayed: int = Field(default=0, ge=0)
    """Recorded calls that a restart used again instead of making them."""
    in_flight_lost: int = Field(default=0, ge=0)
    """Calls under way when a process died; each may have been paid and was made again."""
    retries: int = Field(default=0, ge=0)
    """Transport failures that were tried again."""
    usage: Usage = Usage()
    """Tokens of the finished calls."""
    usd: Decimal | None = None
    """US dollars; nothing when a model's price is not known."""
    unpriced: tuple[str, ...] = ()
    """Models without a known price."""
    seconds: float = Field(default=0.0, ge=0)
    """Time spent in model calls, in seconds, calls side by side counted each."""


class Estimate(Model):
    """What a run is expected to spend, before the first call."""

    calls: int = Field(ge=0)
    """Model calls, without revisions."""
    usage: Usage
    """Tokens, from the length of the prompts and of the answers asked for."""
    usd: Decimal | None = None
    """US dollars; nothing when the model's price is not known."""


class CallRecord(Model):
    """One model call, as the record shows it: who asked, what it took; never the text."""

    key: Text
    """SHA-256 of what was asked: the same key is never paid twice in a run."""
    agent: Text
    """Which agent asked: ``copywriter``."""
    model: Text
    """The model that answered, as its service names it."""
    prompt: Text
    """SHA-256 of the prompt's instructions, without the data: which version of the prompt."""
    started_at: datetime
    """When it was sent (UTC)."""
    seconds: float = Field(ge=0)
    """How long it took."""
    usage: Usage
    """Tokens."""
    usd: Decimal | None = None
    """US dollars; nothing when the model's price is not known."""
    outcome: Outcome
    """What came of it."""
