"""The process: who approves what, and what a brand leaves to its policy."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from creative_agents.domain.base import Model, Slug, Text
from creative_agents.domain.money import Money
from creative_agents.domain.review import Owner

Verdict = Literal["approve", "edit", "revise", "reject"]
"""The approver's four words."""

Autonomy = Literal["ask", "notify", "auto"]
"""Who decides at a gate: a person; the policy, and a person is told; the policy."""


class Requirement(Model):
    """Who else must agree at a gate, and where: at least one of `owner` and `rule` is set."""

    owner: Owner | None = None
    """Where a finding is theirs: ``legal`` for a finding of a law."""
    rule: str = ""
    """Where a finding is of this rule or one below it: ``claims`` is ``claims.cleared`` too."""
    approvers: tuple[Text, ...] = Field(min_length=1)
    """Roles of whom one must agree."""

    @model_validator(mode="after")
    def _says_where(self) -> "Requirement":
        if self.owner is None and not self.rule:
            msg = "a requirement names neither an owner nor a rule"
            raise ValueError(msg)
        return self


class Colleague(Model):
    """Somebody who approves, and as what."""

    id: Text
    """How whoever authenticates them names them: a user name, an address."""
    name: str = ""
    """How others call them; absent: the `id`."""
    roles: tuple[Text, ...] = ()
    """Their roles, in the words of `GatePolicy.approvers`."""


Told = Literal["asked", "reminded", "escalated", "expired", "decided", "undone"]
"""What a team can be told of."""


class Hook(Model):
    """How a team hears of its gates: a command, an address, or both."""

    command: tuple[str, ...] = ()
    """A program and its arguments; it reads one JSON object from its standard input."""
    url: Annotated[str, StringConstraints(pattern=r"^(https?://.+)?$")] = ""
    """An address that takes the same JSON object by POST."""
    on: tuple[Told, ...] = ("asked", "reminded", "escalated", "expired")
    """Of what it is told."""

    @model_validator(mode="after")
    def _says_how(self) -> "Hook":
        if not self.command and not self.url:
            msg = "a notification names neither a command nor a url"
            raise ValueError(msg)
        return self


class When(Model):
    """Where a rule of autonomy holds: everything that is given must hold.

    What is not known of a piece holds never.
    """

    kinds: tuple[Text, ...] = ()
    """Kinds of piece: ``owned``, ``earned``, ``paid``."""
    channels: tuple[Slug, ...] = ()
    """Channels: ``email``."""
    markets: tuple[Text, ...] = ()
    """Markets: ISO 3166-1 codes."""
    max_findings: int | None = Field(default=None, ge=0)
    """Findings at ``warning`` at most, and none at ``error``."""
    max_spend: Money | None = None
    """What is spent on media at most."""
    max_novelty: float | None = Field(default=None, ge=0, le=1)
    """How new the copy is at most: 0 for what was approved before, word for word; 1 for what
    resembles nothing."""


class AutonomyRule(Model):
    """Who decides, under a condition."""

    when: When = When()
    """Where it holds; nothing given: everywhere."""
    autonomy: Autonomy
    """Who decides there."""


class GatePolicy(Model):
    """How one gate decides."""

    autonomy: Autonomy = "ask"
    """Who decides, where no rule says otherwise."""
    rules: tuple[AutonomyRule, ...] = ()
    """Who decides where: the first that holds for a piece."""
    approvers: tuple[Text, ...] = ()
    """Roles who may decide; empty: whoever runs the campaign."""
    max_findings: int = Field(default=0, ge=0)
    """For ``notify`` and ``auto``: the policy approves a piece with at most this many
    findings at ``warning``; one ``error`` always refuses."""
    quorum: int = Field(default=1, ge=1, le=9)
    """How many of the approvers must agree; one is enough to refuse or to send back."""
    requires: tuple[Requirement, ...] = ()
    """Who else must agree where something of theirs was found."""
    anonymous: bool | None = None
    """Whether an answer of somebody whom nobody authenticated counts; absent: it counts
    unless the process names its people and this gate its approvers."""
    not_own_work: bool = False
    """True when nobody may approve a text that they wrote themselves."""
    remind_after_hours: float | None = Field(default=None, gt=0)
    """When whoever must answer is reminded, in hours after the question; absent: never."""
    escalate_after_hours: float | None = Field(default=None, gt=0)
    """When `escalate_to` may answer too, in hours after the question; absent: never."""
    escalate_to: tuple[Text, ...] = ()
    """Roles who may answer in the approvers' place once the question was escalated."""
    expire_after_hours: float | None = Field(default=None, gt=0)
    """When the question is closed without approval, in hours after it; absent: never."""


class Process(Model):
    """Who approves what, and what the brand leaves to the policy."""

    gates: dict[str, GatePolicy] = Field(default_factory=dict)
    """By gate name: ``brief``, ``strategy``, ``copy``. A gate that is not listed is ``ask``."""
    max_rounds: int = Field(default=3, ge=1, le=10)
    """How often a piece may be sent back before only edit or reject are left."""

    people: tuple[Colleague, ...] = ()
    """Who has which role. Where it is empty nobody can be told by their role, and
    `GatePolicy.approvers` is shown and not enforced."""
    notify: Hook | None = None
    """How the team hears that something waits; absent: the inbox only."""
    retention_days: int | None = Field(default=None, ge=1)
    """How long what is over stays in the approvals book, in days; absent: for ever."""

    def gate(self, name: str) -> GatePolicy:
        """Give the policy of a gate; an unlisted gate asks a person."""
        return self.gates.get(name, GatePolicy())

    def colleague(self, id: str) -> Colleague | None:
        """Give somebody by their id, whatever its capitals; nothing where nobody has it."""
        found = (one for one in self.people if one.id.casefold() == id.casefold())
        return next(found, None)
