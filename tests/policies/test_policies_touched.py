"""Touched: a change of an offer lists every piece that it makes wrong, with the words."""

from datetime import date
from decimal import Decimal

from policies_shop import OFFERS, asset, deck, shop, variant

from creative_agents.domain.brand import Brand, Offer, PastPiece, Rights
from creative_agents.domain.money import Money
from creative_agents.policies.deck.coherence import Touched, pieces_touched

DUO = OFFERS[0]


def changed(**fields: object) -> Offer:
    """The Duo, with some fields changed."""
    return DUO.model_copy(update=fields)


def ran(text: str) -> Brand:
    """The shop with one past piece."""
    piece = PastPiece(
        id="mail-1",
        channel="email",
        date=date(2026, 11, 2),
        language="fr",
        fields={"subject": ("Le matin, assis", text)},
        outcome="won",
        why="Le prix.",
        rights=Rights(author="nous"),
    )
    return shop("fr", pieces=(piece,))


def words(found: tuple[Touched, ...]) -> list[tuple[str, str, str, str]]:
    """Piece, place, words and part of each entry."""
    return [(each.piece, each.field, each.quote, each.part) for each in found]


AD = variant(
    asset(
        "meta_feed",
        "fr",
        primary_text="Le Duo à 19,90\u00a0€ au lieu de 24,90\u00a0€, jusqu\u2019au 24 décembre.",
        headline="5\u00a0€ d\u2019économie, soit -20\u00a0%",
        cta="Commander",
    ),
    "meta_feed/1",
    offer="duo",
)


def test_a_new_price_touches_what_says_it_and_what_follows_from_it() -> None:
    """The price, the saving and the percentage are wrong together; the rest stands."""
    after = changed(price=Money(amount=Decimal("21.90")))
    found = pieces_touched(shop("fr"), DUO, after, deck(AD))
    assert words(found) == [
        ("meta_feed/1", "primary_text[1]", "19,90\u00a0€", "price"),
        ("meta_feed/1", "headline[1]", "5\u00a0€", "saving"),
        ("meta_feed/1", "headline[1]", "20\u00a0%", "reduction"),
    ]
    assert (found[0].before, found[0].after) == ("19.90 EUR", "21.90 EUR")
    assert (found[0].past, found[0].sells) == (False, True)


def test_a_new_last_day_and_a_new_call_touch_their_words() -> None:
    """A date, a call, a name and a legal line are found letter for letter."""
    after = changed(end=date(2026, 12, 31), cta="Goûter")
    assert words(pieces_touched(shop("fr"), DUO, after, [AD])) == [
        ("meta_feed/1", "primary_text[1]", "24 décembre", "end"),
        ("meta_feed/1", "cta[1]", "Commander", "cta"),
    ]


def test_past_pieces_are_listed_and_say_whether_they_sell_the_offer() -> None:
    """A past piece that names the offer sells it; one that holds the amount alone may not."""
    after = changed(price=Money(amount=Decimal("21.90")))
    (sure,) = pieces_touched(ran("Le Duo, 19,90\u00a0€"), DUO, after)
    (maybe,) = pieces_touched(ran("Deux sachets pour 19,90\u00a0euros"), DUO, after)
    assert (sure.piece, sure.field, sure.past, sure.sells) == ("mail-1", "subject[2]", True, True)
    assert (maybe.quote, maybe.sells) == ("19,90\u00a0euros", False)


def test_a_withdrawn_offer_touches_everything_that_speaks_of_it() -> None:
    """With no offer any more, each of its words is listed, and nothing stands in their place."""
    found = pieces_touched(shop("fr"), DUO, None, [AD])
    assert {each.part for each in found} >= {"price", "reference_price", "end", "name", "cta"}
    assert {each.after for each in found} == {""}


def test_another_offer_another_currency_and_no_change_touch_nothing() -> None:
    """A variant of another offer is not read; the same offer changes nothing."""
    after = changed(price=Money(amount=Decimal("21.90")))
    other = AD.model_copy(update={"offer": "filtre"})
    assert pieces_touched(shop("fr"), DUO, after, [other]) == ()
    assert pieces_touched(ran("Le Duo, £19.90"), DUO, after) == ()
    assert pieces_touched(shop("fr"), DUO, DUO, [AD]) == ()
