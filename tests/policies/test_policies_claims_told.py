"""Claims: what markets, days, free offers, makers' fields and long texts change."""

from datetime import date
from decimal import Decimal

import pytest
from policies_shop import CLAIMS, asset, context, shop

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Claim, Offer, Product, Proof
from creative_agents.domain.money import Money
from creative_agents.domain.review import Finding
from creative_agents.policies._cover import Cover
from creative_agents.policies._fold import letters
from creative_agents.policies._lexicon import lexicon
from creative_agents.policies.claims import claims
from creative_agents.policies.offers import offers
from creative_agents.policies.quotes import quotes

FREE_YEAR = Offer(
    id="compte",
    name="Compte gratuit pendant un an",
    price=Money(amount=Decimal(0)),
    conditions="Première ouverture.",
)


def found(
    text: str,
    language: Language = "fr",
    *,
    channel: str = "x_post",
    field: str = "text",
    **more: object,
) -> list[Finding]:
    """What claims and offers find in one text."""
    piece = asset(channel, language, **{field: text})
    where = context(piece, **{"brief": None, **more})
    return [*claims(piece, where), *offers(piece, where)]


def told(*findings: Finding) -> list[tuple[str, str]]:
    """Rules and words."""
    return [(one.rule, one.quote) for one in findings]


def expired(text: str, *wording: str) -> Claim:
    """A claim that may not be said any more."""
    proof = Proof(statement=text, source="audit.pdf", date=date(2025, 1, 1))
    return Claim(id="old", text=text, wording=wording, proof=proof, expires=date(2026, 1, 1))


@pytest.mark.parametrize(("market", "rules"), [("GB", ["claims.market"]), ("CH", []), (None, [])])
def test_a_market_without_a_brief_says_what_holds(market: str | None, rules: list[str]) -> None:
    """A claim for Switzerland is refused in Great Britain, brief or none."""
    said = found("Roasted with hydro power", "en", market=market)
    assert [one.rule for one in said] == rules


@pytest.mark.parametrize(
    ("claim", "text", "quote"),
    [
        ("99,98 % de disponibilité", "Chez nous, 99,98 % de disponibilité", "99,98 %"),
        ("99.98% uptime", "Count on 99.98% uptime", "99.98%"),
        (
            "98 % des commandes partent le jour même",
            "98 % des commandes partent le jour même",
            "98 % des commandes partent le jour même",
        ),
        ("Meilleur café de Lyon 2024", "Meilleur café de Lyon 2024", "Meilleur café de Lyon 2024"),
        ("Le café des Alpes", "Oui, les cafés des Alpes", "cafés des Alpes"),
    ],
)
def test_an_expired_claim_is_marked_at_what_claims(claim: str, text: str, quote: str) -> None:
    """A figure and what it counts is its figure; anything else is the whole wording."""
    language: Language = "en" if "uptime" in claim else "fr"
    brand = shop(language, claims=(expired(claim),))
    assert told(*found(text, language, brand=brand)) == [("claims.expired", quote)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cinq minutes de plus au four", "fr"),
        ("Il pleut depuis trois jours", "fr"),
        ("En 1998, la rue dansait", "fr"),
        ("Une vidéo de 45 secondes", "fr"),
        ("Ten years that box has waited", "en"),
        ("Simmer for 20 minutes", "en"),
        ("A 3-minute read", "en"),
        ("We mended a 1974 radio on Tuesday", "en"),
        ("That 1958 lathe still turns in the back room", "en"),
        ("On a réparé une radio de 1974 mardi", "fr"),
        ("Le tour de 1958 tourne encore au fond", "fr"),
    ],
)
def test_a_figure_that_tells_is_a_suggestion(text: str, language: Language) -> None:
    """Scenes, recipes, memories and lengths of films are no errors; some are nothing at all."""
    assert {one.level for one in found(text, language)} <= {"suggestion"}


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("A 1974 malt", "en", "1974"),
        ("A 1921 recipe of the house", "en", "1921"),
        ("A 1950 piece puzzle", "en", "1950"),
        ("Une bouteille de 1974", "fr", "1974"),
        ("Un hall de 1950 places", "fr", "1950"),
    ],
)
def test_a_year_that_sells_needs_a_fact(text: str, language: Language, year: str) -> None:
    """What ages, what is founded and what is counted is no memory."""
    assert ("claims.number", year) in told(*found(text, language))


def test_a_year_is_twelve_months() -> None:
    """A fact in one unit proves the same duration in another, and no other duration."""
    brand = shop("fr", offers=(FREE_YEAR,))
    assert found("Douze mois sans frais de compte", brand=brand, market="FR") == []
    said = found("Quatorze mois sans frais de compte", brand=brand)
    assert told(*said) == [("claims.number", "Quatorze mois")]


def test_a_free_offer_proves_free_and_not_free_delivery() -> None:
    """An offer that costs nothing is free; what is given beside it needs its own words."""
    brand = shop("fr", offers=(FREE_YEAR,))
    assert found("Ouvrez un compte : il est gratuit un an", brand=brand) == []
    said = found("La livraison est gratuite", brand=brand)
    assert told(*said) == [("claims.free", "gratuite")]


@pytest.mark.parametrize(
    ("field", "text", "rules"),
    [
        ("deliverable", "Une vidéo de 20 à 30 secondes, le 3 décembre, 300 €", []),
        ("must_not", "Ne dis pas que c’est le meilleur café de France", []),
        ("disclosure", "Affiche « Publicité » pendant 5 secondes", []),
        ("idea", "Tes 10 dernières minutes avant le bureau, 20 plans", []),
        ("idea", "Montre que c’est le meilleur café de France", ["claims.superlative"]),
        ("key_message", "Prêt en 4 minutes", ["claims.number"]),
    ],
)
def test_what_is_for_makers_sells_nothing(field: str, text: str, rules: list[str]) -> None:
    """Orders to a creator are no copy; what the creator will say is."""
    said = found(text, channel="influencer_brief", field=field)
    assert [one.rule for one in said] == rules


def test_a_shot_counts_what_it_shows() -> None:
    """The figures of a shot are directions; a share that is shown is still a claim."""
    assert found("Huit mains, 12 tasses", channel="tiktok", field="shot") == []
    said = found("À l’écran : 97 % de satisfaits", channel="tiktok", field="shot")
    assert told(*said) == [("claims.number", "97\u00a0%".replace("\u00a0", " "))]


@pytest.mark.parametrize(
    ("field", "text", "rules"),
    [
        ("contact", "Anne Roux, 01 99 00 52 10", ["claims.told"]),
        ("body", "Appelez le 01 99 00 52 10", ["claims.number"]),
        ("body", "joueurs-info-service.fr (09 74 75 13 13 - appel non surtaxé)", []),
        ("body", "Drogues Info Service, 0 800 23 13 13", []),
    ],
)
def test_a_telephone_number(field: str, text: str, rules: list[str]) -> None:
    """A contact's number is a suggestion where the folder holds none; a help line is public."""
    said = found(text, channel="press_release", field=field)
    assert [one.rule for one in said] == rules


def test_another_number_than_the_contact_of_the_folder_is_an_error() -> None:
    """Where the folder holds a number, another one is a slip."""
    brand = shop("fr", press_contact="Anne Roux, 01 99 00 52 10")
    text = "Anne Roux, 01 99 00 52 11"
    said = found(text, channel="press_release", field="contact", brand=brand)
    assert told(*said) == [("claims.number", "01 99 00 52 11")]


def test_a_bracket_is_no_part_of_a_number() -> None:
    """The span of a telephone number starts after the bracket that opens before it."""
    said = found("Appelez-nous (01 99 00 52 10 en semaine)")
    assert told(*said) == [("claims.number", "01 99 00 52 10")]


def test_the_words_of_the_folders_quotes_are_theirs() -> None:
    """A superlative inside a quote of the folder is the customer's, cleared with it."""
    quote = shop("fr").quotes[0].model_copy(update={"text": "C’est le meilleur pull de Lyon."})
    brand = shop("fr", quotes=(quote,))
    assert found("« C’est le meilleur pull de Lyon. » Nadia R.", brand=brand) == []
    said = found("Le meilleur gilet de Lyon", brand=brand)
    assert [one.rule for one in said] == ["claims.superlative"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("n° 1\n", "fr"), ("twenty ", "en"), ("« a b c » ", "fr"), ("a", "en"), ("the best ", "en")],
)
def test_a_long_text_says_that_it_was_not_read_whole(text: str, language: Language) -> None:
    """A text that is too long ends in one finding that is incomplete, never in a clean verdict."""
    long = text * (210_000 // len(text))
    piece = asset("x_post", language, text=long)
    where = context(piece, brief=None)
    said = [*claims(piece, where), *offers(piece, where), *quotes(piece, where)]
    assert [one.rule for one in said if one.incomplete] == ["claims.unfinished"]
    assert len(said) <= 1100


def test_a_cover_holds_what_lies_within_one_span() -> None:
    """A span is held by one other, never by two together."""
    cover = Cover([(0, 10), (2, 4), (20, 30)])
    assert cover.holds(3, 9)
    assert cover.holds(20, 30)
    assert not cover.holds(5, 12)
    assert not cover.holds(12, 13)
    assert not Cover([(0, 5), (5, 9)]).holds(3, 8)


def test_a_long_text_is_searched_as_a_short_one() -> None:
    """An expression is found at its place however many lines stand before it."""
    plain = letters("du calme\n" * 400 + "le meilleur café de Lyon").plain
    hits = [hit for hit in lexicon("claims").find(plain, "fr") if hit.entry.family == "superlative"]
    assert {plain[hit.start : hit.end] for hit in hits} >= {"le meilleur"}


def test_the_claims_of_the_shop_hold_where_no_market_is_known() -> None:
    """The shop of these tests has one claim for one market, which nothing else refuses."""
    assert [claim.id for claim in CLAIMS if claim.markets] == ["suisse"]


def test_a_measure_proves_no_count_of_things() -> None:
    """A fact of 6 g does not say that six chairs are left."""
    product = Product(id="box", name="Le coffret", description="Un sachet.", facts=("6 g de sel",))
    brand = shop(products=(product,))
    assert told(*found("Plus que 6 chaises", brand=brand)) == [("claims.number", "6")]
    assert found("Avec 6 g de sel", brand=brand) == []
