from datetime import date

import pytest
from policies_shop import OFFERS, SANTE, asset, brief, context, mandatory, shop, variant

from creative_agents.domain.asset import Asset
from creative_agents.domain.brief import Flight
from creative_agents.policies import check

LEGAL = "Offre Duo, deux sachets de 250 g."
MAIL = {
    "sender": "Mirelle",
    "subject": "Le Duo du matin",
    "preheader": "Deux sachets, un matin",
    "body": "Le Duo est là.",
    "cta": "Commander",
    "footer": "Mirelle, 4 rue des Tables, 69001 Lyon. Se désabonner",
}


def rules(piece: Asset, **more: object) -> set[str]:
    """The rules that find an error in a piece."""
    found = check(piece, context(piece, **more))
    ours = (f.rule for f in found if f.level == "error")
    return {rule for rule in ours if not rule.startswith(("limits", "required"))}


def hero(text: str = "Le matin, assis") -> Asset:
    """A landing page's hero."""
    return asset("landing_hero", "fr", headline=text, subhead="Du grain à la tasse", cta="Goûter")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"claims_used": ("invented",)}, "claims.unknown"),
        ({"claims_used": ("ancien",)}, "claims.expired"),
        ({"claims_used": ("suisse",)}, "claims.market"),
        ({"claims_used": ("secret",)}, "claims.withheld"),
        ({"offer": "invented"}, "offers.unknown"),
        ({"offer": "rentree"}, "offers.expired"),
    ],
)
def test_what_the_writer_names_must_exist_and_hold(said: dict[str, object], rule: str) -> None:
    """Claims and offers that a variant names are checked by their ids."""
    piece = hero()
    assert rules(piece, variant=variant(piece, "", **said)) == {rule}


def test_an_offer_that_ends_before_the_flight_is_expired() -> None:
    """What counts is the first day on air, not the day of the check."""
    late = brief(flight=Flight(start=date(2027, 1, 4), end=date(2027, 1, 31)))
    piece = hero()
    assert rules(piece, brief=late, variant=variant(piece, offer="duo")) == {"offers.expired"}


def test_the_legal_line_of_the_offer_in_use_is_mandatory() -> None:
    """An offer that is used brings its legal line; another offer's is not asked for."""
    duo = OFFERS[0].model_copy(update={"legal_line": LEGAL})
    brand = shop("fr", offers=(duo, *OFFERS[1:]))
    assert rules(hero("Le Duo à 19,90\u00a0€"), brand=brand) == {"mandatories.absent"}
    assert rules(hero(f"Le Duo à 19,90\u00a0€. {LEGAL}"), brand=brand) == set()
    assert rules(hero(), brand=brand) == set()


def test_a_mandatory_line_that_a_channel_cannot_hold_is_not_asked_for() -> None:
    """A line of 100 characters fits no field of a search ad, unless the brief names the channel."""
    line = "Une mention qui est vraiment beaucoup trop longue pour tenir dans une annonce de " * 2
    ad = asset("google_rsa", "fr", headline="Le matin, assis", description="Du grain à la tasse.")
    assert rules(ad, brief=brief("fr", **mandatory(line))) == set()
    named = brief("fr", **mandatory(line, "google_rsa"))
    assert rules(ad, brief=named) == {"mandatories.absent"}


def test_a_mandatory_line_may_stand_on_the_picture() -> None:
    """Words on the picture are part of the piece."""
    piece = hero()
    shown = variant(piece, on_image=SANTE)
    assert rules(piece, variant=shown, brief=brief("fr", **mandatory(SANTE))) == set()


def test_a_mail_without_a_way_out_or_a_sender_is_refused() -> None:
    """A commercial mail says who sends it and how to stop it."""
    mute = {**MAIL, "sender": "Bonjour", "footer": "À demain."}
    assert rules(asset("email", "fr", **MAIL)) == set()
    assert rules(asset("email", "fr", **mute)) == {"unsubscribe.way_out", "unsubscribe.sender"}


def test_a_mail_for_the_united_states_shows_a_postal_address() -> None:
    """The address is an error there and advice elsewhere."""
    bare = {**MAIL, "footer": "Mirelle. Unsubscribe"}
    american = brief("fr", market="US")
    assert rules(asset("email", "fr", **bare), brief=american) == {"unsubscribe.address"}
    assert rules(asset("email", "fr", **bare)) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mirelle: le Duo du matin. STOP au 36173", set()),
        ("Mirelle: le Duo du matin.", {"unsubscribe.stop"}),
        ("Le Duo du matin. STOP 36173", {"unsubscribe.sender"}),
    ],
)
def test_a_text_message_says_stop_and_who_sends_it(text: str, found: set[str]) -> None:
    """STOP with its short code, and the sender's name."""
    assert rules(asset("sms", "fr", body=text)) == found


def test_the_audiences_words_of_a_mandatory_line_are_not_the_writers_register() -> None:
    """A mandatory line in vous leaves a piece in tu alone."""
    tu = brief("fr", audiences=("jeunes",), **mandatory(SANTE))
    assert rules(hero(f"Prends le temps. {SANTE}"), brief=tu) == set()


def test_copy_in_another_language_than_the_brief_is_refused() -> None:
    """An English piece for a French brief is told once for the piece."""
    piece = asset("landing_hero", "en", headline="Sit", subhead="Cup", cta="Go")
    assert rules(piece, brief=brief("fr")) == {"language.piece"}


def test_a_claim_that_names_its_proof_is_proved() -> None:
    """A superlative about another subject is proved by the claim that the writer names."""
    piece = hero("Le meilleur torréfacteur")
    assert rules(piece) == {"claims.superlative"}
    assert rules(piece, variant=variant(piece, claims_used=("prix",))) == set()
