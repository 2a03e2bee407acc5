from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import (
    Brand,
    Claim,
    Competitor,
    Identity,
    Offer,
    PastPiece,
    Product,
    Proof,
    Rights,
    Voice,
)
from creative_agents.domain.money import Money
from creative_agents.tools.originality import check_originality, distinctive, tagline_notice

PROOF = Proof(statement="1,240 lamps weighed in 2025.", source="audit.pdf", date=date(2026, 1, 5))


def lamps(language: Language = "en", *, more_lines: Sequence[str] = ()) -> Brand:
    """A maker of lamps, its past piece and two competitors."""
    past = PastPiece(
        id="spring",
        channel="meta_feed",
        date=date(2026, 3, 1),
        language=language,
        fields={"primary_text": ("The old cord is gone by noon. La lampe attend sur le bureau.",)},
        outcome="won",
        why="tested",
        rights=Rights(author="studio"),
    )
    return Brand(
        id="lumea",
        language=language,
        identity=Identity(name="Lumea"),
        voice=Voice(summary="Dry."),
        products=(Product(id="perch", name="Perch", description="A lamp made in Huddersfield."),),
        offers=(Offer(id="perch", name="Perch", price=Money(amount=Decimal(129))),),
        claims=(Claim(id="coin", text="Opens with a coin", proof=PROOF),),
        competitors=(
            Competitor(name="Dunmarrow", lines=("New season. New light.", *more_lines)),
            Competitor(name="Armeval", lines=("La mer, tous les jours.",)),
        ),
        pieces=(past,),
    )


def piece(language: Language = "en", **texts: str) -> Asset:
    """A piece from its texts."""
    fields = tuple(AssetField(name=name, text=text) for name, text in texts.items())
    return Asset(channel="meta_feed", language=language, fields=fields)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brand new light. A new season, new light.", "Dunmarrow"),
        ("La mer pour tous les jours.", "Armeval"),
    ],
)
def test_a_line_near_a_competitors_is_a_warning(text: str, name: str) -> None:
    """The sentence is quoted, and the line and its owner are named."""
    found = [f for f in check_originality(piece(headline=text), lamps()) if f.field]
    assert [(f.rule, f.level, f.source) for f in found] == [
        ("originality.competitor", "warning", "competitors")
    ]
    assert name in found[0].message
    assert text[found[0].start : found[0].end] == found[0].quote


def test_a_competitors_line_word_for_word_is_left_to_the_policy() -> None:
    """One fault is told once."""
    assert check_originality(piece(headline="New season. New light."), lamps()) == ()


def test_our_own_past_words_are_a_suggestion() -> None:
    """A sentence of a past piece, nearly as it ran, is told with its source."""
    (found,) = check_originality(piece(headline="The old cord is gone at noon."), lamps())
    assert (found.rule, found.level, found.source) == (
        "originality.past",
        "suggestion",
        "pieces/spring",
    )


def test_a_past_piece_in_another_language_is_not_compared() -> None:
    """A French piece is compared with French pieces."""
    assert check_originality(piece("fr", headline="The old cord is gone at noon."), lamps()) == ()


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("A Perch on the desk, a book, a cup, and the whole evening ahead.", "Perch"),
        (
            "Made by hand in a mill of Huddersfield, then sent to you by the morning.",
            "Huddersfield",
        ),
        (
            "It opens with a coin, so the evening goes on after the switch has gone.",
            "Opens with a coin",
        ),
        ("All the light you need for reading until late at night, for £129.", "129"),
    ],
)
def test_what_is_only_ours_signs_a_piece(text: str, ours: str) -> None:
    """A name, a place, a cleared claim, a figure of the folder: no competitor could sign it."""
    asset = piece(primary_text=text)
    assert ours in distinctive(asset, lamps())
    assert check_originality(asset, lamps()) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Lumea: light that makes every evening at home a little warmer, for all the family.",
        ),
        (
            "fr",
            "Lumea, la lumière qui rend chaque soirée plus douce, pour toute la famille réunie.",
        ),
    ],
)
def test_a_piece_that_anybody_could_sign_is_told(language: Language, text: str) -> None:
    """The brand's own name is the logo, and is swapped with it."""
    (found,) = check_originality(piece(language, primary_text=text), lamps(language))
    assert (found.rule, found.level, found.field) == ("originality.anyone", "suggestion", "")


def test_a_short_piece_is_not_asked_to_be_ours() -> None:
    """A headline alone has no room for it."""
    assert check_originality(piece(headline="Light, at last"), lamps()) == ()


def test_a_tagline_is_not_cleared() -> None:
    """Wherever a tagline stands, somebody must search the registers."""
    (found,) = check_originality(piece(tagline="Light, mended."), lamps())
    assert (found.rule, found.owner, found.quote) == (
        "originality.tagline",
        "legal",
        "Light, mended.",
    )
    assert tagline_notice("Light, mended.", "en") == found.message
    assert "recherche d’antériorité" in tagline_notice("La lumière, réparée.", "fr")


def test_a_text_without_a_word_is_nobodys() -> None:
    """A text of signs has no sentence, and gives nothing."""
    assert check_originality(piece(primary_text="🎉🎉 !!"), lamps()) == ()


class ByFirstWord:
    """An embedding in which texts are alike when they have the same first word."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector a text: a direction of its own a first word, and one that all share."""
        firsts = list(dict.fromkeys(text.split()[0].lower() for text in texts))
        return [
            [1.0 + 9.0 * (text.split()[0].lower() == first) for first in firsts] for text in texts
        ]


def test_other_words_for_the_same_are_found_with_an_embedding() -> None:
    """The line that stands out from all others is told; with few lines nothing can stand out."""
    many = [f"word{n} stands here alone." for n in range(25)]
    asset = piece(headline="Word7 is elsewhere, among friends.")
    found = check_originality(asset, lamps(more_lines=many), embeddings=ByFirstWord())
    assert [(f.rule, f.quote) for f in found] == [
        ("originality.meaning", "Word7 is elsewhere, among friends.")
    ]
    assert "word7 stands here alone." in found[0].message
    assert check_originality(asset, lamps(), embeddings=ByFirstWord()) == ()


def test_a_line_held_in_a_longer_sentence_is_found() -> None:
    """The words that repeat are quoted, without the sentence around and its full stop."""
    text = "Remember how the old cord is gone by noon, every single time."
    found = [f for f in check_originality(piece(headline=text), lamps()) if f.field]
    assert [(f.rule, f.quote) for f in found] == [
        ("originality.past", "the old cord is gone by noon")
    ]


def test_a_line_is_quoted_without_its_full_stop() -> None:
    """What ends the sentence is no part of the line."""
    text = "The old cord was gone by noon."
    (found,) = [f for f in check_originality(piece(headline=text), lamps()) if f.field]
    assert found.quote == "The old cord was gone by noon"


@pytest.mark.parametrize(
    "line",
    ["The sea remembers a harbour.", "The sea forgets the harbour.", "A sea remembers the harbour"],
)
def test_one_changed_word_leaves_a_competitor_s_line(line: str) -> None:
    """A line with one word changed, or small words alone, is still theirs."""
    brand = lamps(more_lines=["The sea remembers the harbour."])
    found = check_originality(piece(headline=line), brand)
    assert ("originality.competitor", line.rstrip(".")) in [(f.rule, f.quote) for f in found]


@pytest.mark.parametrize(
    "line", ["The sea is out of the harbour.", "The dog remembers where it was."]
)
def test_a_line_that_shares_two_words_is_nobody_s(line: str) -> None:
    """Common words make no copy."""
    brand = lamps(more_lines=["The sea remembers the harbour."])
    found = check_originality(piece(headline=line), brand)
    assert "originality.competitor" not in [f.rule for f in found]


def test_sentences_in_a_row_of_a_past_piece_are_one_copy() -> None:
    """The whole run is told once, over its whole length."""
    text = "The old cord is gone by noon. La lampe attend sur son bureau. Then nothing."
    found = check_originality(piece(primary_text=text), lamps())
    quotes = [f.quote for f in found if f.rule == "originality.past"]
    assert quotes == ["The old cord is gone by noon. La lampe attend sur son bureau"]
