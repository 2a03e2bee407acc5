"""Prices: which offer, or which product's price, an amount in a text is."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand, Offer, Product
from creative_agents.policies._counts import role
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._fold import letters
from creative_agents.policies._ledger import LedgerEntry, ledger, offer_entry
from creative_agents.policies._lines import Line, Same
from creative_agents.policies._turned import around, hedge, limits

_SHORTEST: Final = 3


def priced(
    figure: Figure, line: Line, piece: Asset, brand: Brand
) -> tuple[LedgerEntry | None, bool]:
    """Find the offer or the product whose price an amount is.

    Args:
        figure: An amount or a reduction.
        line: Where it stands.
        piece: The whole piece, which may name the product in another text.
        brand: Whose folder it is.

    Returns:
        The entry that holds the amount, and whether the text speaks of that offer or product
        and says the amount as it is.
    """
    found = [*_holding(figure, line, brand)]
    before, after, closing = around(line.plain, figure.start, figure.end)
    straight = not hedge(line.plain, figure.start) and closing != "?" and not limits(before)[0]
    spoken_of = named_products(f"{before} {after}", brand) or named_in(piece, brand)
    for entry in found:
        about = entry.fact.products if isinstance(entry.fact, Offer) else (entry.fact.id,)
        if straight and spoken_of and spoken_of <= set(about):
            return entry, True
    return (found[0] if found else None), False


def _holding(figure: Figure, line: Line, brand: Brand) -> Iterator[LedgerEntry]:
    said = role(figure, line)
    for offer in brand.offers:
        if any(figure.agrees(held) and figure.unit == held.unit for held in _held(offer, said)):
            yield offer_entry(offer)
    if said == "price":
        for entry in ledger(brand):
            if isinstance(entry.fact, Product) and any(
                figure.value == held.value and figure.unit == held.unit
                for held in _price_of(entry.statement)
            ):
                yield entry


def _held(offer: Offer, said: str | None) -> Iterator[Figure]:
    price, reference = offer.price, offer.reference_price
    if said == "price" and price is not None:
        yield Figure("money", price.amount, price.currency, 0, 0)
    if reference is None:
        return
    if said == "reference":
        yield Figure("money", reference.amount, reference.currency, 0, 0)
    if price is None or reference.amount <= price.amount:
        return
    saved = reference.amount - price.amount
    if said == "saving":
        yield Figure("money", saved, price.currency, 0, 0)
    if said == "reduction":
        for rounding in (ROUND_DOWN, ROUND_HALF_UP):
            share = (saved * 100 / reference.amount).quantize(Decimal(1), rounding)
            yield Figure("percent", share, "", 0, 0)


@lru_cache(maxsize=512)
def _price_of(fact: str) -> tuple[Figure, ...]:
    """Read a fact that is a price and nothing else: "£129"."""
    plain = letters(fact).plain.strip(" .")
    found = figures(plain, "fr")
    alone = len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain))
    return found if alone and found[0].kind == "money" else ()


def named_in(piece: Asset, brand: Brand) -> frozenset[str]:
    """Give the products that a piece names anywhere."""
    return _named_in(Same(piece), Same(brand))


@lru_cache(maxsize=64)
def _named_in(piece: Same[Asset], brand: Same[Brand]) -> frozenset[str]:
    return frozenset(named_products(letters(piece.it.full_text()).plain, brand.it))


def named_products(plain: str, brand: Brand) -> set[str]:
    """Give the products that a folded text names, by the words of their name that are its own.

    Those are its words in capitals ("Perch" of "Perch desk lamp"); an offer's name stands for
    its products.
    """
    words = set(plain.replace("'", " ").replace(",", " ").replace(".", " ").split())
    found = {product.id for product in brand.products if _own(product.name) <= words}
    for offer in brand.offers:
        if letters(offer.name).plain in plain:
            found.update(offer.products)
    return found


@lru_cache(maxsize=512)
def _own(name: str) -> frozenset[str]:
    parts = name.split()
    own = [part for part in parts if part[:1].isupper() and len(part) >= _SHORTEST]
    if len(parts) > 1 and len(own) == 1 and own[0] == parts[0] and len(own[0]) > 7:
        own = parts  # a common noun in the first place: "Sardines à l'huile"
    return frozenset(letters(part).plain for part in own or parts)
