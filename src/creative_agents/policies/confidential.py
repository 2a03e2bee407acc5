"""Confidential: nothing that may not reach an audience stands in the copy."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand, Fact, Offer, Product
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import phrase
from creative_agents.policies._known import sayable
from creative_agents.policies._lines import Line, Same, lines
from creative_agents.policies._near import nearest
from creative_agents.policies._words import whole_words
from creative_agents.policies.base import Place, PolicyContext, Rule

SAID: Final = Rule(name="confidential.said", level="error", owner="legal")
NAMED: Final = Rule(name="confidential.named", level="error", owner="legal")
_ALMOST: Final = 90.0
_Secret = tuple[Fact, str, str, bool]


def confidential(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find the texts and names of facts that are confidential or under embargo.

    Claims are not looked for here: the claims' rule refuses them.
    """
    read = lines(piece, context)
    for fact, source, text, is_name in _secrets(Same(context.brand), context.on_air):
        place = _name(text, read) if is_name else _said(text, read)
        if place is not None:
            until = fact.embargo_until or "-"
            yield (NAMED if is_name else SAID).finding(context, place, source=source, until=until)


def _name(text: str, read: tuple[Line, ...]) -> Place | None:
    return _first(whole_words(text), ((line, line.plain) for line in read), typed=False)


def _said(text: str, read: tuple[Line, ...]) -> Place | None:
    found = _first(phrase(text), ((line, line.typed.plain) for line in read), typed=True)
    return found or nearest(text, read, almost=_ALMOST)


def _first(
    pattern: re.Pattern[str], texts: Iterable[tuple[Line, str]], *, typed: bool
) -> Place | None:
    for line, plain in texts:
        if match := pattern.search(plain):
            return (line.typed_place if typed else line.place)(*match.span())
    return None


@lru_cache(maxsize=32)
def _secrets(brand: Same[Brand], on: date) -> tuple[_Secret, ...]:
    """Give each withheld fact with its source, a text of it, and whether that is a name."""
    return tuple(
        (fact, source, text, is_name)
        for fact, source, texts in _facts(brand.it)
        if not sayable(fact, on)
        for text, is_name in texts
        if text
    )


def _facts(brand: Brand) -> Iterator[tuple[Fact, str, list[tuple[str, bool]]]]:
    for product in brand.products:
        yield product, f"products/{product.id}", _of_product(product)
    for offer in brand.offers:
        yield offer, f"offers/{offer.id}", _of_offer(offer)
    for quote in brand.quotes:
        yield quote, f"quotes/{quote.id}", [(quote.text, False)]
    for audience in brand.audiences:
        yield audience, f"audiences/{audience.id}", [(audience.description, False)]
    for rule in brand.rules:
        yield rule, f"rules/{rule.id}", [(rule.rule, False)]


def _of_product(product: Product) -> list[tuple[str, bool]]:
    texts = (product.description, *product.benefits, *product.facts)
    return [(product.name, True), *((text, False) for text in texts)]


def _of_offer(offer: Offer) -> list[tuple[str, bool]]:
    return [(offer.name, True), (offer.conditions or "", False)]
