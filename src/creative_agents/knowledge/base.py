"""Passages, queries and the protocol that every knowledge base keeps."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Literal, Protocol

from pydantic import Field

from creative_agents.domain.base import Language, Model, Slug, Text

Kind = Literal[
    "identity",
    "voice",
    "term",
    "product",
    "offer",
    "claim",
    "quote",
    "audience",
    "words",
    "competitor",
    "piece",
    "note",
    "rule",
]
"""What a passage tells: ``words`` are customers' own, ``note`` is what a person said when they
sent a piece back, ``rule`` is what the brand learned; the others are the brand's nouns."""

Market = Text
"""An ISO 3166-1 code: ``"FR"``."""
Day = date
"""A day, under a name that no field bears."""


def today() -> date:
    """Give the day where this machine stands."""
    return datetime.now(UTC).astimezone().date()


class Passage(Model):
    """One fact of one brand that can be read on its own, with where it comes from."""

    id: Text
    """Identifier, unique in the brand: ``claim/forty-hours``."""
    brand: Slug
    """Id of the brand that it belongs to."""
    kind: Kind
    """What it tells."""
    text: Text
    """The fact, in words that need no neighbour to be understood."""
    language: Language | None = None
    """Language of the text; absent where it is mixed."""
    markets: tuple[Market, ...] = ()
    """ISO 3166-1 codes of the markets where it holds; empty: all."""
    date: Day | None = None
    """The day it speaks of: when a piece ran, a proof was established, an offer starts."""
    valid_until: Day | None = None
    """Last day on which it may be used; absent: no end."""
    source: Text
    """File and key in the brand folder: ``claims.yml#forty-hours``."""
    origin: str | None = None
    """Where the team has it from: a document, a page, a person's role."""
    confidential: bool = False
    """True when it may not reach an outside model or an audience."""
    embargo_until: Day | None = None
    """Not to be said before this day."""

    def withheld(self, on: Day) -> bool:
        """Whether an outside model may not read it on a day: confidential, or under embargo."""
        return self.confidential or self.embargoed(on)

    def embargoed(self, on: Day) -> bool:
        """Whether its embargo still holds on a day."""
        return self.embargo_until is not None and self.embargo_until > on


class Query(Model):
    """What is asked of one brand's knowledge.

    Confidential and embargoed passages stay out unless the caller lets them in, because
    what is found is on its way to a model.
    """

    brand: Slug
    """Id of the brand; no query reads two."""
    text: Text
    """What is looked for, in English or French, in plain words."""
    kinds: tuple[Kind, ...] = ()
    """Only passages of these kinds; empty: all."""
    market: Market | None = None
    """Only passages that hold in this market (ISO 3166-1); absent: any."""
    since: Day | None = None
    """Only dated passages of this day or later."""
    until: Day | None = None
    """Only dated passages of this day or earlier."""
    on: Day = Field(default_factory=today)
    """The day for which embargoes and ends of validity are judged."""
    include_confidential: bool = False
    """True lets confidential passages in."""
    include_embargoed: bool = False
    """True lets passages in before their day."""
    include_expired: bool = False
    """True lets passages in after their last day."""
    limit: int = Field(default=8, ge=1, le=100)
    """At most this many passages."""

    def allows(self, passage: Passage) -> bool:
        """Whether a passage may be part of the answer."""
        return (
            passage.brand == self.brand
            and (not self.kinds or passage.kind in self.kinds)
            and (not self.market or not passage.markets or self.market in passage.markets)
            and self._may_be_read(passage)
            and self._in_period(passage)
        )

    def _may_be_read(self, passage: Passage) -> bool:
        expired = passage.valid_until is not None and passage.valid_until < self.on
        return (
            (self.include_confidential or not passage.confidential)
            and (self.include_embargoed or not passage.embargoed(self.on))
            and (self.include_expired or not expired)
        )

    def _in_period(self, passage: Passage) -> bool:
        if self.since is None and self.until is None:
            return True
        if passage.date is None:
            return False
        after = self.since is None or self.since <= passage.date
        return after and (self.until is None or passage.date <= self.until)


class Found(Model):
    """A passage that answers a query."""

    passage: Passage
    """The passage."""
    score: float = Field(ge=0)
    """Fused rank; it orders the answers of one query and means nothing beyond it."""
    why: Text
    """How it was found: ``meaning rank 1; words rank 3 (lampe, velo)``."""


class Synced(Model):
    """What bringing an index up to date did."""

    brand: Slug
    """Id of the brand."""
    passages: int = Field(ge=0)
    """Passages now in the index."""
    added: int = Field(default=0, ge=0)
    """Passages that are new or changed."""
    removed: int = Field(default=0, ge=0)
    """Passages that are gone or changed."""
    embedded: int = Field(default=0, ge=0)
    """Texts that the embedding model read; the others' vectors were at hand."""

    @property
    def changed(self) -> bool:
        """Whether the content differs from what the index held before."""
        return bool(self.added or self.removed)


class KnowledgeBase(Protocol):
    """Passages of many brands, each brand apart from the others.

    A handle answers from the content that it last synced, whatever other processes do
    meanwhile; for a brand that it never synced, from the newest content it can find.
    """

    @property
    def embedding_name(self) -> str | None:
        """Name of the embedding; nothing where search is by words only."""

    async def sync(self, brand: str, passages: Iterable[Passage]) -> Synced:
        """Make a brand's index hold exactly these passages.

        Args:
            brand: Id of the brand.
            passages: All its passages; what the index holds beyond them is removed.

        Returns:
            What changed. A second call with the same passages changes nothing.

        Raises:
            InputError: A passage belongs to another brand, or an id stands twice.
            KnowledgeError: The index or the embedding model cannot be reached.
        """

    async def search(self, query: Query) -> tuple[Found, ...]:
        """Find passages by meaning and by words, best first.

        Raises:
            KnowledgeError: The index or the embedding model cannot be reached.
        """

    async def count(self, brand: str) -> int:
        """Count a brand's passages; 0 for a brand that nobody synced."""

    async def drop(self, brand: str) -> None:
        """Forget everything about a brand, for every embedding."""

    async def close(self) -> None:
        """Let go of files and connections; the index stays."""
