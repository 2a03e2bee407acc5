import pytest
from policies_shop import asset, context, deck, deck_context, variant

from creative_agents.domain.asset import Variant
from creative_agents.domain.review import Finding
from creative_agents.policies import check, check_deck


def hero(number: int, headline: str, subhead: str, cta: str = "Goûter", **more: object) -> Variant:
    """A variant of a landing page's hero."""
    piece = asset("landing_hero", "fr", headline=headline, subhead=subhead, cta=cta)
    return variant(piece, f"landing_hero/{number}", **more)


def feed(text: str, **more: object) -> Variant:
    """A variant for the feed."""
    piece = asset("meta_feed", "fr", primary_text=text, headline="Le matin, assis")
    return variant(piece, "meta_feed/1", **more)


def found(*variants: Variant) -> list[tuple[str, str, str, str]]:
    """Rule, piece, place and quote of what does not agree."""
    told = check_deck(deck(*variants), deck_context())
    return [(each.rule, each.piece, each.field, each.quote) for each in told]


def first(*variants: Variant) -> Finding:
    """The first finding of a deck."""
    return check_deck(deck(*variants), deck_context())[0]


def test_two_prices_for_one_offer_are_one_finding_that_names_both_places() -> None:
    """The finding stands in the later piece and names the earlier one."""
    one = hero(1, "Le Duo à 19,90\u00a0€", "Deux sachets", offer="duo")
    two = feed("Deux sachets pour 18,90\u00a0€, et le temps.", offer="duo")
    assert found(one, two) == [
        ("coherence.price", "meta_feed/1", "primary_text[1]", "18,90\u00a0€")
    ]
    assert "19,90\u00a0€" in first(one, two).message
    assert "landing_hero/1 (headline[1])" in first(one, two).message


def test_one_price_written_in_two_ways_agrees() -> None:
    """A value is compared, not its spelling."""
    one = hero(1, "Le Duo à 19,90\u00a0€", "Deux sachets", offer="duo")
    two = feed("Deux sachets pour 19,90 euros, et le temps.", offer="duo")
    assert found(one, two) == []


def test_a_price_and_a_price_before_are_two_things() -> None:
    """The words "au lieu de" make an amount the price before; each is compared with its like."""
    one = hero(1, "19,90\u00a0€ au lieu de 24,90\u00a0€", "Deux sachets", offer="duo")
    two = feed("19,90\u00a0€ au lieu de 25\u00a0€, et le temps.", offer="duo")
    assert found(one, two) == [
        ("coherence.reference", "meta_feed/1", "primary_text[1]", "25\u00a0€")
    ]


def test_two_offers_may_have_two_prices() -> None:
    """Pieces of different offers are not compared; the one that the brief does not sell is told."""
    one = hero(1, "Le Duo à 19,90\u00a0€", "Deux sachets", offer="duo")
    two = feed("Le Filtre à 12,50\u00a0€, et le temps.", offer="filtre")
    assert found(one, two) == [("coherence.offer", "meta_feed/1", "", "")]


def test_amounts_of_different_roles_are_not_compared() -> None:
    """A price, what it saves, what frees the delivery and a later instalment are four things."""
    one = hero(1, "Le Duo à 19,90\u00a0€", "Livraison offerte dès 35\u00a0€", offer="duo")
    two = feed("5\u00a0€ d\u2019économie sur le Duo, livraison offerte dès 35\u00a0€.", offer="duo")
    other = feed("Livraison offerte dès 39\u00a0€, et le temps.", offer="duo")
    assert found(one, two) == []
    assert found(one, other) == [("coherence.price", "meta_feed/1", "primary_text[1]", "39\u00a0€")]


def test_an_amount_that_is_what_the_offer_saves_is_no_other_price() -> None:
    """The words "5 € pour vous" of an offer from 24,90 € to 19,90 € say its saving."""
    one = hero(1, "5\u00a0€ pour votre matin", "Deux sachets", offer="duo")
    two = feed("Le Duo à 19,90\u00a0€, et le temps.", offer="duo")
    assert found(one, two) == []


def test_two_first_days_are_found() -> None:
    """The words "dès le" and "from" say the same thing, and must say the same day."""
    one = hero(1, "Dès le 1er décembre", "Le Duo", offer="duo")
    piece = asset("meta_feed", "en", primary_text="From 3 December, take a seat.")
    two = variant(piece, "meta_feed/1", offer="duo")
    assert found(one, two) == [("coherence.date", "meta_feed/1", "primary_text[1]", "3 December")]


def test_two_last_days_are_found_in_english_and_in_french() -> None:
    """The words "jusqu'au" and "until" say the same thing, and must say the same day."""
    one = hero(1, "Jusqu\u2019au 24 décembre", "Le Duo", offer="duo")
    piece = asset("meta_feed", "en", primary_text="Until 20 December, take a seat.")
    two = variant(piece, "meta_feed/1", offer="duo")
    assert found(one, two) == [("coherence.date", "meta_feed/1", "primary_text[1]", "20 December")]


def test_two_cleared_wordings_of_one_claim_agree() -> None:
    """The ledger allows both, so that a headline and a mail may each take theirs."""
    used = {"claims_used": ("prix",)}
    one = variant(asset("meta_feed", "en", primary_text="Best coffee in Lyon 2026"), "a/1", **used)
    text = "Meilleur café de Lyon 2026, prix Grains d\u2019or"
    two = variant(asset("meta_feed", "en", primary_text=text), "b/1", **used)
    assert found(one, two) == []


def test_a_wording_without_its_article_is_a_cleared_one() -> None:
    """An article, a plural or "is" more or less changes no claim."""
    used = {"claims_used": ("recycle",)}
    one = variant(asset("meta_feed", "en", primary_text="A recyclable bag"), "a/1", **used)
    two = variant(asset("meta_feed", "en", primary_text="The recyclable bag"), "b/1", **used)
    assert found(one, two) == []


def test_a_wording_that_is_nearly_a_cleared_one_is_a_warning() -> None:
    """The piece that changed the words is told, whichever comes first, with the cleared ones."""
    used = {"claims_used": ("prix",)}
    one = variant(asset("meta_feed", "en", primary_text="Best coffee in Lyon 2026"), "a/1", **used)
    two = variant(asset("meta_feed", "en", primary_text="Best coffees of Lyon 2026"), "b/1", **used)
    told = [("coherence.claim", "b/1", "primary_text[1]", "Best coffees of Lyon 2026")]
    assert found(one, two) == told
    assert found(two, one) == told
    assert (
        "“Best coffee in Lyon 2026”" in first(one, two).message or "a/1" in first(one, two).message
    )


def test_two_calls_to_action_are_a_warning() -> None:
    """A campaign asks for one thing; case and typography do not matter."""
    one = hero(1, "Le matin, assis", "Deux sachets", "Goûter")
    two = hero(2, "La chaise d\u2019abord", "Du grain, du temps", "Acheter")
    same = hero(3, "Encore cinq minutes", "On y est bien", "GOÛTER")
    assert found(one, two) == [("coherence.call", "landing_hero/2", "cta[1]", "Acheter")]
    assert found(one, same) == []


def test_one_call_in_three_forms_is_one_call() -> None:
    """The infinitive, the imperative and the first person ask for the same thing."""
    forms = ("Commander", "Commandez", "Je commande")
    pieces = [hero(n, f"Le matin {n}", "Deux", call) for n, call in enumerate(forms, 1)]
    assert [each for each in found(*pieces) if each[0] == "coherence.call"] == []


def test_near_copies_of_one_channel_are_found() -> None:
    """Two variants that change one word carry one idea."""
    one = hero(1, "Le matin commence sur une chaise", "Du grain à la tasse, sans se presser")
    two = hero(2, "Le matin commence sur une table", "Du grain à la tasse, sans se presser")
    assert [(rule, piece) for rule, piece, *_ in found(one, two)] == [
        ("sameness.copy", "landing_hero/2")
    ]


def test_variants_that_open_alike_are_found() -> None:
    """The same headline over two texts is one opening."""
    one = hero(1, "Le matin, assis", "Du grain à la tasse, sans se presser")
    two = hero(2, "Le matin, assis\u00a0", "Une chaise, une fenêtre, rien à faire")
    assert [rule for rule, *_ in found(one, two)] == ["sameness.opening"]


def test_the_same_words_in_two_channels_are_no_copy() -> None:
    """A campaign may say one thing in two channels."""
    one = hero(1, "Le matin, assis", "Du grain à la tasse")
    two = feed("Le matin, assis. Du grain à la tasse.")
    assert found(one, two) == []


@pytest.mark.parametrize(
    ("first", "second", "quote"),
    [
        ("Le café lent ouvre à 8 h, rue des Tables.", "Le café lent ouvre à 9 h.", "9 h"),
        ("Le sachet de café pèse 250 g.", "Le sachet de café lent pèse 300 g.", "300 g"),
        ("Le sachet de café pèse 300 g.", "Le sachet de café lent pèse 250 g.", ""),
        ("Le sachet de café pèse 250 g.", "Une tasse de lait, 300 g de farine.", ""),
        ("Le sachet de café pèse 250 g.", "Le sachet de café pèse 250 g, soit 0,25 kg.", ""),
    ],
)
def test_a_measure_or_an_hour_is_one_from_piece_to_piece(
    first: str, second: str, quote: str
) -> None:
    """The figure that the folder does not hold is told where another piece says otherwise."""
    told = check_deck(deck(hero(1, "Le café lent", first), feed(second)), deck_context())
    differ = [(f.piece, f.quote) for f in told if f.rule == "figures.differ"]
    wrong_first = "300" in first
    expected = [("landing_hero/1", "300 g")] if wrong_first else [("meta_feed/1", quote)]
    assert differ == (expected if quote or wrong_first else [])


def test_the_plain_text_of_a_mail_gives_the_figures_of_its_body() -> None:
    """Two texts of one piece that say the same thing with two figures are told."""
    body, plain = "Le sachet de café lent pèse 250 g.", "Le sachet de café lent pèse 350 g."
    mail = asset("email", "fr", body=body, plain_text=plain)
    told = [f for f in check(mail, context(mail)) if f.rule == "agreement.figure"]
    assert [(f.field, f.quote) for f in told] == [("plain_text[1]", "350 g")]
