"""The brand: everything that an agent may say about it, and where each fact comes from."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeVar

from pydantic import Field

from creative_agents.domain.base import Language, Model, Slug, Text
from creative_agents.domain.money import Money
from creative_agents.domain.persona import Persona
from creative_agents.domain.process import Process
from creative_agents.domain.results import Results

_Day = date  # a field named `date` hides the type from the rest of its class

Address = Literal["tu", "vous", "none"]
"""How the brand addresses its reader in French; ``none``: neither."""

ClaimKind = Literal[
    "number",
    "superlative",
    "comparison",
    "guarantee",
    "environment",
    "health",
    "price",
    "testimonial",
    "origin",
    "other",
]
"""The family of a claim, which says what proof it needs."""


class Fact(Model):
    """A statement that the brand stands behind."""

    source: str | None = None
    """Where it comes from: a document, a page, a person's role."""
    confidential: bool = False
    """True when it may not reach an outside model or an audience."""
    embargo_until: date | None = None
    """Not to be said before this day."""


class Colour(Model):
    """A colour of the identity."""

    name: Text
    """What the guide calls it."""
    value: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    """Hexadecimal: ``#1f6f5c``."""


class Identity(Model):
    """What ``brand.yml`` says that a page or a deck needs."""

    name: Text
    """The brand's name as the audience reads it."""
    legal_name: str | None = None
    """The company's full name."""
    link: str | None = None
    """The home page."""
    colours: tuple[Colour, ...] = ()
    """The palette, primary first."""
    font: str | None = None
    """The base font's family."""
    logo: str | None = None
    """Path of the logo inside the brand folder."""


class Example(Model):
    """A pair that shows the voice."""

    yes: Text
    """Said as the brand says it."""
    no: Text
    """Said as the brand never would."""
    why: str | None = None
    """The difference, in one sentence."""


class Voice(Model):
    """How the brand sounds."""

    summary: Text
    """The voice in two or three sentences."""
    traits: tuple[Text, ...] = ()
    """Three to five adjectives, each with what it means here."""
    address: Address = "vous"
    """How a French reader is addressed."""
    addresses: dict[Slug, Address] = Field(default_factory=dict)
    """How a French reader is addressed on a channel where it differs: ``{"tiktok": "tu"}``."""
    do: tuple[Text, ...] = ()
    """What the brand does when it writes."""
    dont: tuple[Text, ...] = ()
    """What the brand never does when it writes."""
    examples: tuple[Example, ...] = ()
    """Pairs that show the difference."""


class Term(Model):
    """A word that the brand uses or refuses."""

    use: str | None = None
    """What to write; absent: write nothing in its place."""
    avoid: tuple[Text, ...] = ()
    """What not to write."""
    reason: str | None = None
    """Why."""
    language: Language | None = None
    """The language in which the rule holds; absent: both."""
    exceptions: tuple[Text, ...] = ()
    """Phrases in which an avoided word is allowed."""


class Product(Fact):
    """What the brand sells."""

    id: Slug
    """Identifier."""
    name: Text
    """Name as the audience reads it."""
    description: Text
    """What it is, in facts."""
    benefits: tuple[Text, ...] = ()
    """What it does for the buyer."""
    facts: tuple[Text, ...] = ()
    """Plain facts that copy may use: sizes, places, hours, contents."""
    link: str | None = None
    """The page where it is sold."""
    category: str | None = None
    """Trade category, as the law packs know it: "alcohol", "food", "credit"."""


class Offer(Fact):
    """What a buyer gets, for what, until when."""

    id: Slug
    """Identifier."""
    products: tuple[Slug, ...] = ()
    """What it is about."""
    name: Text
    """Name as the audience reads it."""
    price: Money | None = None
    """What the buyer pays."""
    reference_price: Money | None = None
    """The price before the reduction: in the European Union the lowest of the last 30 days."""
    start: date | None = None
    """First day."""
    end: date | None = None
    """Last day."""
    conditions: str | None = None
    """Who, how many, where."""
    legal_line: str | None = None
    """The line that must stand with the offer, word for word."""
    cta: str | None = None
    """The call to action that goes with it."""


class Proof(Model):
    """What substantiates a claim."""

    statement: Text
    """What was found, with its numbers."""
    source: Text
    """Who found it, where it can be read."""
    date: date
    """When it was established."""


class Claim(Fact):
    """Something the brand may say because it can prove it."""

    id: Slug
    """Identifier, quoted by the copywriter."""
    text: Text
    """The claim, as it may be said."""
    kind: ClaimKind = "other"
    """Its family."""
    proof: Proof
    """What substantiates it."""
    expires: date | None = None
    """The day after which it must not be said."""
    markets: tuple[str, ...] = ()
    """ISO 3166-1 codes of the markets where it holds; empty: all."""
    wording: tuple[Text, ...] = ()
    """Other wordings of the same claim that were cleared."""


class Quote(Fact):
    """Words that a real person gave the right to publish."""

    id: Slug
    """Identifier."""
    text: Text
    """Their words, letter for letter."""
    author: Text
    """Who said it, as it may be shown."""
    date: _Day | None = None
    """When."""
    consent: Text
    """The right to publish: a contract, a mail, its date."""


class Audience(Fact):
    """People whom the brand talks to."""

    id: Slug
    """Identifier."""
    name: Text
    """What the team calls them."""
    description: Text
    """Who they are, in facts."""
    needs: tuple[Text, ...] = ()
    """What they try to get done."""
    barriers: tuple[Text, ...] = ()
    """What holds them back."""
    words: tuple[Text, ...] = ()
    """What they say, in their own words, from reviews, calls, search."""
    address: Address | None = None
    """How a French reader of this audience is addressed, where it differs from the voice."""
    personas: tuple[Persona, ...] = ()
    """Synthetic readers drawn from this audience."""


class Competitor(Fact):
    """Against whom people choose the brand."""

    name: Text
    """Name; never to be named in copy unless the law and the brand allow it."""
    promise: str | None = None
    """What they promise."""
    lines: tuple[Text, ...] = ()
    """Lines they ran, for originality."""
    strengths: tuple[Text, ...] = ()
    """Where they are better."""
    weaknesses: tuple[Text, ...] = ()
    """Where they are worse."""


class Rights(Model):
    """Who may use a piece, where, until when."""

    author: Text
    """Who made it."""
    media: tuple[Text, ...] = ()
    """Where it may run; empty: anywhere."""
    until: date | None = None
    """Last day of use."""


class RevisionNote(Model):
    """What a person said when they sent a piece back."""

    note: Text
    """Their words."""
    role: str | None = None
    """Their role: "brand director"."""
    before: str | None = None
    """The line as it was."""
    after: str | None = None
    """The line as it became."""


class PastPiece(Fact):
    """A piece that ran, with what came of it and why."""

    id: Slug
    """Identifier."""
    channel: Text
    """Where it ran."""
    date: date
    """When it started."""
    language: Language
    """Its language."""
    fields: dict[str, tuple[str, ...]]
    """Its texts, by field name."""
    audience: Slug | None = None
    """Whom it talked to."""
    results: Results | None = None
    """What was measured."""
    outcome: Literal["won", "lost", "unclear"]
    """What the team concluded."""
    why: Text
    """Why it won or failed, as far as the team knows."""
    notes: tuple[RevisionNote, ...] = ()
    """What people said on the way."""
    rights: Rights
    """Who may use it, where, until when."""


class LearnedRule(Fact):
    """A rule that the brand learned, with its evidence."""

    id: Slug
    """Identifier."""
    rule: Text
    """What to do or not to do, in one sentence."""
    evidence: tuple[Text, ...]
    """What it was learned from: piece ids, test ids, revision notes."""
    confidence: Literal["low", "medium", "high"] = "medium"
    """How sure the team is."""
    until: date | None = None
    """When it must be looked at again."""


class Brand(Model):
    """The memory that a team owns, as the agents read it."""

    id: Slug
    """Identifier, made from the folder's name."""
    identity: Identity
    """Name, palette, font: the public ``brand.yml`` format."""
    language: Language
    """The brand's first language; decks and findings come in it."""
    markets: tuple[str, ...] = ()
    """ISO 3166-1 codes of the markets where it sells."""
    positioning: str | None = None
    """For whom, what, against what, why: one or two sentences."""
    boilerplate: str | None = None
    """The paragraph that ends a press release."""
    press_contact: str | None = None
    """Whom a journalist calls."""
    sender: str | None = None
    """The sender's name in an e-mail or an SMS."""
    postal_address: str | None = None
    """The postal address that an e-mail's footer shows."""
    voice: Voice
    """How it sounds."""
    terms: tuple[Term, ...] = ()
    """Words it uses and refuses."""
    products: tuple[Product, ...] = ()
    """What it sells."""
    offers: tuple[Offer, ...] = ()
    """What a buyer gets now."""
    claims: tuple[Claim, ...] = ()
    """The claims ledger."""
    quotes: tuple[Quote, ...] = ()
    """Words it may publish."""
    audiences: tuple[Audience, ...] = ()
    """Whom it talks to."""
    competitors: tuple[Competitor, ...] = ()
    """Against whom."""
    pieces: tuple[PastPiece, ...] = ()
    """What ran, with results."""
    rules: tuple[LearnedRule, ...] = ()
    """What it learned."""
    process: Process = Process()
    """Who approves what."""
    folder: str | None = None
    """Where it was read from; absent for a brand made in memory."""
    fingerprint: str = ""
    """SHA-256 of the folder's files: two runs with the same one knew the same."""

    @property
    def name(self) -> str:
        """The brand's name as the audience reads it."""
        return self.identity.name

    def product(self, id: str) -> Product | None:
        """Give a product by its id."""
        return next((product for product in self.products if product.id == id), None)

    def offer(self, id: str) -> Offer | None:
        """Give an offer by its id."""
        return next((offer for offer in self.offers if offer.id == id), None)

    def claim(self, id: str) -> Claim | None:
        """Give a claim by its id."""
        return next((claim for claim in self.claims if claim.id == id), None)

    def audience(self, id: str) -> Audience | None:
        """Give an audience by its id."""
        return next((audience for audience in self.audiences if audience.id == id), None)


SpokenFact = TypeVar("SpokenFact", bound=Fact)


def speakable(facts: Iterable[SpokenFact], *, on: date) -> tuple[SpokenFact, ...]:
    """Keep the facts that may be said on a day: not confidential, not under embargo.

    Args:
        facts: Facts of one kind.
        on: The day.

    Returns:
        Those that may be said, in their order.
    """
    return tuple(
        fact
        for fact in facts
        if not fact.confidential and (fact.embargo_until is None or fact.embargo_until <= on)
    )
