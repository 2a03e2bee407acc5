"""Ledger: what of a brand's folder may prove a claim, as one kind of entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from creative_agents.domain.brand import Brand, Claim, ClaimKind, Offer, Product, Quote
from creative_agents.policies._known import sayable
from creative_agents.policies._lines import Same

_Day = date  # a field named `date` hides the type from the rest of its class
Standing = Literal["proved", "expired", "not_for_market", "unproved"]
"""What an entry allows on a day in a market; ``unproved``: it may not be said yet, or at all."""

_SEGMENT: Final = re.compile(r"\s*[,;]\s+(?:and |et |puis )?")


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry: a claim, a plain fact of a product, an offer, or a quote."""

    id: str
    """Where it stands: ``claims/fresh``, ``products/lamp``, ``offers/spring``."""
    kind: ClaimKind
    """Its family."""
    wordings: tuple[str, ...]
    """The wordings that were cleared, the first one first."""
    statement: str
    """What substantiates it."""
    source: str
    """Who established it, where it can be read; empty where the folder does not say."""
    date: _Day | None
    """When it was established."""
    fact: Claim | Product | Offer | Quote
    """The noun of the folder."""

    def stands(self, market: str, on: _Day) -> Standing:
        """Say what the entry allows.

        Args:
            market: ISO 3166-1 code of the market.
            on: The first day on which the copy may be read.
        """
        if not sayable(self.fact, on) or self._starts_after(on):
            return "unproved"
        last = self._last_day()
        if last is not None and last < on:
            return "expired"
        markets = self.fact.markets if isinstance(self.fact, Claim) else ()
        return "not_for_market" if markets and market not in markets else "proved"

    def _starts_after(self, on: _Day) -> bool:
        start = self.fact.start if isinstance(self.fact, Offer) else None
        return start is not None and start > on

    def _last_day(self) -> _Day | None:
        if isinstance(self.fact, Claim):
            return self.fact.expires
        return self.fact.end if isinstance(self.fact, Offer) else None


def ledger(brand: Brand) -> tuple[LedgerEntry, ...]:
    """Give the entries of a brand: its claims, its offers, the plain facts of its products.

    A fact that lists ("Reach 62 cm, base 16 cm across") is proved item by item; a claim only
    whole, because its scope may stand in any of its words.
    """
    return _ledger(Same(brand))


@lru_cache(maxsize=32)
def _ledger(brand: Same[Brand]) -> tuple[LedgerEntry, ...]:
    claims, offers = map(_of_claim, brand.it.claims), map(offer_entry, brand.it.offers)
    return (*claims, *offers, *_of_products(brand.it))


def _of_claim(claim: Claim) -> LedgerEntry:
    return LedgerEntry(
        id=f"claims/{claim.id}",
        kind=claim.kind,
        wordings=(claim.text, *claim.wording),
        statement=claim.proof.statement,
        source=claim.proof.source,
        date=claim.proof.date,
        fact=claim,
    )


def _of_products(brand: Brand) -> Iterator[LedgerEntry]:
    for product in brand.products:
        for fact in product.facts:
            parts = [part.rstrip(" .") for part in _SEGMENT.split(fact)]
            yield LedgerEntry(
                id=f"products/{product.id}",
                kind="number",
                wordings=tuple(dict.fromkeys((fact, *parts))),
                statement=fact,
                source=product.source or "",
                date=None,
                fact=product,
            )


def offer_entry(offer: Offer) -> LedgerEntry:
    """Give the entry of an offer, which proves its own price, dates and reduction."""
    amounts = [str(money) for money in (offer.price, offer.reference_price) if money]
    days = [str(day) for day in (offer.start, offer.end) if day]
    return LedgerEntry(
        id=f"offers/{offer.id}",
        kind="price",
        wordings=tuple(filter(None, (offer.name, offer.legal_line, offer.conditions))),
        statement=offer.conditions or " ".join((*amounts, *days)),
        source=offer.source or "",
        date=offer.start,
        fact=offer,
    )


def quote_entry(quote: Quote) -> LedgerEntry:
    """Give the entry of a quote, which proves that its author said it."""
    return LedgerEntry(
        id=f"quotes/{quote.id}",
        kind="testimonial",
        wordings=(quote.text,),
        statement=quote.consent,
        source=quote.author,
        date=quote.date,
        fact=quote,
    )
