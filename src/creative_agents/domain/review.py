"""Review: what a policy or the guardian remarks on a piece."""

from typing import Literal

from pydantic import Field

from creative_agents.domain.base import Model, Slug, Text
from creative_agents.domain.persona import Reaction

Level = Literal["suggestion", "warning", "error"]
"""``error``: the piece cannot go out. ``warning``: a person should look. ``suggestion``: taste."""

Owner = Literal["brand", "legal", "product"]
"""Who in the company answers for it."""


class Finding(Model):
    """One remark, with its place, its reason and its fix."""

    rule: Text
    """The rule that speaks: ``limits.hard``, ``terms.avoid``, ``guardian``."""
    level: Level
    """How grave."""
    message: Text
    """What is wrong, in the brand's language."""
    piece: str = ""
    """Id of the variant; empty in a check of one asset."""
    field: str = ""
    """Place in the asset: ``headline[3]``; empty when it concerns the whole."""
    start: int | None = Field(default=None, ge=0)
    """First code point of the span in that text."""
    end: int | None = Field(default=None, ge=0)
    """Code point after the span."""
    quote: str = ""
    """The words concerned, letter for letter."""
    why: str = ""
    """Why the rule exists."""
    fix: str = ""
    """What to write instead, or what to do."""
    owner: Owner = "brand"
    """Who answers for it."""
    source: str = ""
    """Where the rule comes from: a claim's id, a URL, a file of the brand folder."""
    incomplete: bool = False
    """True when the rule could not finish, so that nothing may call the text clean."""


class Kept(Model):
    """Something that is right and must stay."""

    quote: Text
    """The words, letter for letter."""
    why: Text
    """Why they are on brand."""


class Review(Model):
    """What the guardian says of one piece."""

    piece: Text
    """Id of the variant."""
    findings: tuple[Finding, ...] = ()
    """Rules first, then judgement."""
    keep: tuple[Kept, ...] = ()
    """What must stay."""
    judged_by: str = ""
    """The model that judged; empty when rules alone did."""

    @property
    def passes(self) -> bool:
        """Whether nothing in it forbids the piece to go out."""
        return not any(finding.level == "error" for finding in self.findings)


class PieceReaction(Model):
    """What one persona said of one piece, filed."""

    piece: Text
    """Id of the variant."""
    persona: Slug
    """Id of the persona."""
    reaction: Reaction
    """What it said."""
