"""What a gold case gives to each of our agents: the keys of ``input``, by agent.

A brief, a strategy, a persona and a piece are written as the library's own nouns are; what can be
left out has a default here.
"""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, Discriminator, Field, JsonValue, Tag

from creative_agents.domain.approval import Answer
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.base import Language, Model, Slug, Text
from creative_agents.domain.persona import Persona, Reaction
from creative_agents.domain.results import Results
from creative_agents.domain.review import Finding
from creative_agents.domain.strategy import Strategy

BriefInput: TypeAlias = dict[str, JsonValue] | str
"""A brief's fields, or the path of its file; ``language`` may be left out, it is the case's."""


class Piece(Model):
    """One piece of copy."""

    id: str = ""
    """``<channel>/<number>``; absent: its place in the list."""
    channel: Slug = "x_post"
    """The channel's name."""
    fields: dict[str, tuple[str, ...] | str] = Field(default_factory=dict)
    """Texts by field: ``{"headline": ["...", "..."]}``."""
    text: str = ""
    """The copy of a channel with one field."""
    idea: str = ""
    """The idea that it carries."""
    lever: str = ""
    """What it works with."""
    claims_used: tuple[str, ...] = ()
    """Ids of claims in the brand's ledger."""
    offer: str | None = None
    """Id of an offer in the brand's folder."""
    on_image: str = ""
    """Words on the picture."""

    def asset(self, language: Language) -> Asset:
        """Give the copy as the library knows it; `text` stands in a field ``text``."""
        texts = self.fields or {"text": self.text}
        return Asset(
            channel=self.channel,
            language=language,
            fields=tuple(
                AssetField(name=name, index=index, text=text)
                for name, several in texts.items()
                for index, text in enumerate(
                    (several,) if isinstance(several, str) else several, start=1
                )
            ),
        )

    def variant(self, language: Language, number: int = 1) -> Variant:
        """Give the piece as a variant."""
        return Variant(
            id=self.id or f"{self.channel}/{number}",
            asset=self.asset(language),
            idea=self.idea or self.channel,
            lever=self.lever,
            claims_used=self.claims_used,
            offer=self.offer,
            on_image=self.on_image,
        )


class ShortStrategy(Model):
    """A strategy in a few lines, where a case needs no more."""

    proposition: Text
    """The single promise."""
    idea: Text
    """The idea that every piece carries."""
    insight: str = ""
    """The human truth."""
    problem: str = ""
    """The problem to solve."""
    name: str = ""
    """The route's name; absent: its idea."""
    tagline: str = ""
    """The line that could sign it."""
    claims: tuple[str, ...] = ()
    """Ids of claims that support the promise."""


def _form(value: object) -> str:
    whole = isinstance(value, Strategy) or (isinstance(value, dict) and "routes" in value)
    return "whole" if whole else "short"


StrategyInput: TypeAlias = Annotated[
    Annotated[ShortStrategy, Tag("short")] | Annotated[Strategy, Tag("whole")],
    Discriminator(_form),
]
"""A strategy: in a few lines, or whole where it has ``routes``."""


class ChallengerInput(Model):
    """For ``brief_challenger``."""

    brief: BriefInput
    """The brief."""
    on: date
    """The day on which the work starts."""


class StrategistInput(ChallengerInput):
    """For ``strategist``."""

    channels: tuple[Slug, ...] = Field(min_length=1)
    """Names of channels."""
    answers: tuple[str, ...] = ()
    """What the author of the brief answered."""
    note: str = ""
    """Why the last strategy was sent back."""


class CopywriterInput(ChallengerInput):
    """For ``copywriter``; the answer is a list of variants."""

    channel: Slug
    """The channel's name."""
    strategy: StrategyInput
    """What was approved."""
    variants: int = Field(default=1, ge=1, le=6)
    """How many variants it writes."""
    last: Piece | None = None
    """The version that was sent back."""
    remarks: tuple[str, ...] = ()
    """Why it was sent back."""


class GuardianInput(Model):
    """For ``brand_guardian``; the rules run first, as they do in a campaign."""

    piece: Piece
    """What is judged."""
    brief: BriefInput | None = None
    """What was asked; absent: a brief that asks for this piece."""
    market: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    """ISO 3166-1 code; absent: the brief's, or the brand's first."""
    on: date
    """The day of the review."""


class PersonaInput(Model):
    """For ``synthetic_persona``."""

    persona: Persona
    """Who reads."""
    piece: Piece
    """What they read."""


class Reading(Model):
    """What one persona said of one piece."""

    piece: Text
    """Id of the piece."""
    persona: Slug
    """Id of the persona."""
    reaction: Reaction
    """What it said."""


class AnalystInput(Model):
    """For ``performance_analyst``."""

    brief: BriefInput
    """The brief."""
    strategy: StrategyInput
    """What was approved."""
    pieces: tuple[Piece, ...] = Field(min_length=1)
    """The pieces of the round."""
    findings: tuple[Finding, ...] = ()
    """What the rules and the guardian said; each names its piece."""
    readings: tuple[Reading, ...] = ()
    """What the personas said."""
    results: dict[str, Results] = Field(default_factory=dict)
    """What was measured, by id of the piece, where it ran: figures that are no invention. The
    analyst ranks a round before it runs and is told so; what it should know stands in the brief."""


class CampaignInput(ChallengerInput):
    """For ``campaign``: a whole run with a scripted approver."""

    channels: tuple[Slug, ...] = ()
    """Names of channels; absent: the brief's own."""
    variants: int = Field(default=1, ge=1, le=6)
    """Variants of each channel."""
    readers: int = Field(default=1, ge=0)
    """Synthetic personas that read each piece."""
    approve: Literal["ask", "policy"] = "ask"
    """Who answers the gates: the scripted approver, or the brand's process."""
    answers: tuple[Answer, ...] = ()
    """What the approver answers, gate by gate; when it runs out, everything is approved."""


INPUTS: Final[dict[str, type[BaseModel]]] = {
    "brief_challenger": ChallengerInput,
    "strategist": StrategistInput,
    "copywriter": CopywriterInput,
    "brand_guardian": GuardianInput,
    "synthetic_persona": PersonaInput,
    "performance_analyst": AnalystInput,
    "campaign": CampaignInput,
}
"""What our agents get; the input of an agent that is not named here is free."""
