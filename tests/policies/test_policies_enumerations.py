"""Enumerations: a text that counts things names as many of them."""

import pytest
from policies_shop import asset, context

from creative_agents.domain.base import Language
from creative_agents.policies import check
from creative_agents.policies.enumerations import enumerations


def wrong(language: Language, headline: str, subhead: str = "Entrez.") -> list[str]:
    """The counts that a list beside them belies."""
    piece = asset("landing_hero", language, headline=headline, subhead=subhead)
    return [each.quote for each in check(piece, context(piece), policies=(enumerations,))]


@pytest.mark.parametrize(
    ("language", "headline", "subhead", "found"),
    [
        (
            "en",
            "Three parts that tire first",
            "A switch, a cord, a washer and a plug: what goes first.",
            ["Three parts"],
        ),
        ("en", "Four colours: red, green, black", "Come in.", ["Four colours"]),
        ("fr", "Trois goûts : thym, citron, menthe et miel", "Entrez.", ["Trois goûts"]),
        ("fr", "Deux tailles : 250 g, 500 g et 1 kg", "Entrez.", ["Deux tailles"]),
        ("en", "Three parts that tire", "A switch, a cord and a plug: what goes first.", []),
        ("en", "Three colours: red, green and black", "Come in.", []),
        ("fr", "Trois goûts : thym, citron et miel de sapin, poire", "Entrez.", []),
        ("fr", "Six recettes : thym, citron, menthe, etc.", "Entrez.", []),
        ("fr", "Trois jours, deux bottes", "Une averse, un ciré, une gaufre et un rire.", []),
        ("en", "Two cats, one sofa", "Salt, pepper, oil and patience.", []),
    ],
)
def test_a_count_and_its_list(
    language: Language, headline: str, subhead: str, found: list[str]
) -> None:
    """A list that is sure to be whole belies the count; one that may not be is left alone."""
    assert wrong(language, headline, subhead) == found
