"""Other product: a call names what the piece sells, in either language."""

import pytest
from policies_shop import brief, context, shop, variant

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Offer, Product
from creative_agents.policies.other_product import other_product

PRODUCTS = (
    Product(id="cafetiere", name="Cafetière Nuage", description="Une cafetière."),
    Product(id="moulin", name="Moulin 3", description="Un moulin."),
    Product(id="bols", name="Nuage", description="Un bol."),
)
OFFERS = (Offer(id="noel", name="Le petit déjeuner de Noël", products=("moulin",)),)


def counter(language: Language) -> Brand:
    """A shop that sells three things and has an offer for one of them."""
    return shop(language, products=PRODUCTS, offers=OFFERS)


def told(language: Language, headline: str, cta: str, offer: str | None = None) -> list[str]:
    """The names that a call should not say."""
    fields = (AssetField(name="headline", text=headline), AssetField(name="cta", text=cta))
    piece = Asset(channel="landing_hero", language=language, fields=fields)
    more = {"variant": variant(piece, offer=offer)} if offer else {}
    where = context(piece, brand=counter(language), brief=brief(language), **more)
    return [one.quote for one in other_product(piece, where)]


@pytest.mark.parametrize(
    ("language", "headline", "cta", "name"),
    [
        ("fr", "La Cafetière Nuage infuse en silence", "Commander le Moulin 3", "Moulin 3"),
        ("fr", "Le petit déjeuner de Noël", "Voir la Cafetière Nuage", "Cafetière Nuage"),
        ("en", "The Moulin 3 grinds in silence", "Get the Cafetière Nuage", "Cafetière Nuage"),
        ("en", "The Cafetière Nuage pours slowly", "ORDER THE MOULIN 3", "MOULIN 3"),
    ],
)
def test_a_call_for_another_product_is_told(
    language: Language, headline: str, cta: str, name: str
) -> None:
    """The product that the call names is not the one that the piece, or its offer, sells."""
    assert told(language, headline, cta) == [name]


@pytest.mark.parametrize(
    ("language", "headline", "cta"),
    [
        ("fr", "Le Moulin 3 moud en silence", "Commander le Moulin 3"),
        ("fr", "La Cafetière Nuage et son moulin", "Commander le Moulin 3"),
        ("fr", "Le petit déjeuner de Noël", "Offrir le Moulin 3"),
        ("fr", "Des matins plus lents", "Commander le Moulin 3"),
        ("fr", "Le Moulin 3 moud en silence", "Je commande"),
        ("en", "The Moulin 3 grinds in silence", "Nuage of steam"),
        ("en", "The Moulin 3 grinds in silence", "Order a nuage"),
        ("en", "The Moulin 3 and the Cafetière Nuage", "Get the Cafetière Nuage"),
    ],
)
def test_a_call_for_what_the_piece_sells_is_right(
    language: Language, headline: str, cta: str
) -> None:
    """Its name, a word of it, its offer, or a piece that names nothing: nothing is told."""
    assert told(language, headline, cta) == []


def test_the_offer_of_the_variant_is_sold_too() -> None:
    """Where the piece names nothing, its offer says what it sells."""
    assert told("fr", "Des matins lents", "Voir la Cafetière Nuage", "noel") == ["Cafetière Nuage"]
    assert told("fr", "Des matins lents", "Voir le Moulin 3", "noel") == []
