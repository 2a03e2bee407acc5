import time

import pytest
from policies_pieces import findings, piece, told

from creative_agents.channels import load
from creative_agents.domain.channel import Channel
from creative_agents.policies.forbidden_signs import forbidden_signs


def _with_pattern(pattern: str) -> Channel:
    post = load("x_post")
    text = post.format.field("text").model_copy(update={"forbidden": (pattern,)})
    return post.model_copy(update={"format": post.format.model_copy(update={"fields": (text,)})})


@pytest.mark.parametrize(
    ("headline", "sign"),
    [
        ("Ride home lit!", "!"),
        ("Prêt\u202f!", "!"),
        ("Really??", "??"),
        ("Wait for it...", "..."),
        ("Lit up 🚲", "🚲"),
        ("Seen → safe", "→"),
        ("• Seen", "•"),
        ("BIKE LIGHTS", "BIKE"),
        ("GRANDE vente", "GRANDE"),
        ("L'ÉTÉ arrive vite, SOLDES", "SOLDES"),
        ("Appelez le 01 23 45 67 89", "01 23 45 67 89"),
        ("Call 020 7946 0958", "020 7946 0958"),
        ("Call (212) 555-0142 now", "(212) 555-0142"),
        ("Au +33 1 23 45 67 89", "+33 1 23 45 67 89"),
        ("Dial 1-800-LIGHTS", "1-800-LIGHTS"),
    ],
)
def test_what_google_refuses_in_a_headline(headline: str, sign: str) -> None:
    """Exclamation marks, repeated punctuation, emoji, bullets and shouting are errors."""
    found = findings(forbidden_signs, piece("google_rsa", headline=headline))
    assert sign in [each.quote.strip() for each in found]
    assert {each.level for each in found} == {"error"}


@pytest.mark.parametrize(
    "headline",
    [
        "Prêt à 17:30 ?",
        "Hôtel 5* à 39,90 €",
        "LED, USB-C, SNCF, HTML",
        "Vos trajets, 24/7",
        "1er prix : 39 € la paire",
        "Luméa® Go™",
        "{KEYWORD:Bike lights}",
        "1 200 lumens, 10 000 km",
        "Du 24.12.2026 au 02.01.2027",
        "2026-2027, de 8-10 h à 18-20 h",
    ],
)
def test_what_google_takes_in_a_headline(headline: str) -> None:
    """Ordinary punctuation, acronyms, trade marks and insertion tags pass."""
    assert findings(forbidden_signs, piece("google_rsa", "fr", headline=headline)) == []


def test_a_description_may_exclaim_once() -> None:
    """One exclamation mark is refused in a headline and taken in a description."""
    assert findings(forbidden_signs, piece("google_rsa", description="Ride home lit!")) == []


def test_names_in_capitals_pass() -> None:
    """What the brand folder writes in capitals is a name or an acronym."""
    ad = piece("google_rsa", headline="LUMEA lights, HEPA tested")
    assert told(findings(forbidden_signs, ad)) == [
        ("forbidden_signs.capitals", "headline[1]", "HEPA")
    ]
    assert findings(forbidden_signs, ad, facts=("HEPA filter",)) == []


def test_the_span_is_exact() -> None:
    """The place counts code points, no-break spaces and emoji as one."""
    (found,) = findings(forbidden_signs, piece("google_rsa", "fr", headline="Été\u202f! Vite"))
    assert (found.start, found.end, found.quote) == (4, 5, "!")
    assert found.message == "« ! » n\u2019est pas admis dans « Titre »."


def test_a_sign_beside_an_insertion_has_its_place() -> None:
    """The place is that of the text as typed, whatever the insertion shows."""
    ad = piece("google_rsa", headline="{KeyWord:Lights} for the GRAND tour!")
    found = findings(forbidden_signs, ad)
    assert [each.quote for each in found] == ["!", "GRAND"]
    assert all(ad.fields[0].text[f.start : f.end] == f.quote for f in found)


@pytest.mark.parametrize(
    ("channel", "field", "text", "sign"),
    [
        ("tiktok", "caption", "Vu à 200 m #velo", "#"),
        ("tiktok", "brand_name", "Lumea 🚲", "🚲"),
        ("email", "subject", "RE: votre commande", "RE:"),
        ("email", "subject", "TR : votre commande", "TR :"),
        ("email", "subject", "Dernier jour !!", "!!"),
        ("sms", "sender", "Luméa", "é"),
        ("sms", "sender", "36105", "36105"),
    ],
)
def test_other_platforms(channel: str, field: str, text: str, sign: str) -> None:
    """Each channel's file says what it refuses."""
    found = findings(forbidden_signs, piece(channel, "fr", **{field: text}))
    assert [each.quote.strip() for each in found] == [sign]


def test_a_pattern_that_takes_too_long_says_so() -> None:
    """A check that does not end is an error and never a clean bill; it ends in time."""
    asset = piece("x_post", text="a" * 40 + "!")
    started = time.monotonic()
    (found,) = findings(forbidden_signs, asset, channel=_with_pattern(r"(?:a|a|b?a)+$"))
    assert (found.rule, found.level, found.incomplete) == ("forbidden_signs.unread", "error", True)
    assert time.monotonic() - started < 5
