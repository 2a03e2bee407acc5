"""Review: what a policy or the guardian remarks on a piece."""

from typing import Final, Literal

from pydantic import Field

from creative_agents.domain.base import Model, Slug, Text
from creative_agents.domain.persona import Reaction

Level = Literal["suggestion", "warning", "error"]
"""``error``: the piece cannot go out. ``warning``: a person should look. ``suggestion``: taste."""

Owner = Literal["brand", "legal", "product"]
"""Who in the company answers for it."""

Severity = Literal["blocking", "fix", "taste"]
"""How a person says how grave it is: it cannot go out; it should change; as you like."""

LEVELS: Final[dict[Severity, Level]] = {
    "blocking": "error",
    "fix": "warning",
    "taste": "suggestion",
}
"""The level of each severity."""


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
    replacement: str | None = None
    """Words that may stand in the place of the span as they are; absent: a person must choose."""
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
    precedent: str = ""
    """Id of a past piece of the brand folder that shows it; empty where none does."""


class Ruling(Model):
    """A judgement on what a rule found: it weighs otherwise here, for a reason."""

    finding: Finding
    """What the rule found, as it found it."""
    severity: Severity
    """What the guardian asked for."""
    reason: Text
    """Why."""
    granted: bool
    """False where nothing may lower the finding: the rule refuses the piece, or was cut short."""


class Rewrite(Model):
    """Another wording, which the rules checked before it is shown."""

    texts: dict[str, str]
    """The texts that change, by place: ``headline[3]``."""
    findings: tuple[Finding, ...] = ()
    """What the rules say of the piece with these texts in it; no error."""


class Review(Model):
    """What the guardian says of one piece."""

    piece: Text
    """Id of the variant."""
    findings: tuple[Finding, ...] = ()
    """Rules first, at the level that `rulings` gave them, then judgement."""
    keep: tuple[Kept, ...] = ()
    """What must stay."""
    judged_by: str = ""
    """The model that judged; empty when rules alone did."""
    rulings: tuple[Ruling, ...] = ()
    """Where judgement weighs a rule's finding otherwise, those that were not granted too."""
    rewrite: Rewrite | None = None
    """Another wording; absent where none was proposed, or the rules refuse it."""
    withheld: tuple[Finding, ...] = ()
    """Why a rewrite that was proposed is not shown: the errors that the rules found in it."""

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
