"""Known: every text and figure that copy may rest on, on a day, in a market."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from creative_agents.domain.brand import Brand, Claim, Fact, Offer, PastPiece
from creative_agents.domain.brief import Brief
from creative_agents.policies._figures import Figure, FigureKind, figures
from creative_agents.policies._fold import letters
from creative_agents.policies._later import later
from creative_agents.policies._lines import Same, once_per_brand
from creative_agents.policies._spelled import spelled
from creative_agents.policies._units import UNITS
from creative_agents.policies.base import PolicyContext

_PEOPLE: Final = frozenset({"person", "customer"})
_MEASURES: Final = frozenset(UNITS.values())
_SINGLE: Final = later(
    r"\b(?:une?|one)[\s-]+(an|annee|mois|semaine|jour|heure|minute|year|month|week|day|hour)\b"
)
_LENGTHS: Final = (
    ("year", "month", 12),
    ("week", "day", 7),
    ("day", "h", 24),
    ("h", "min", 60),
    ("min", "s", 60),
)
_NOUN: Final = later(r"[\s-]+([a-z0-9]+)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One text of the brand or of the brief that copy may rest on."""

    plain: str
    """The text, folded to bare letters."""
    source: str
    """Where it stands: ``claims/fresh``, ``offers/spring``, ``brief``."""


@dataclass(frozen=True, slots=True)
class Known:
    """What copy may rest on."""

    statements: tuple[Statement, ...]
    """The texts."""
    figures: Mapping[tuple[FigureKind, Decimal], tuple[Figure, ...]]
    """The figures, by kind and value."""
    phones: bool = False
    """Whether any telephone number is known, so that another one is wrong."""
    told: frozenset[Decimal] = frozenset()
    """The times of the day that the brand's own pieces told."""

    def supports(self, figure: Figure) -> bool:
        """Whether the brand, an offer at hand or the brief holds this figure."""
        held = self.figures.get((figure.kind, figure.value), ())
        if figure.unit.startswith("/") and self._is_day(figure):
            return True
        if figure.unit in _PEOPLE:  # "70 personnes" may be "70 emboîteuses"
            return any(other.unit in _PEOPLE or other.unit not in _MEASURES for other in held)
        return any(map(figure.agrees, held))

    def _is_day(self, figure: Figure) -> bool:
        """Whether a fraction is a known day: "6/12" of an offer that ends on 6 December."""
        one, other = figure.value, Decimal(figure.unit[1:])
        days = (other + one / 100, one + other / 100)
        return any(("date", day) in self.figures for day in days)

    def counts(self, value: Decimal) -> bool:
        """Whether the brand, an offer at hand or the brief counts that many of anything."""
        held = self.figures.get(("number", value), ())
        return any(other.unit not in _MEASURES - _PEOPLE for other in held)


def known(context: PolicyContext) -> Known:
    """Give what the copy of this piece may rest on, the offers at hand included."""
    at_hand = tuple(offer.id for offer in offers_at_hand(context))
    brand, brief = Same(context.brand), Same(context.brief)
    return _known(brand, brief, context.on_air, context.where, at_hand)


def offers_at_hand(context: PolicyContext) -> tuple[Offer, ...]:
    """Give the offers that the piece may speak of, without those that are over or withheld.

    That is the variant's offer; where it names none, the brief's; without a brief, every one.
    """
    return tuple(offer for offer in _named(context) if runs(offer, context))


def runs(offer: Offer, context: PolicyContext) -> bool:
    """Whether an offer may be said, and is not over, on the first day on air."""
    on = context.on_air
    return sayable(offer, on) and (offer.end is None or offer.end >= on)


def _named(context: PolicyContext) -> tuple[Offer, ...]:
    brand, brief, variant = context.brand, context.brief, context.variant
    if variant is not None and variant.offer is not None:
        ids: tuple[str, ...] = (variant.offer,)
    elif brief is not None:
        ids = brief.offers
    else:
        return brand.offers
    return tuple(offer for offer in brand.offers if offer.id in ids)


def sayable(fact: Fact, on: date) -> bool:
    """Whether a fact may reach an audience on a day."""
    return not fact.confidential and (fact.embargo_until is None or fact.embargo_until <= on)


def holds(claim: Claim, market: str | None, on: date) -> bool:
    """Whether a claim may be said on a day in a market; absent: wherever it holds."""
    in_market = not claim.markets or market is None or market in claim.markets
    return sayable(claim, on) and in_market and (claim.expires is None or claim.expires >= on)


def offer_figures(offer: Offer) -> tuple[Figure, ...]:
    """Give the amounts, dates and reductions of an offer, those that follow from it included."""
    made = [*_amounts(offer), *_dates(offer.start, offer.end)]
    for text in (offer.name, offer.conditions, offer.legal_line, offer.cta):
        made.extend(_in(text or ""))
    return tuple(made)


def is_saving(figure: Figure, offer: Offer) -> bool:
    """Whether an amount is what an offer takes off the reference price."""
    price, reference = offer.price, offer.reference_price
    if figure.kind != "money" or price is None or reference is None:
        return False
    return figure.value == reference.amount - price.amount


def _amounts(offer: Offer) -> Iterator[Figure]:
    price, reference = offer.price, offer.reference_price
    for money in (price, reference):
        if money is not None:
            yield _figure("money", money.amount, money.currency)
    if price is None or reference is None or not reference.amount:
        return
    saved = reference.amount - price.amount
    yield _figure("money", saved, price.currency)
    share = saved * 100 / reference.amount
    for rounding in (ROUND_DOWN, ROUND_HALF_UP):
        yield _figure("percent", share.quantize(Decimal(1), rounding), "")


def _dates(*days: date | None) -> Iterator[Figure]:
    for day in days:
        if day is not None:
            yield _figure("date", Decimal(day.month) + Decimal(day.day) / 100, str(day.year))


@lru_cache(maxsize=64)
def _known(
    brand: Same[Brand],
    brief: Same[Brief | None],
    on: date,
    market: str | None,
    at_hand: tuple[str, ...],
) -> Known:
    offers = tuple(offer for offer in brand.it.offers if offer.id in at_hand)
    statements = (
        *_of_identity(brand.it),
        *_of_products(brand.it, on),
        *_of_offers(offers),
        *_of_ledger(brand.it, market, on),
        *_of_brief(brief.it),
    )
    found = [figure for statement in statements for figure in _in(statement.plain)]
    found.extend(figure for offer in offers for figure in offer_figures(offer))
    if brief.it and brief.it.flight:
        days = (brief.it.flight.start, brief.it.flight.end)
        found.extend(_dates(*days))
        found.extend(_figure("number", Decimal(day.year), "") for day in days)
    found.extend(_figure("number", Decimal(on.year + more), "") for more in (0, 1))
    phones = any(figure.kind == "phone" for figure in found)
    return Known(statements, _by_value(found), phones=phones, told=_told(brand.it))


def _by_value(found: list[Figure]) -> dict[tuple[FigureKind, Decimal], tuple[Figure, ...]]:
    table: dict[tuple[FigureKind, Decimal], tuple[Figure, ...]] = {}
    lasting = (longer for figure in found if not figure.clock for longer in _as_long(figure))
    for figure in (*found, *lasting):
        key = (figure.kind, figure.value)
        table[key] = (*table.get(key, ()), figure)
    return table


def _of_identity(brand: Brand) -> Iterator[Statement]:
    own = (
        brand.identity.name,
        brand.identity.legal_name,
        brand.positioning,
        brand.boilerplate,
        brand.press_contact,
        brand.postal_address,
        brand.sender,
    )
    yield from _stated("brand", *own)


def _of_products(brand: Brand, on: date) -> Iterator[Statement]:
    for product in brand.products:
        if sayable(product, on):
            texts = (product.name, product.description, *product.benefits, *product.facts)
            yield from _stated(f"products/{product.id}", *texts)


def _of_offers(offers: tuple[Offer, ...]) -> Iterator[Statement]:
    for offer in offers:
        yield from _stated(
            f"offers/{offer.id}", offer.name, offer.conditions, offer.legal_line, offer.cta
        )


def _of_ledger(brand: Brand, market: str | None, on: date) -> Iterator[Statement]:
    for claim in brand.claims:
        if holds(claim, market, on):
            texts = (claim.text, *claim.wording, claim.proof.statement)
            yield from _stated(f"claims/{claim.id}", *texts)
    for quote in brand.quotes:
        if sayable(quote, on):
            yield from _stated(f"quotes/{quote.id}", quote.text, quote.author)


def _of_brief(brief: Brief | None) -> Iterator[Statement]:
    """The brief without what is no message: problem, KPI, budget, what was tried, competition."""
    if brief is not None:
        said = (brief.title, brief.objective, brief.proposition, brief.core_audience)
        locked = brief.start_from.text if brief.start_from else None
        carried = (mandatory.text for mandatory in brief.mandatories)
        yield from _stated("brief", *said, brief.notes, locked, *carried)


def _stated(source: str, *texts: str | None) -> Iterator[Statement]:
    for text in texts:
        if text:
            yield Statement(letters(text).plain, source)


@lru_cache(maxsize=2048)  # the folder's texts stand behind every brief
def _in(text: str) -> tuple[Figure, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Figure]:
    plain = letters(text).plain
    yield from (_counted(figure, plain) for figure in figures(plain, "fr"))
    yield from _spelled(plain)
    yield from _one(plain)
    if "/" in plain:
        yield from figures(plain, "en")


def _counted(figure: Figure, plain: str) -> Figure:
    """Say what a bare number counts, so that "12 quai des Friteuses" proves no 12 hours."""
    if figure.kind != "number" or figure.unit:
        return figure
    return replace(figure, unit=_noun(plain, figure.end))


def _noun(plain: str, end: int) -> str:
    noun = _NOUN.match(plain, end)
    return UNITS.get(noun[1], noun[1]) if noun else "-"


def _spelled(plain: str) -> Iterator[Figure]:
    """Read "eleven parts", so that copy may say "11 parts"; the word after is its unit."""
    for value, start, end in spelled(plain):
        yield Figure("number", Decimal(value), _noun(plain, end), start, end)


def _one(plain: str) -> Iterator[Figure]:
    """Read "un an" and "one week", which count something where a fact says them."""
    for found in _SINGLE.finditer(plain):
        yield Figure("number", Decimal(1), UNITS[found[1]], *found.span())


def _as_long(figure: Figure) -> Iterator[Figure]:
    """Give a duration in other units: a year is twelve months, two days are 48 hours."""
    for one, more, times in _LENGTHS:
        if figure.unit == one:
            yield replace(figure, value=figure.value * times, unit=more)
        elif figure.unit == more and not figure.value % times:
            yield replace(figure, value=figure.value / times, unit=one)


@once_per_brand
def _told(brand: Brand) -> frozenset[Decimal]:
    """The times of the day that the brand's own pieces told: they are its own stories."""
    return frozenset(_hours(brand.pieces))


def _hours(pieces: Iterable[PastPiece]) -> Iterator[Decimal]:
    for piece in pieces:
        for text in (each for texts in piece.fields.values() for each in texts):
            plain = letters(text).plain
            found = figures(plain, piece.language)
            yield from (figure.value for figure in found if figure.clock)


def _figure(kind: FigureKind, value: Decimal, unit: str) -> Figure:
    return Figure(kind, value, unit, 0, 0)
