"""A campaign's trace: what it did, gate by gate, for whoever judges it."""

from pydantic import JsonValue

from creative_agents.domain.approval import Answer
from creative_agents.domain.base import Model
from creative_agents.domain.campaign import Campaign


class AskedGate(Model):
    """One question that a campaign put to a person, and where the answer led."""

    gate: str
    """The gate: ``brief``, ``strategy``, ``copy``."""
    round: int
    """Which round, from 1."""
    title: str
    """The question's title."""
    subject: dict[str, JsonValue]
    """What was shown."""
    pieces: tuple[str, ...] = ()
    """What could be decided one by one."""
    answer: Answer
    """What the scripted approver answered."""
    refused: str = ""
    """Why the answer was not taken; empty when it was."""
    then: str = ""
    """The first node of work after it, the next gate, or the status in which the run ended."""


class CampaignTrace(Model):
    """What a campaign did, from the brief to its end."""

    status: str
    """``done``, ``rejected``, ``empty``, ``waiting``, ``stopped``."""
    nodes: tuple[str, ...] = ()
    """Every step, in order of time."""
    warnings: tuple[str, ...] = ()
    """Rules that remarked on the brief."""
    asked: tuple[AskedGate, ...] = ()
    """Every question that was put to the approver."""
    campaign: Campaign | None = None
    """The record, where it is done."""
    delivered: bool = False
    """Whether something was handed over."""
    unapproved: tuple[str, ...] = ()
    """Pieces that were handed over and that nobody had approved in exactly that state."""
