"""Idioms that end where a cut sentence would."""

from datetime import date

from campaign_house import make_brand

from creative_agents import channels
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.policies.base import PolicyContext
from creative_agents.policies.whole_words import whole_words


def test_an_idiom_that_ends_in_an_article_is_whole() -> None:
    """« Une à une. » ends its sentence, full stop included."""
    text = AssetField(name="text", text="Emboîtées à la main, une à une.")
    context = PolicyContext(
        brand=make_brand(language="fr"), channel=channels.load("x_post"), today=date(2026, 11, 22)
    )

    assert not [*whole_words(Asset(channel="x_post", language="fr", fields=(text,)), context)]


def test_an_article_alone_is_still_a_cut() -> None:
    """« Voici une. » is not a sentence."""
    text = AssetField(name="text", text="Dans chaque boîte, voici une.")
    context = PolicyContext(
        brand=make_brand(language="fr"), channel=channels.load("x_post"), today=date(2026, 11, 22)
    )

    found = [*whole_words(Asset(channel="x_post", language="fr", fields=(text,)), context)]
    assert [item.rule for item in found] == ["whole_words.dangling"]
