"""Agreement: measures, counts and hours that two texts, or the folder, give otherwise."""

from datetime import date

import pytest
from policies_shop import asset, context, shop

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Product
from creative_agents.policies import check
from creative_agents.policies.agreement import agreement

BOXES = Product(
    id="box", name="La boîte du mois", description="Trois sachets par mois.", facts=("1 h 30",)
)


def wrong(language: Language, body: str, plain: str) -> list[tuple[str, str]]:
    """The figures of a mail that its other text or the folder contradicts."""
    brand = shop(products=(BOXES,))
    mail = asset("email", language, body=body, plain_text=plain)
    there = context(mail, brand=brand, today=date(2026, 11, 22))
    found = check(mail, there, policies=(agreement,))
    return [(each.field.removesuffix("[1]"), each.quote) for each in found]


@pytest.mark.parametrize(
    ("language", "body", "plain", "found"),
    [
        (
            "fr",
            "La visite du chai dure deux heures et demie.",
            "La visite du chai dure 2 h.",
            [("plain_text", "2 h")],
        ),
        (
            "en",
            "The cellar tour lasts half an hour.",
            "The cellar tour lasts 45 minutes.",
            [("plain_text", "45 minutes")],
        ),
        (
            "fr",
            "Chaque carton contient douze tasses de grès.",
            "Chaque carton contient dix tasses de grès.",
            [("plain_text", "dix tasses")],
        ),
        ("fr", "Quatre sachets par mois, au matin.", "À bientôt.", [("body", "Quatre sachets")]),
        ("fr", "Trois sachets par mois.", "3 sachets par mois.", []),
        ("fr", "La visite dure une heure et demie.", "La visite dure 90 minutes.", []),
        ("en", "The jug holds 1 litre of soup.", "The jug holds 1000 ml of soup.", []),
        ("fr", "Deux sachets dans la poche.", "Cinq sachets sur la table.", []),
        ("en", "Two cats, four boots.", "Three cats, five boots.", []),
    ],
)
def test_one_thing_has_one_figure(
    language: Language, body: str, plain: str, found: list[tuple[str, str]]
) -> None:
    """Figures in words count as those in digits, and a unit may change where the amount stays."""
    assert wrong(language, body, plain) == found
