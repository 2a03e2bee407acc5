"""Timetable: the hour of a product of the folder is its own, and no other."""

import pytest
from policies_shop import asset, context, shop

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Product
from creative_agents.policies.claims import claims

PRODUCTS = (
    Product(
        id="walk", name="Harbour Walk", description="A walk.", facts=("Sundays at 10.15", "2 h")
    ),
    Product(id="moulin", name="Visite du moulin", description="Une visite.", facts=("À 14 h 20",)),
    Product(id="four", name="Atelier pain", description="Un atelier.", facts=("De 9 h 15 à 17 h",)),
)


def hours(text: str, language: Language) -> list[str]:
    """The hours that nothing holds."""
    piece = asset("landing_hero", language, headline=text)
    where = context(piece, brand=shop(language, products=PRODUCTS, offers=()), brief=None)
    return [one.quote for one in claims(piece, where) if one.rule == "claims.hour"]


@pytest.mark.parametrize(
    ("language", "text", "hour"),
    [
        ("en", "The Harbour Walk leaves at 11.40 on Sundays.", "11.40"),
        ("en", "Harbour Walk, every Sunday at 9:25.", "9:25"),
        ("fr", "La Visite du moulin part du pont à 16 h 40.", "16 h 40"),
        ("fr", "Visite du moulin, le mercredi à 11 h 10.", "11 h 10"),
    ],
)
def test_an_hour_that_is_not_the_products_own_is_told(
    language: Language, text: str, hour: str
) -> None:
    """A product with hours in the folder starts at none beside."""
    assert hours(text, language) == [hour]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Harbour Walk leaves at 10.15 on Sundays."),
        ("en", "At 6.40 the gulls wake. The Harbour Walk leaves later."),
        ("en", "After the Harbour Walk, every Sunday, there is tea at 12.40."),
        ("fr", "La Visite du moulin part à 14 h 20."),
        ("fr", "Il est 6 h 10, la Visite du moulin part plus tard."),
        ("fr", "Après la Visite du moulin, on part goûter à 16 h 40."),
        ("fr", "L’Atelier pain, chaque jeudi à 10 h 35."),
    ],
)
def test_its_own_hour_and_the_hour_of_a_scene_are_right(language: Language, text: str) -> None:
    """The folder's hour, one between two of a day, and what comes before or after it."""
    assert hours(text, language) == []
