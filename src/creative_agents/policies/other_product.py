"""Other product: a call that names one product on a piece that sells another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand, Product
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import letters
from creative_agents.policies._lines import Line, lines, once_per_brand
from creative_agents.policies._words import whole_words
from creative_agents.policies.base import PolicyContext, Rule

CALLED: Final = Rule(name="other_product.called", level="warning", owner="product")
_CALLS: Final = frozenset({"cta", "call_to_action", "button"})
_WORD: Final = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class _Named:
    """What a text may name: a product, or an offer of some products."""

    name: str
    pattern: re.Pattern[str]
    products: frozenset[str]

    def find(self, line: Line) -> tuple[int, int] | None:
        """Find the name with the capital that it has; a word that opens a call may be no name."""
        for match in self.pattern.finditer(line.plain):
            first = line.text[line.bare.span(*match.span())[0]]
            if first.isupper() or not self.name[:1].isupper():
                return match.span()
        return None


def other_product(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find a call whose product the rest of the piece does not sell.

    The rest sells the products that it names, those of the offers that it names, and those of
    the variant's offer. Where it names none, or uses a word that only the called product has,
    nothing is told.
    """
    if len(context.brand.products) > 1:
        read = lines(piece, context)
        for call in read:
            if call.field.name in _CALLS and (found := _widest(call, context.brand)):
                rest = [line for line in read if line is not call]
                yield from _called(*found, call, rest, context)


def _called(
    product: Product,
    span: tuple[int, int],
    call: Line,
    rest: Sequence[Line],
    context: PolicyContext,
) -> Iterator[Finding]:
    sold = _sold(rest, context)
    others = [each for each in context.brand.products if each.id in sold]
    if others and product.id not in sold and not _meant(product, others, rest):
        told = ", ".join(other.name for other in others)
        source = f"products/{product.id}"
        yield CALLED.finding(context, call.place(*span), source=source, sold=told)


def _widest(call: Line, brand: Brand) -> tuple[Product, tuple[int, int]] | None:
    """Give the product that a call names, the longest name where one holds another."""
    found = [
        (product, span)
        for product, named in zip(brand.products, _products(brand), strict=True)
        if (span := named.find(call)) and (span[0] or " " in product.name)
    ]
    return max(found, key=lambda each: each[1][1] - each[1][0], default=None)


def _sold(rest: Sequence[Line], context: PolicyContext) -> frozenset[str]:
    brand, variant = context.brand, context.variant
    named = (*_products(brand), *_offers(brand))
    sold = [each.products for each in named if any(map(each.find, rest))]
    offer = brand.offer(variant.offer) if variant and variant.offer else None
    return frozenset().union(*sold, offer.products if offer else ())


def _meant(product: Product, others: Iterable[Product], rest: Iterable[Line]) -> bool:
    """Whether the rest has a word of this name alone: "robe" may mean the Robe 12."""
    theirs = {word for other in others for word in _words(other.name)}
    own = frozenset(_words(product.name)) - theirs
    return any(own.intersection(_WORD.findall(line.plain)) for line in rest)


def _words(name: str) -> list[str]:
    return _WORD.findall(letters(name).plain)


@once_per_brand
def _products(brand: Brand) -> tuple[_Named, ...]:
    return tuple(_named(one.name, (one.id,)) for one in brand.products)


@once_per_brand
def _offers(brand: Brand) -> tuple[_Named, ...]:
    return tuple(_named(one.name, one.products) for one in brand.offers)


def _named(name: str, products: Iterable[str]) -> _Named:
    return _Named(name, whole_words(name), frozenset(products))
