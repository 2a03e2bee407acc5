import delivery_fettle
import delivery_petit_feu
from delivery_fixtures import asset, known_channels
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.delivery.colour import contrast, palette
from creative_agents.delivery.decisions import answers, decided
from creative_agents.delivery.figures import figures, shown_figures
from creative_agents.delivery.mockups import (
    button,
    folded,
    mockup,
    search_ads,
    sms_count,
    storyboard,
)
from creative_agents.delivery.pieces import Piece, pieces
from creative_agents.delivery.words import Words
from creative_agents.domain.brand import Colour, Identity
from creative_agents.domain.cost import Cost

CHANNELS = known_channels()
PIECES = {
    one.variant.id: one
    for one in pieces(delivery_petit_feu.CAMPAIGN, delivery_petit_feu.BRAND, CHANNELS)
}
EN, FR = Words("en"), Words("fr")


@given(st.integers(min_value=0, max_value=0xFFFFFF))
def test_any_brand_colour_can_be_read(value: int) -> None:
    """Whatever the primary colour, text in it and text on it meet WCAG AA."""
    colours = palette(Identity(name="X", colours=(Colour(name="one", value=f"#{value:06x}"),)))
    assert contrast(colours.accent_text, "#ffffff") >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.1


def test_brand_without_colours_is_black_on_white() -> None:
    """A deck needs no palette."""
    assert palette(Identity(name="X")).accent_text == "#1a1c20"


def test_each_channel_has_its_mock_up() -> None:
    """A channel's own template wins, a film is a storyboard, anything else is generic."""
    shown = {id: mockup(piece) for id, piece in PIECES.items()}
    assert shown["sms/1"] == "mockups/sms.html"
    assert shown["tiktok/1"] == "mockups/storyboard.html"
    assert shown["affiche_vitrine/1"] == "mockups/generic.html"


def test_search_ads_show_each_headline_once() -> None:
    """Nine headlines make three combinations that repeat none of them."""
    ads = search_ads(delivery_fettle.VARIANTS[0].asset)
    shown = [line for ad in ads for line in ad.headlines]
    assert sorted(shown) == sorted(delivery_fettle.VARIANTS[0].asset.texts("headline"))


def test_search_ads_of_few_texts_do_not_repeat_themselves() -> None:
    """Three headlines and two descriptions make one combination, and not three times it."""
    few = asset("google_rsa", "en", headline=["a", "b", "c"], description=["d", "e"])
    assert len(search_ads(few)) == 1
    assert search_ads(asset("google_rsa", "en"))[0].headlines == ()


def test_storyboard_lays_shots_beside_their_supers() -> None:
    """Each row of a storyboard is one moment of the film."""
    board = storyboard(PIECES["tiktok/1"])
    assert board.columns == ("Plan", "Titre à l'écran (super)")
    assert board.rows[2] == ("Un bocal se pose sur la table, fumant. 4 s", "Affaire classée")


def test_feed_folds_at_a_word() -> None:
    """A feed shows whole words, then the way to more, then the rest."""
    shown = str(folded(PIECES["meta_feed/1"], "primary_text", FR))
    before, _, after = shown.partition("Voir plus")
    assert len(before.replace("&#39;", "'").partition("<span")[0]) <= 125
    assert "mangerbouger" in after


def test_sms_says_its_alphabet() -> None:
    """One circumflex makes a message travel in the dearer alphabet, and the phone says so."""
    assert sms_count("Fete", EN).startswith("1 segment, GSM-7")
    assert "UCS-2" in sms_count("Fête", FR)


def test_buttons_read_as_the_platform_writes_them() -> None:
    """A platform's code is shown in the reader's words; the copy's own words stand."""
    assert button("LEARN_MORE", FR) == "En savoir plus"
    assert button("PLAY_GAME", EN) == "Play game"
    assert button("Choisir mon mardi", FR) == "Choisir mon mardi"


def test_price_that_is_not_known_is_not_zero() -> None:
    """A model without a price gives "not known", and its name."""
    shown = shown_figures(figures(delivery_petit_feu.CAMPAIGN), FR)
    cost = next(figure for figure in shown if figure.label == "Coût par pièce validée")
    assert cost.value == "inconnu"
    assert "qwen3-1.7b-instruct" in cost.note


def test_cost_is_for_each_approved_piece() -> None:
    """The run's dollars are shared among the pieces that were approved."""
    numbers = figures(delivery_fettle.CAMPAIGN)
    assert numbers.usd_per_piece is not None
    assert round(numbers.usd_per_piece * 8, 4) == delivery_fettle.CAMPAIGN.cost.usd


def test_campaign_without_pieces_has_no_cost_a_piece() -> None:
    """Nothing is divided by no piece."""
    empty = delivery_fettle.CAMPAIGN.model_copy(
        update={"deck": delivery_fettle.CAMPAIGN.deck.model_copy(update={"variants": ()})}
    )
    shown = shown_figures(figures(empty), EN)
    assert "No piece was approved." in [figure.note for figure in shown]


def test_first_pass_counts_what_was_written() -> None:
    """Pieces that were set aside weigh on first-pass approval."""
    numbers = figures(delivery_fettle.CAMPAIGN)
    assert (numbers.first_pass, numbers.pieces, numbers.written) == (7, 8, 9)


def test_free_run_costs_nothing() -> None:
    """A price of zero is known, and is not "not known"."""
    free = delivery_fettle.CAMPAIGN.model_copy(update={"cost": Cost(usd="0")})
    free = free.model_validate(free.model_dump())
    assert shown_figures(figures(free), EN)[3].value == "$0.00"


def test_decisions_name_each_piece_and_the_rest() -> None:
    """An answer with a default gives a row for each piece it names and one for the others."""
    rows = decided(delivery_fettle.CAMPAIGN, EN)
    assert [(row.piece, row.verdict) for row in rows[1:5]] == [
        ("Route: While you were out", "Chosen"),
        ("All the others", "Approved"),
        ("email/1", "Sent back"),
        ("meta_feed/2", "Rejected"),
    ]
    assert rows[0].who == "Helen Marsh, in the terminal"


def test_answers_to_the_brief_are_read_back() -> None:
    """A question that a person answered shows the answer and not the assumption."""
    assert answers(delivery_fettle.CAMPAIGN) == {"electric": "No, from April."}


def test_pieces_keep_the_order_of_the_deck() -> None:
    """The deck shows the pieces as the campaign ordered them."""
    shown: list[Piece] = list(PIECES.values())
    assert [one.variant for one in shown] == list(delivery_petit_feu.VARIANTS)
