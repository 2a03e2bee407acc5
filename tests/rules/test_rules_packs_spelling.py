"""The packs of spelling: the market's own, and words in full."""

import pytest

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.rules import Situation, load_packs
from creative_agents.tools._packs import spelling
from creative_agents.tools.checking import check

PACKS = ("en-gb", "en-us", "en-texting", "fr-texting")


def told(pack: str, text: str, language: Language = "en", market: str = "") -> list[str]:
    """What a pack quotes in a plain text; each finding is a warning."""
    situation = Situation(language=language, market=market)
    found = load_packs((pack,)).check(text, format="plain", situation=situation).findings
    assert {f.level for f in found} <= {"warning"}
    return [f.quote for f in found]


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_asks_for_nothing_unknown(pack: str) -> None:
    """Every key and every pattern is one that the engine runs."""
    assert load_packs((pack,)).notices == ()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Three new colors for the frame.", "colors"),
        ("Your favorite loaf is back.", "favorite"),
        ("A gray wool scarf.", "gray"),
        ("Traveling by night train?", "Traveling"),
        ("Check the tires before you ride: two tires, one pump.", "tires"),
        ("Join our loyalty program today.", "program"),
        ("Pay by check or card.", "check"),
        ("We analyze the water.", "analyze"),
        ("A two-story house.", "story"),
        ("Only 5 meters from the door.", "meters"),
        ("The driver\u2019s license office.", "license"),
    ],
)
def test_american_spelling_is_told_in_britain(text: str, quote: str) -> None:
    """On the word alone."""
    assert quote in told("en-gb", text, market="GB")


@pytest.mark.parametrize(
    "text",
    [
        "We organise, they organize: both stand in the dictionary.",
        "She sailed into Pearl Harbor on Labor Day.",
        "Read the gas meter, then the computer program.",
        "The judge never tires of judgment.",
        "We check the brakes and tell a story.",
        "Licensed to pour, and glad to license the name.",
        "Rigor mortis of a sofa.",
    ],
)
def test_what_is_right_in_britain_or_is_a_name_is_left_alone(text: str) -> None:
    """Where both are right nothing is said."""
    assert told("en-gb", text, market="GB") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Three new colours for the frame.", "colours"),
        ("A personalised mug.", "personalised"),
        ("A moisturiser for winter.", "moisturiser"),
        ("The theatre next door.", "theatre"),
        ("Whilst you wait, we fix the tyre.", "tyre"),
        ("A grey scarf from the jewellery box.", "grey"),
    ],
)
def test_british_spelling_is_told_in_the_united_states(text: str, quote: str) -> None:
    """On the word alone."""
    assert quote in told("en-us", text, market="US")


@pytest.mark.parametrize(
    "text",
    ["The Fox Theatre reopens.", "A realistic specialist.", "Exercise, surprise and advertise."],
)
def test_what_is_right_in_the_united_states_is_left_alone(text: str) -> None:
    """Names, and words that end alike."""
    assert told("en-us", text, market="US") == []


def test_a_brand_of_two_spellings_is_asked_for_neither() -> None:
    """The pack runs where every market of the check spells alike."""
    assert spelling("en", ("GB", "IE")) == ("en-gb",)
    assert spelling("en", ("US",)) == ("en-us",)
    assert spelling("en", ("GB", "US")) == spelling("en", ("FR",)) == spelling("en", ()) == ()
    assert spelling("fr", ("US",)) == ()


def test_a_check_spells_as_the_market_does() -> None:
    """The same post is right on one side of the sea."""
    fields = (AssetField(name="text", text="Pick your favorite color."),)
    post = Asset(channel="x_post", language="en", fields=fields)

    def spelled(market: str) -> list[str]:
        found = check(post, None, market=market).findings
        return [each.quote for each in found if each.rule == "en-gb.Spelling"]

    assert (spelled("GB"), spelled("US")) == (["favorite", "color"], [])


@pytest.mark.parametrize(
    ("text", "language", "quotes"),
    [
        ("Grab ur bike before u go, it\u2019s gr8.", "en", ["ur", "u", "gr8"]),
        ("We\u2019re gonna need more tea, thx.", "en", ["gonna", "thx"]),
        ("Slt, c koi ton vélo\u00a0?", "fr", ["Slt", "c", "koi"]),
        ("Livré tjs à l\u2019heure, pcq c\u2019est loin.", "fr", ["tjs", "pcq"]),
    ],
)
def test_the_spelling_of_text_messages(text: str, language: Language, quotes: list[str]) -> None:
    """Each shortened word is told by itself."""
    assert told(f"{language}-texting", text, language) == quotes


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A U-bend, an RN nurse, the city of Ur, and the letter u.", "en"),
        ("Drive-thru open. Msg & data rates may apply. Reply STOP.", "en"),
        ("Prends RDV svp, tél. 01 02 03 04 05.", "fr"),
        ("Vitamine C, plan B et clé de sol.", "fr"),
    ],
)
def test_letters_and_usual_abbreviations_are_left_alone(text: str, language: Language) -> None:
    """A letter may be a letter."""
    assert told(f"{language}-texting", text, language) == []
