"""Assets, variants and copy decks: the copy itself."""

from typing import Self

from pydantic import Field

from creative_agents.domain.base import Language, Model, Slug, Text


class AssetField(Model):
    """One text of one field."""

    name: Slug
    """The format's field: ``headline``."""
    index: int = Field(default=1, ge=1)
    """Which one, from 1, where the field takes several."""
    text: str
    """What stands there."""
    pin: int | None = Field(default=None, ge=1)
    """Where the platform combines texts: the position this one must keep, from 1; absent: any."""

    @property
    def place(self) -> str:
        """Where it stands, as a finding says it: ``headline[3]``."""
        return f"{self.name}[{self.index}]"


class Asset(Model):
    """One piece for one channel: an ad with its fields, a mail, a page, a script."""

    channel: Slug
    """Name of the channel."""
    language: Language
    """Language of the copy."""
    fields: tuple[AssetField, ...]
    """The texts, in the order of the format."""

    def texts(self, name: str) -> tuple[str, ...]:
        """Give every text of a field, in order; empty where it has none."""
        return tuple(field.text for field in self.fields if field.name == name)

    def text(self, name: str) -> str:
        """Give the first text of a field, or an empty one."""
        return next(iter(self.texts(name)), "")

    def full_text(self) -> str:
        """Give the whole copy, a line a text."""
        return "\n".join(field.text for field in self.fields)

    def replace(self, name: str, index: int, text: str) -> Self:
        """Give the same asset with one text changed.

        Raises:
            KeyError: The asset has no such field.
        """
        if not any(field.name == name and field.index == index for field in self.fields):
            raise KeyError(f"{name}[{index}]")
        fields = tuple(
            field.model_copy(update={"text": text})
            if (field.name, field.index) == (name, index)
            else field
            for field in self.fields
        )
        return self.model_copy(update={"fields": fields})


class Variant(Model):
    """A whole asset that carries one idea, with what a person needs to judge it."""

    id: Text
    """``<channel>/<number>``, stable over the rounds: ``google_rsa/1``."""
    round: int = Field(default=1, ge=1)
    """Which round of writing it comes from."""
    asset: Asset
    """The copy."""
    idea: Text
    """The idea, in one sentence."""
    lever: str = ""
    """What it works with: curiosity, proof, ease, belonging, loss, humour."""
    insight_served: str = ""
    """The insight it serves."""
    difference: str = ""
    """What sets it apart from its siblings."""
    claims_used: tuple[str, ...] = ()
    """Ids of claims in the brand's ledger."""
    offer: str | None = None
    """Id of the offer in the brand's folder."""
    visual: str = ""
    """Visual direction: what the picture shows."""
    on_image: str = ""
    """Words on the picture."""
    alt_text: str = ""
    """What the picture shows, for those who do not see it."""
    written_by: str = ""
    """The model that wrote it."""
    draft: bool = False
    """True when a small model wrote it, which is not fit to publish unread."""


class CopyDeck(Model):
    """Every variant of a campaign, in the order of channels."""

    variants: tuple[Variant, ...] = ()
    """The variants."""

    def variant(self, id: str) -> Variant | None:
        """Give a variant by its id."""
        return next((variant for variant in self.variants if variant.id == id), None)

    def channels(self) -> tuple[str, ...]:
        """Give the channels, in order."""
        return tuple(dict.fromkeys(variant.asset.channel for variant in self.variants))
