"""What a piece is about: the products that it concerns, their categories, its offer."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset, Variant
from creative_agents.domain.brand import Brand, Offer, Product
from creative_agents.domain.brief import Brief
from creative_agents.domain.by_identity import by_identity
from creative_agents.tools._past_lines import bare

_SHORTEST: Final = 4
"""A word of fewer letters names nothing."""

_SPOKEN: Final = {
    "alcohol": r"vins?|bières?|champagnes?|spiritueux|whisk(?:y|ies|eys?)|rhums?|cidres?|"
    r"apéritifs?|wines?|beers?|ales?|spirits|ciders?|cocktails?|gins?|vodkas?",
    "car": r"(?:voitures?|véhicules?|cars?) (?:neu|d['’]occasion|électriques?|hybrides?)\w*|"
    r"(?:new|used|electric|hybrid) (?:cars?|vehicles?)|suv|berlines?|citadines?|hatchbacks?|"
    r"essai(?:s|er)? (?:routier|la voiture)|test drives?|\d+ (?:km|miles|ch|hp)\b",
    "credit": r"crédits?|emprunt\w*|mensualités?|taeg|taux|(?:un|le|du|votre|notre|ce) prêts?|"
    r"prêts? (?:personnels?|immobiliers?|travaux|auto|étudiants?)|loans?|borrow\w*|apr|credit",
    "gambling": r"paris?|pari(?:er|ez|e)|mises?|miser|misez|loto|tirages?|cagnottes?|jackpots?|"
    r"casinos?|grattages?|bets?|betting|wagers?|lotter(?:y|ies)|draws?",
}
WORDS: Final = {
    category: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for category, words in _SPOKEN.items()
}
"""The words by which a piece is about a category, where a brand sells several."""

_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u202f"), " ")
_OWN_WORD: Final = re.compile(r"(?<![\w-])[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]{3,}(?![\w-])")


def categories(
    piece: Asset, brand: Brand, *, brief: Brief | None = None, variant: Variant | None = None
) -> frozenset[str]:
    """Give the categories of the products that a piece concerns.

    They are those of its offer, else of the brief, else those that it names. A piece that names
    none is held to be about what every product of the brand is, and about a category whose own
    words it uses.

    Args:
        piece: The copy.
        brand: Whose products.
        brief: What was asked, where something was.
        variant: The variant that the piece belongs to.
    """
    if told := _told(brand, brief, variant):
        return _categories(told)
    text = piece.full_text()
    sold = _categories(brand.products)
    if len(sold) == 1 and all(product.category for product in brand.products):
        return sold
    return categories_named(text, brand)


def categories_named(text: str, brand: Brand) -> frozenset[str]:
    """Give the categories of the products that a text names, or whose own words it uses.

    Args:
        text: The text.
        brand: Whose products.
    """
    if products := _named(text, brand):
        return _categories(products)
    sold = _categories(brand.products)
    plain = text.translate(_SPACES)
    return frozenset(each for each in sold if each in WORDS and WORDS[each].search(plain))


def offer_of(piece: Asset, brand: Brand) -> Offer | None:
    """Give the offer that a piece is about: the only one, or the only one whose product it names.

    Args:
        piece: The copy.
        brand: Whose offers.
    """
    if len(brand.offers) == 1:
        return brand.offers[0]
    named = {product.id for product in _named(piece.full_text(), brand)}
    about = [offer for offer in brand.offers if named.intersection(offer.products)]
    return about[0] if len(about) == 1 else None


def _categories(products: Iterable[Product]) -> frozenset[str]:
    return frozenset(product.category for product in products if product.category)


def _told(brand: Brand, brief: Brief | None, variant: Variant | None) -> tuple[Product, ...]:
    ids: Iterable[str] = ()
    if variant is not None and variant.offer is not None:
        offer = brand.offer(variant.offer)
        ids = offer.products if offer else ()
    elif brief is not None:
        ids = (*brief.products, *_of_offers(brand, brief))
    return tuple(filter(None, map(brand.product, ids)))


def _of_offers(brand: Brand, brief: Brief) -> Iterator[str]:
    for offer in filter(None, map(brand.offer, brief.offers)):
        yield from offer.products


def _named(text: str, brand: Brand) -> tuple[Product, ...]:
    said = f" {bare(text)} "
    whole = tuple(
        product for product, names in _names(brand) if any(f" {name} " in said for name in names)
    )
    if whole:
        return whole
    own = _own_names(brand)
    found = (own.get(word.group()) for word in _OWN_WORD.finditer(text)) if own else ()
    return tuple(dict.fromkeys(product for product in found if product is not None))


@by_identity(32)
def _own_names(brand: Brand) -> dict[str, Product]:
    """Give each product by the capitalised last word of its name that no other text explains."""
    own: dict[str, Product] = {}
    for product in brand.products:
        words = product.name.split()
        last = words[-1] if len(words) > 1 else ""
        alone = all(last not in each.name.split() for each in brand.products if each != product)
        if _OWN_WORD.fullmatch(last) and last not in brand.identity.name.split() and alone:
            own[last] = product
    return own


@by_identity(32)
def _names(brand: Brand) -> tuple[tuple[Product, frozenset[str]], ...]:
    """Give each product with its name, and its offers' names where only it is sold there."""
    return tuple((product, frozenset(_names_of(product, brand))) for product in brand.products)


def _names_of(product: Product, brand: Brand) -> Iterator[str]:
    offers = (offer.name for offer in brand.offers if offer.products == (product.id,))
    for name in (product.name, re.sub(r"\s+\d{4}$", "", product.name), *offers):
        if len(name) >= _SHORTEST:
            yield bare(name)
