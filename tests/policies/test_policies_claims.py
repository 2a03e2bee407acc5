"""Claims: every family is found at its words, and ordinary copy is left in peace."""

import tomllib
from pathlib import Path

import pytest
from policies_shop import asset, context, said, shop

from creative_agents.domain.base import Language
from creative_agents.domain.brand import PastPiece, Rights
from creative_agents.domain.review import Finding
from creative_agents.policies import check
from creative_agents.policies.claims import claims
from creative_agents.policies.offers import offers
from creative_agents.policies.quotes import quotes

HERE = Path(__file__).parent
FOUND = tomllib.loads((HERE / "claims_found.toml").read_text(encoding="utf-8"))["claim"]
READ = tomllib.loads((HERE / "claims_none.toml").read_text(encoding="utf-8"))
NONE: list[tuple[Language, str]] = [
    *(("fr", text) for text in READ["fr"]),
    *(("en", text) for text in READ["en"]),
]
PRICES = frozenset({"claims.free", "claims.price", "offers.price"})


def found(text: str, language: Language, **more: object) -> tuple[Finding, ...]:
    """What the three policies of claims find in one line."""
    piece = asset("landing_hero", language, headline=text)
    return check(piece, context(piece, **more), policies=(claims, offers, quotes))


def grave(text: str, language: Language) -> tuple[Finding, ...]:
    """What they find that is no mere suggestion."""
    return tuple(each for each in found(text, language) if each.level != "suggestion")


def family(finding: Finding) -> str:
    """The family of claims that a finding is about."""
    return "price" if finding.rule in PRICES else finding.rule.split(".")[1]


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case["text"])
def test_a_claim_is_found_once_at_its_words(case: dict[str, str]) -> None:
    """Each claim is one finding, of its family, on the expression that claims."""
    language: Language = "fr" if case["language"] == "fr" else "en"
    told = [(family(each), each.quote) for each in grave(case["text"], language)]
    assert told == [(case["family"], case["quote"])]


def test_every_family_stands_in_both_languages() -> None:
    """The cases hold each of the eight families, in English and in French, six times at least."""
    names = ("number", "superlative", "comparison", "guarantee", "environment", "health")
    for name in (*names, "price"):
        for language in ("en", "fr"):
            cases = [c for c in FOUND if (c["family"], c["language"]) == (name, language)]
            assert len(cases) >= 5, (name, language)
    assert len([c for c in FOUND if c["family"] == "testimonial"]) >= 8


@pytest.mark.parametrize(("language", "text"), NONE)
def test_ordinary_copy_is_left_in_peace(language: Language, text: str) -> None:
    """Denials, questions, idioms, scenes, recipes and labels claim nothing."""
    alarms = [(each.rule, each.quote) for each in grave(text, language)]
    assert alarms == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Un moulin garanti à vie", "fr"),
        ("Garanti 45 jours, sachet remboursé", "fr"),
        ("Guaranteed for life", "en"),
        ("Guaranteed for 45 days, or refunded", "en"),
    ],
)
def test_a_guarantee_is_not_proved_by_a_shorter_one(text: str, language: Language) -> None:
    """The shop guarantees 30 days: neither 45 nor a lifetime follows from it."""
    assert [each.rule for each in found(text, language)] == ["claims.guarantee"]


def test_a_bare_number_of_an_address_proves_no_duration() -> None:
    """The shop stands at number 4 of its street, which makes nothing ready in 4 minutes."""
    assert [each.quote for each in found("Prêt en 4 minutes", "fr")] == ["4 minutes"]


def test_a_number_in_words_proves_the_number_in_digits() -> None:
    """A fact that says "eleven parts" lets copy say "11 parts", and not "11 years"."""
    lamp = shop("en").products[1].model_copy(update={"facts": ("Eleven parts, each sold alone.",)})
    brand = shop("en", products=(lamp,))
    assert found("The 11 parts come apart", "en", brand=brand) == ()
    assert [each.quote for each in found("In 11 years", "en", brand=brand)] == ["11 years"]


def test_an_hour_of_an_own_piece_is_known_and_a_battery_is_not() -> None:
    """What ran at 9pm may be said again; it proves no nine hours."""
    ran = PastPiece(
        id="sms-1",
        channel="sms",
        date="2026-01-10",
        language="en",
        fields={"body": ("Order by 9pm tonight.",)},
        outcome="won",
        why="Clear.",
        rights=Rights(author="us"),
    )
    brand = shop("en", pieces=(ran,))
    assert [each.rule for each in found("Open until 9pm", "en")] == ["claims.hour"]
    assert found("Open until 9pm", "en", brand=brand) == ()
    assert [e.rule for e in found("21 hours of light", "en", brand=brand)] == ["claims.number"]


def test_a_price_and_a_testimonial_have_their_own_texts() -> None:
    """The two families speak in the brand's language, with a reason and a fix."""
    for text in ("Au prix le plus bas de Lyon", "Plébiscité par les Lyonnais"):
        (told,) = said(text, "fr")
        assert told.message
        assert told.why
        assert told.fix
