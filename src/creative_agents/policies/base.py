"""The shape of a policy: one file, one function of the same name, findings out.

A policy of ours is a file ``policies/<rule>.py`` with the function ``<rule>``; the folder
is the registry. What it can find is declared above the function; the texts stand in
``messages/en.toml`` and ``messages/fr.toml`` under the name of the `Rule`, and a policy
that travels alone brings a `Catalogue` of its own instead::

    SHOUTS: Final = Rule(name="capitals.shouts", level="warning")


    def capitals(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
        for field in piece.fields:
            if field.text.isupper():
                yield SHOUTS.finding(context, Place(field))
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from creative_agents.domain.asset import Asset, AssetField, CopyDeck, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.channel import Channel
from creative_agents.domain.review import Finding, Level, Owner

PACKAGE: Final = "creative_agents.policies"
"""The room: its folder is the registry, its ``messages`` folder holds the texts."""


@dataclass(frozen=True, kw_only=True)
class PolicyContext:
    """What a policy may know beside the piece."""

    brand: Brand
    """Whose piece it is."""
    channel: Channel
    """Where it runs."""
    today: date
    """The day of the check, in the brand's time zone."""
    brief: Brief | None = None
    """What was asked; absent where copy is checked by itself."""
    variant: Variant | None = None
    """The variant that the piece belongs to; absent where copy is checked by itself."""
    market: str | None = None
    """ISO 3166-1 code of the market where it runs; absent: the brief's, see `where`."""

    @property
    def where(self) -> str | None:
        """The market where the piece runs; absent where nobody said it."""
        return self.market or (self.brief.market if self.brief else None)

    @property
    def language(self) -> Language:
        """The language of the findings: the brand's."""
        return self.brand.language

    @property
    def on_air(self) -> date:
        """The first day on which the piece may be read: the flight's start, never before today."""
        flight = self.brief.flight if self.brief else None
        return max(self.today, flight.start) if flight else self.today


@dataclass(frozen=True, kw_only=True)
class DeckContext:
    """What a policy over a whole deck may know beside the deck."""

    brand: Brand
    """Whose deck it is."""
    channels: Mapping[str, Channel]
    """The channels of the deck, by name."""
    today: date
    """The day of the check, in the brand's time zone."""
    brief: Brief | None = None
    """What was asked; absent where a deck is checked by itself."""

    @property
    def language(self) -> Language:
        """The language of the findings: the brand's."""
        return self.brand.language


class Policy(Protocol):
    """A deterministic rule over one piece. It reads no file, no clock and no model."""

    def __call__(self, piece: Asset, context: PolicyContext, /) -> Iterable[Finding]:
        """Give what is wrong with the piece, in any order; nothing where all is well."""
        ...


class DeckPolicy(Protocol):
    """A deterministic rule over the pieces of one deck together."""

    def __call__(self, deck: CopyDeck, context: DeckContext, /) -> Iterable[Finding]:
        """Give what does not agree from one piece to another."""
        ...


@dataclass(frozen=True)
class Place:
    """Where in a piece: a text, or some words of it."""

    field: AssetField
    """The text concerned."""
    start: int | None = None
    """First code point of the words; absent: the whole text is concerned."""
    end: int | None = None
    """Code point after the words."""
    piece: str = ""
    """Id of the variant, for a rule over a deck; `check` fills it for a rule over a piece."""

    @property
    def quote(self) -> str:
        """The words concerned, letter for letter."""
        return self.field.text[self.start : self.end]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a policy can find: how grave it is, who answers for it, and its texts.

    The catalogue holds ``<name>.message``, and may hold ``<name>.why`` and ``<name>.fix``.
    """

    name: str
    """``<policy>.<what is wrong>``: ``"terms.avoid"``."""
    level: Level
    """How grave."""
    owner: Owner = "brand"
    """Who in the company answers for it."""
    source: str = ""
    """Where the rule comes from, when that is always the same: a law's URL."""
    texts: Catalogue | None = None
    """The catalogue that holds the texts; absent: ours."""

    def finding(
        self,
        context: PolicyContext | DeckContext,
        place: Place | None = None,
        *,
        source: str = "",
        **values: object,
    ) -> Finding:
        """Make a finding, its texts in the brand's language.

        Args:
            context: Whose language the texts come in.
            place: Where; absent when the finding concerns the whole piece.
            source: Where this finding comes from: a claim's id, a file; else the rule's.
            **values: What stands in the named places of the texts, beside ``{quote}`` and
                ``{place}``.

        Raises:
            KeyError: The catalogue has no message for the rule, or a place has no value.
        """
        field = place.field.place if place else ""
        told = {"quote": place.quote if place else "", "place": field, **values}
        return Finding(
            rule=self.name,
            level=self.level,
            piece=place.piece if place else "",
            field=field,
            start=place.start if place else None,
            end=place.end if place else None,
            quote=place.quote if place else "",
            owner=self.owner,
            source=source or self.source,
            **self._say(context.language, told),
        )

    def _say(self, language: Language, values: Mapping[str, object]) -> dict[str, str]:
        texts = self.texts or Catalogue.load(PACKAGE, "messages")
        said = {"message": texts.say(language, f"{self.name}.message", **values)}
        for part in ("why", "fix"):
            if (key := f"{self.name}.{part}") in texts:
                said[part] = texts.say(language, key, **values)
        return said
