"""The brief: what a person asks the department for."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from creative_agents.domain.base import Language, Model, Slug, Text, slugify
from creative_agents.domain.money import Money

StartKind = Literal["insight", "line", "platform"]
"""What a person brings: a human truth, a headline or tagline, or a creative platform."""


class Kpi(Model):
    """The number by which the work is judged."""

    name: Text
    """What is counted, with its unit: "bookings a week", "open rate (share of delivered)"."""
    baseline: float | None = None
    """Today's value, in the unit of `name`; absent where nobody measured it."""
    target: float | None = None
    """The value to reach, in the unit of `name`."""
    source: str | None = None
    """Where the number is read: "Shopify", "Google Analytics"."""
    window: str | None = None
    """The period over which it is read: "4 weeks from launch"."""


class Flight(Model):
    """The dates between which the work runs."""

    start: date
    """First day on air."""
    end: date
    """Last day on air; not before `start`."""

    @model_validator(mode="after")
    def _end_after_start(self) -> "Flight":
        if self.end < self.start:
            msg = f"the flight ends on {self.end} before it starts on {self.start}"
            raise ValueError(msg)
        return self


class Mandatory(Model):
    """Something that the copy must carry."""

    text: Text
    """What must stand in the copy, word for word."""
    channels: tuple[str, ...] = ()
    """The channels that must carry it; empty: every channel that has room for it."""
    reason: str | None = None
    """Why it is mandatory: a law, a partner's contract, a house rule."""


class StartFrom(Model):
    """A person's own idea, which is locked: the agents extend it and never touch it."""

    kind: StartKind
    """What it is."""
    text: Text
    """The person's own words, kept letter for letter."""


class Brief(Model):
    """What a person asks for: the problem, the people, the limits."""

    title: Text
    """The campaign's name, as the team says it."""
    language: Language
    """The language of the copy."""
    market: str = Field(default="FR", pattern=r"^[A-Z]{2}$")
    """The market where it runs: an ISO 3166-1 code."""
    business_problem: Text
    """What goes wrong, or could go better, for the business."""
    objective: Text
    """What the communication must change in what people think, feel or do."""
    kpis: tuple[Kpi, ...] = ()
    """How success is measured, the most important first."""
    products: tuple[Slug, ...] = ()
    """Ids of products in the brand folder."""
    offers: tuple[Slug, ...] = ()
    """Ids of offers in the brand folder."""
    audiences: tuple[Slug, ...] = ()
    """Ids of audiences in the brand folder."""
    commercial_target: str | None = None
    """Everyone who could buy."""
    core_audience: str | None = None
    """The people whom the copy talks to first."""
    proposition: str | None = None
    """The single promise, where the person has one in mind."""
    competition: str | None = None
    """Against what people choose us, the status quo included."""
    tone: str | None = None
    """How it should sound this time, within the brand's voice."""
    mandatories: tuple[Mandatory, ...] = ()
    """What the copy must carry."""
    already_tried: str | None = None
    """What was done before, and what came of it."""
    budget: Money | None = None
    """Media budget."""
    flight: Flight | None = None
    """When it runs."""
    deadline: date | None = None
    """When approved copy is due."""
    approvers: tuple[Text, ...] = ()
    """Roles who sign off: "brand director", "legal"."""
    channels: tuple[str, ...] = ()
    """Names of channels; empty: the command line or the caller chooses."""
    start_from: StartFrom | None = None
    """A person's own idea to build on."""
    notes: str | None = None
    """Anything else."""

    @property
    def id(self) -> str:
        """The brief's identifier, made from its title."""
        return slugify(self.title)


class Question(Model):
    """A question to the author of the brief."""

    id: Slug
    """Short identifier: "kpi", "price"."""
    question: Text
    """The question, in the brief's language, answerable in one line."""
    why: Text
    """What its answer changes in the work."""
    assumption: Text
    """What the department will assume if nobody answers."""
    blocking: bool
    """True when the work cannot start on an assumption."""


class Challenge(Model):
    """The department's reading of the brief before it starts: what is missing or contradicts."""

    restated: Text
    """The brief in one sentence, in the brief's language."""
    missing: tuple[str, ...] = ()
    """Facts that the work needs and the brief does not give."""
    contradictions: tuple[str, ...] = ()
    """Statements of the brief that cannot both hold."""
    questions: tuple[Question, ...] = Field(default=(), max_length=5)
    """At most five questions, the one that matters most first."""

    @property
    def blocks(self) -> bool:
        """Whether a person must answer before the work starts."""
        return any(question.blocking for question in self.questions)
