from collections import Counter

import pytest
from policies_pieces import findings, piece, told

from creative_agents.channels import load
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.policies._combinations import SAMPLE, combinations
from creative_agents.policies.responsive_search import responsive_search

ENGLISH = {
    "headline": [
        "Bike lights that last 40 h",
        "Clicks on in one second",
        "Seen from 200 metres",
        "Ride home after dark",
        "Free returns",
    ],
    "description": ["A pair that charges over lunch.", "Fits any handlebar, no tools needed."],
}
FRENCH = {
    "headline": [
        "Lampes vélo rechargeables",
        "Vu à 200 mètres",
        "40 heures d'autonomie",
        "Et si la nuit tombait ?",
        "Où que vous alliez",
        "Essayez-la",
    ],
    "description": ["Se fixe sans outil sur tout guidon.", "Se recharge pendant le déjeuner."],
}


@pytest.mark.parametrize(("language", "texts"), [("en", ENGLISH), ("fr", FRENCH)])
def test_a_good_ad_passes(language: Language, texts: dict[str, list[str]]) -> None:
    """Distinct whole thoughts, in either language, give no finding."""
    assert findings(responsive_search, piece("google_rsa", language, **texts)) == []


def test_channels_in_fixed_order_are_not_concerned() -> None:
    """A mail is read in its order."""
    assert findings(responsive_search, piece("email", subject="And then,")) == []


def test_the_same_text_twice_is_refused() -> None:
    """Google refuses a duplicate, whatever its case."""
    ad = piece("google_rsa", headline=["Ride home lit", "Ride Home Lit", "Seen at night"])
    found = findings(responsive_search, ad)
    assert told(found)[0] == ("responsive_search.same", "headline[2]", "Ride Home Lit")
    assert found[0].message == "The same text as headline[1]."


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "Rechargeable bike lights", "Bike lights, rechargeable"),
        ("en", "Free delivery tomorrow", "Free deliveries tomorrow"),
        ("fr", "Lampe de vélo rechargeable", "Lampes vélo rechargeables"),
        ("fr", "Livraison offerte demain", "Livraison offerte dès demain"),
    ],
)
def test_two_headlines_that_say_the_same(language: Language, first: str, second: str) -> None:
    """Another order, a plural or an article makes no new idea."""
    ad = piece("google_rsa", language, headline=[first, second, "Seen at 200 m"])
    rules = [each.rule for each in findings(responsive_search, ad)]
    assert "responsive_search.twin" in rules


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "A pair for £39", "A pair for £59"),
        ("en", "Lights for cyclists", "Lights for runners"),
        ("fr", "Livrée en 24 h", "Livrée en 48 h"),
        ("fr", "Vue de loin", "Vue de près"),
    ],
)
def test_two_headlines_that_differ(language: Language, first: str, second: str) -> None:
    """Another figure or another audience is another headline."""
    ad = piece("google_rsa", language, headline=[first, second])
    rules = [each.rule for each in findings(responsive_search, ad)]
    assert "responsive_search.twin" not in rules


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "And more to come"),
        ("en", "The answer:"),
        ("en", "A light made for"),
        ("en", "Wait for it\u2026"),
        ("fr", "Une lampe faite pour"),
        ("en", "Because nights are long"),
        ("fr", "Et bien plus encore"),
        ("fr", "Ou remboursé"),
        ("fr", "Mais sans fil"),
        ("fr", "Notre secret\u202f:"),
        ("fr", "Parce qu\u2019il fait nuit"),
    ],
)
def test_a_headline_that_cannot_stand_alone(language: Language, headline: str) -> None:
    """It begins with a conjunction or ends before its sentence does."""
    ad = piece("google_rsa", language, headline=headline)
    assert told(findings(responsive_search, ad)) == [
        ("responsive_search.dangling", "headline[1]", headline)
    ]


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "Android and iOS"),
        ("en", "Order online"),
        ("en", "Which light is yours?"),
        ("en", "Butter-smooth rides"),
        ("fr", "Maison de la lumière"),
        ("fr", "Étape par étape"),
        ("fr", "Où dormir ce soir ?"),
        ("fr", "Caravane et vélo"),
        ("fr", "Essayez-la"),
        ("fr", "C'est pour qui ?"),
        ("fr", "Et vous ?"),
    ],
)
def test_a_headline_that_stands_alone(language: Language, headline: str) -> None:
    """A word that only looks like a conjunction, or a question, is whole."""
    assert findings(responsive_search, piece("google_rsa", language, headline=headline)) == []


def test_a_figure_that_readers_see_twice() -> None:
    """A price in most texts is seen twice in most ads: a warning with count and places."""
    ad = piece(
        "google_rsa",
        "fr",
        headline=["39 € la paire", "Vu à 200 mètres", "Fixée sans outil"],
        description=["Deux lampes à 39 €.", "Pour 39 €, rentrez de nuit."],
    )
    (found,) = [f for f in findings(responsive_search, ad) if "39" in f.quote]
    assert (found.rule, found.level) == ("responsive_search.often", "warning")
    assert "60 annonces sur 60" in found.message
    assert "headline[1], description[1], description[2]" in found.message
    assert found.quote == "39 €"


def test_a_figure_in_one_headline_and_one_description_is_a_suggestion() -> None:
    """A figure that stands once above and once below is said twice on purpose."""
    ad = piece(
        "google_rsa",
        "fr",
        headline=["1 240 équipes", "Vu à 200 mètres", "Fixée sans outil"],
        description=["1 240 équipes s’en servent.", "Rentrez de nuit sans lampe."],
    )
    found = [f for f in findings(responsive_search, ad) if "240" in f.quote]
    assert [(f.rule, f.level) for f in found] == [("responsive_search.sometimes", "suggestion")]


def test_two_calls_to_act() -> None:
    """The same verb in a headline and a description is told, as a reader sees it."""
    ad = piece(
        "google_rsa",
        "fr",
        headline=["Réservez ce soir", "Vu à 200 mètres", "Fixée sans outil"],
        description=["Réservez votre essai.", "Le courant dure une semaine."],
    )
    (found,) = findings(responsive_search, ad)
    assert (found.quote, found.field) == ("Réservez", "description[1]")


def test_a_noun_is_no_call() -> None:
    """`commande` and `order` as nouns are not taken for verbs."""
    french = piece(
        "google_rsa",
        "fr",
        headline=["Suivi de commande", "Vu à 200 mètres", "Fixée sans outil"],
        description=["Votre commande part le soir.", "Le courant dure une semaine."],
    )
    assert findings(responsive_search, french) == []


def test_the_brands_name_may_come_back() -> None:
    """The brand's and the product's name are what people search."""
    ad = piece(
        "google_rsa",
        headline=["Lumea Go", "Lumea by night", "Lumea by day"],
        description=["With Lumea you are seen.", "Made by Lumea."],
    )
    assert [f for f in findings(responsive_search, ad) if "umea" in f.quote] == []


def test_pinned_texts_never_meet() -> None:
    """Texts pinned to one position are not shown together, so they repeat nothing."""
    headlines = ["39 € la paire", "39 € les deux lampes", "Vu à 200 mètres", "Fixée sans outil"]
    ad = piece("google_rsa", "fr", headline=headlines, description=["Sans fil.", "Dure longtemps."])
    free = [f for f in findings(responsive_search, ad) if f.quote == "39 €"]
    pinned = Asset(
        channel=ad.channel,
        language=ad.language,
        fields=tuple(
            field.model_copy(update={"pin": 1}) if "39" in field.text else field
            for field in ad.fields
        ),
    )
    (rule,) = [f.rule for f in free]  # they meet in half of all ads
    assert rule in {"responsive_search.sometimes", "responsive_search.often"}
    assert [f for f in findings(responsive_search, pinned) if f.quote == "39 €"] == []


def test_a_pin_to_nowhere() -> None:
    """Three headlines show: a pin to the fourth position is refused."""
    field = AssetField(name="headline", text="Ride home lit", pin=4)
    ad = Asset(channel="google_rsa", language="en", fields=(field,))
    (found,) = findings(responsive_search, ad)
    assert found.message == "Pinned to position 4, and only 3 show."


def test_the_sample_is_the_same_each_time() -> None:
    """The same ad gives the same findings; another order of calls changes nothing."""
    ad = piece("google_rsa", "fr", **FRENCH)
    twice = [findings(responsive_search, ad) for _ in range(2)]
    assert twice[0] == twice[1]


def test_a_combination_is_what_a_reader_sees() -> None:
    """Sixty times three different headlines and two different descriptions, all drawn."""
    ad = piece("google_rsa", "en", **ENGLISH)
    shape = load("google_rsa").format
    slots = [
        (shape.field(name).shown or 1, [field for field in ad.fields if field.name == name])
        for name in ("headline", "description")
    ]
    drawn = list(combinations(slots))
    assert len(drawn) == SAMPLE == 60
    assert {len({field.place for field in shown}) for shown in drawn} == {5}
    seen = Counter(field.place for shown in drawn for field in shown)
    assert set(seen) == {field.place for field in ad.fields}


def test_a_pinned_headline_stands_in_its_place() -> None:
    """Every combination has the pinned text first, and nowhere else."""
    fields = [AssetField(name="headline", index=i, text=f"t{i}") for i in range(1, 6)]
    fields[2] = fields[2].model_copy(update={"pin": 1})
    for shown in combinations([(3, fields)]):
        assert shown[0].index == 3
        assert [field.index for field in shown].count(3) == 1


def test_units_may_come_back() -> None:
    """The word "days" stands beside every figure of a guarantee, and repeats nothing."""
    texts = {
        "headline": ["Full service at £65", "Guaranteed for 90 days", "Two days a week"],
        "description": ["Every repair is guaranteed for 90 days.", "Bring it in, ride it out."],
    }
    found = findings(responsive_search, piece("google_rsa", "en", **texts))
    assert "days" not in [each.quote for each in found]


@pytest.mark.parametrize(
    ("language", "headline", "description", "verb"),
    [
        (
            "en",
            ["Order by Friday", "Bike lights", "Kendal"],
            "Order online or in the shop.",
            "Order",
        ),
        ("fr", ["Réservez avant mardi", "Lampes", "Lyon"], "Réservez en ligne.", "Réservez"),
    ],
)
def test_a_call_once_above_and_once_below_is_meant(
    language: Language, headline: list[str], description: str, verb: str
) -> None:
    """An ad asks in its headline and says how below; asked in two headlines, it is told."""
    below = [description, "Two lamps." if language == "en" else "Deux lampes."]
    once = piece("google_rsa", language, headline=headline, description=below)
    twice = piece("google_rsa", language, headline=[*headline[:2], f"{verb} !"], description=below)
    for ad, often in ((once, False), (twice, True)):
        rules = [one.rule for one in findings(responsive_search, ad) if one.quote == verb]
        assert ("responsive_search.often" in rules) is often
