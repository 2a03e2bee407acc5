"""Strategy: from a problem to an idea that several pieces can carry."""

from pydantic import Field

from creative_agents.domain.base import Confidence, Model, Slug, Text
from creative_agents.domain.channel import Media, Stage


class Step(Model):
    """One step of the reasoning, with what it stands on."""

    statement: Text
    """The step, in one sentence."""
    evidence: Text
    """What in the brief or the brand it rests on, quoted or named; "assumption" if nothing."""
    confidence: Confidence
    """How sure."""


class Insight(Step):
    """One human truth about the audience, in one sentence, with its tension."""


class Proposition(Step):
    """The single promise, in one sentence."""


class ReasonToBelieve(Model):
    """Why the promise can be believed: a claim of the ledger, and nothing else."""

    claim: Text
    """Id of the claim in the brand's ledger."""
    says: Text
    """How it supports the message, in one sentence."""


class KeyMessage(Model):
    """Something the audience must take away."""

    message: Text
    """The message, in one sentence."""
    reasons: tuple[ReasonToBelieve, ...] = ()
    """Claims of the ledger that support it; empty when none does."""


class FormatExample(Model):
    """How a route looks in one channel."""

    channel: Text
    """Channel name."""
    looks: Text
    """What a reader would see: a line and a picture, in one or two sentences."""


class Route(Model):
    """A creative direction: one idea, and where it leads."""

    id: Slug
    """``a``, ``b`` or ``c``."""
    name: Text
    """Two to four words."""
    idea: Text
    """The idea that every piece carries, in one or two sentences."""
    tagline: str
    """The line that could sign it; empty when the brief locks another."""
    bold: bool
    """True for the route that takes the bigger risk; at least one route is."""
    why: Text
    """Why this client and not another could run it."""
    risk: Text
    """What could go wrong with it."""
    examples: tuple[FormatExample, ...] = Field(min_length=1, max_length=3)
    """How it looks in up to three channels."""


class MatrixCell(Model):
    """What one audience hears at one stage."""

    audience: Text
    """Audience id or name."""
    stage: Stage
    """Stage of the journey."""
    message: Text
    """What we say then."""
    channel: Text
    """Where."""
    role: Text
    """What the channel does there."""
    kpi: Text
    """How we will know."""


class PlanLine(Model):
    """One line of the plan."""

    media: Media
    """Paid, owned or earned."""
    channel: Text
    """Where."""
    purpose: Text
    """What it is there for."""
    timing: Text
    """When, within the flight."""


class TestLine(Model):
    """One test, and what ends it."""

    __test__ = False  # pytest collects classes by their name

    hypothesis: Text
    """What we believe, so that it can turn out false."""
    change: Text
    """The one thing that differs."""
    measure: Text
    """The number, and where it is read."""
    kill: Text
    """The result at which we stop."""


class Strategy(Model):
    """What we will say, to whom, where, and why it should work."""

    problem: Step
    """The problem to solve, from the business's and the audience's side."""
    insight: Insight
    """The human truth."""
    proposition: Proposition
    """The single promise."""
    routes: tuple[Route, ...] = Field(min_length=1, max_length=3)
    """Two or three directions, one of them bold; one where a person's platform is locked."""
    recommended: Slug
    """Id of the recommended route."""
    recommendation: Text
    """Why that one, in one or two sentences."""
    messages: tuple[KeyMessage, ...] = Field(min_length=1, max_length=3)
    """The messages, the most important first."""
    not_said: tuple[str, ...] = ()
    """What we will not say, each with its reason."""
    matrix: tuple[MatrixCell, ...] = ()
    """Audience by stage."""
    holes: tuple[str, ...] = ()
    """Stages or audiences that nothing serves yet."""
    plan: tuple[PlanLine, ...] = ()
    """Paid, owned and earned, in order of time."""
    tests: tuple[TestLine, ...] = ()
    """What to test first, and when to stop."""

    def route(self, id: str) -> Route | None:
        """Give a route by its id."""
        return next((route for route in self.routes if route.id == id), None)
