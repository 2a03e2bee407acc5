"""Forbidden: what a creator may not say is read as no copy, and what may not be asked is found."""

from datetime import date

import pytest

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Competitor, Identity, Term, Voice
from creative_agents.tools.checking import check

DISCLOSED = {
    "en": "Say “paid partnership with Tallow & Pine” first and show #ad all along.",
    "fr": "Ajoute « Collaboration commerciale avec Tallow & Pine » en première ligne.",
}


def found(text: str, language: Language, field: str = "must_not") -> list[tuple[str, str]]:
    """Rules and words of what is told of one text of a brief."""
    brand = Brand(
        id="tallow",
        language=language,
        markets=("FR",) if language == "fr" else ("US",),
        identity=Identity(name="Tallow & Pine"),
        voice=Voice(summary="Plain.", address="tu"),
        terms=(Term(avoid=("glow",)),),
        competitors=(Competitor(name="Birchwax"),),
    )
    texts = {"idea": "...", "disclosure": DISCLOSED[language], field: text}
    fields = tuple(AssetField(name=name, text=said) for name, said in texts.items())
    piece = Asset(channel="influencer_brief", language=language, fields=fields)
    checked = check(piece, brand, on=date(2026, 11, 22), parts=("policies", "packs"))
    graver = (one for one in checked.findings if one.level != "suggestion")
    return [(one.rule, one.quote) for one in graver if one.field == f"{field}[1]"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Do not call the candle eco-friendly"),
        ("en", "No “glow”, no “game-changer”"),
        ("en", "Never name Birchwax"),
        ("fr", "Ne dis pas que la bougie est écologique"),
        ("fr", "Pas de « glow », pas de « game changer »"),
        ("fr", "Ne cite pas Birchwax"),
    ],
)
def test_a_forbidden_word_may_be_named_where_it_is_forbidden(language: Language, text: str) -> None:
    """The same words are a fault where the audience hears them."""
    assert found(text, language) == []
    assert found(text, language, "key_message") != []


@pytest.mark.parametrize(
    ("language", "text", "rule", "quote"),
    [
        ("en", "Do not forget to call it eco-friendly", "Environmental", "eco-friendly"),
        ("en", "Don’t mention that we are paying you", "Refused", "that we are paying you"),
        ("fr", "N’oublie pas de dire qu’elle est écologique", "Environmental", "écologique"),
        ("fr", "Ne dis pas que tu es payée", "Refused", "Ne dis pas que tu es payée"),
    ],
)
def test_an_order_among_what_is_forbidden_is_read(
    language: Language, text: str, rule: str, quote: str
) -> None:
    """Two negations make an order, and silence about the money may not be asked."""
    assert any(rule in one and words.endswith(quote) for one, words in found(text, language))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_that_a_creator_is_to_say_are_nobodys_quotation(language: Language) -> None:
    """An order to write a mention gives it to no one."""
    assert found(DISCLOSED[language], language, "disclosure") == []
