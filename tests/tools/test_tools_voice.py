import importlib.util
from datetime import date

import pytest

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Identity, PastPiece, Rights, Voice
from creative_agents.tools.voice import brand_voice, check_voice, distance, learn_voice

OURS = [
    "The switch went. The lamp did not. A coin opens it, and a new switch costs less than lunch.",
    "Bring the old lamp. We weigh it, we pay for it, and its arm goes on another lamp next week.",
    "Nine minutes, one coin, a new cord. The lamp stays where it was, and so does the evening.",
    "It fell. It bent. It went back on the desk, because every part of a lamp is sold on its own.",
    "The cord is new, the arm is old, the light is the same. Who noticed? The cat did, of course.",
    "A lamp has eleven parts. Ten of them are still good, so we only sell you the one that is not.",
]
LOUD = (
    "Are you ready to experience the incredibly innovative lighting solution that revolutionises "
    "absolutely everything you ever thought you knew about your own living room at night!! 🚀"
)
NOS = [
    "Le pain est sur la table, la boîte est ouverte. Vous n’avez rien cuisiné, et nul ne le dit.",
    "Six boîtes, six mois de mer. La première est de juillet, la dernière attend votre fête.",
    "On sonne. Vous ouvrez la boîte avant la porte, et le beurre est déjà là, avec son gros sel.",
    "Trois ingrédients, pas un de plus. Le quatrième est le temps, que vous trouverez au placard.",
    "Retournez la boîte en janvier. L’huile travaille, vous dormez, et le printemps sera meilleur.",
]


def voiced(language: Language = "en", texts: list[str] | None = None) -> Brand:
    """A brand with past pieces, one of which lost."""
    rights = Rights(author="studio")
    told = [*(OURS if language == "en" else NOS)] if texts is None else texts
    pieces = [
        PastPiece(
            id=f"p{n}",
            channel="meta_feed",
            date=date(2026, 1, 1),
            language=language,
            fields={"primary_text": (text,), "cta": ("SHOP_NOW",)},
            outcome="lost" if text == LOUD else "won",
            why="tested",
            rights=rights,
        )
        for n, text in enumerate([*told, LOUD])
    ]
    return Brand(
        id="lumea",
        language=language,
        identity=Identity(name="Lumea"),
        voice=Voice(summary="Dry."),
        pieces=tuple(pieces),
    )


def ad(text: str, language: Language = "en") -> Asset:
    """A piece of one text."""
    return Asset(
        channel="meta_feed",
        language=language,
        fields=(
            AssetField(name="primary_text", text=text),
            AssetField(name="cta", text="SHOP_NOW"),
        ),
    )


def test_a_voice_is_learned_with_its_n() -> None:
    """Each feature has an interval and says on how many pieces it rests."""
    profile = learn_voice(OURS, "en")
    (sentence,) = [i for i in profile.intervals if i.feature == "sentence_words"]
    assert profile.is_enough
    assert sentence.n == profile.n == 6
    assert sentence.low < sentence.mean < sentence.high
    assert 5 < sentence.mean < 12


def test_few_pieces_are_insufficient_evidence() -> None:
    """With four pieces nothing is judged, and the reason is given."""
    profile = learn_voice(OURS[:4], "en")
    assert "insufficient evidence: 4 pieces" in profile.notices[0]
    assert distance(LOUD, profile).insufficient == "the profile rests on 4 pieces"
    assert check_voice(ad(LOUD), voiced(texts=OURS[:4])) == ()


def test_a_short_text_is_not_judged() -> None:
    """Three words have no voice."""
    told = distance("Light, at last!", learn_voice(OURS, "en"))
    assert told.insufficient == "3 words are too few to judge"
    assert told.features == ()


@pytest.mark.parametrize("text", OURS)
def test_a_piece_of_the_same_hand_is_near(text: str) -> None:
    """A piece left out of what was learned leaves at most two intervals of 95 %."""
    rest = [other for other in OURS if other != text]
    assert not distance(text, learn_voice(rest, "en", word_lists=False)).is_far


def test_another_voice_is_far_and_says_why() -> None:
    """What moves a text is told, the strongest first, with its value and the interval."""
    told = distance(LOUD, learn_voice(OURS, "en"))
    moved = [feature.feature for feature in told.moved]
    assert told.is_far
    assert {"exclamations", "sentence_words", "emoji"} <= set(moved)
    assert told.moved[0].strength >= told.moved[-1].strength > 1


def test_what_a_brand_never_does_is_known_from_how_much_was_read() -> None:
    """No exclamation mark in n sentences bounds their share by 3 / n."""
    profile = learn_voice(OURS, "en", word_lists=False)
    (marks,) = [i for i in profile.intervals if i.feature == "exclamations"]
    assert (marks.low, marks.mean) == (0.0, 0.0)
    assert 0 < marks.high <= 0.2


def test_the_findings_have_places_and_levels() -> None:
    """A habit is a suggestion on its words; three at once are a warning on the whole."""
    found = check_voice(ad(LOUD), voiced())
    whole = [f for f in found if f.rule == "voice.far"]
    assert [f.level for f in whole] == ["warning"]
    marks = [f for f in found if f.quote == "!"]
    assert marks[0].level == "suggestion"
    assert LOUD[marks[0].start : marks[0].end] == "!"
    assert "n = 6 pieces" in marks[0].message
    assert {f.field for f in found if f.quote} == {"primary_text[1]"}


def test_a_french_brand_reads_french() -> None:
    """The findings are in the brand's language, with its decimal comma."""
    loud = (
        "Laissez-vous emporter par une expérience gourmande absolument exceptionnelle, généreuse, "
        "inoubliable, authentique et incroyablement savoureuse ! Commandez vite ! Profitez-en dès "
        "maintenant, vous ne le regretterez pas !"
    )
    found = check_voice(ad(loud, "fr"), voiced("fr"))
    assert any("points d’exclamation par phrase" in f.message for f in found)
    assert brand_voice(voiced("fr"), "fr", word_lists=False).register_used == "vous"


def test_a_piece_that_lost_teaches_nothing() -> None:
    """The loud piece stands in the folder and not in the voice."""
    assert brand_voice(voiced(), "en", word_lists=False).n == 6


def test_words_are_told_apart_from_those_of_others() -> None:
    """A word of ours is preferred; one that others repeat and we never write is avoided."""
    others = [
        "Cheap deals on cheap bulbs",
        "Cheap, cheaper, cheap lights",
        "So cheap you smile",
    ] * 4
    profile = learn_voice(OURS * 2, "en", others=others)
    assert "lamp" in profile.preferred
    assert "cheap" in profile.avoided
    text = f"{OURS[0]} It is cheap, too, and a cheap switch is a switch."
    (word,) = [
        f for f in check_voice(ad(text), voiced(), profile=profile) if f.rule == "voice.word"
    ]
    assert word.quote == "cheap"


def test_readability_is_measured_or_said_to_be_left_out() -> None:
    """Texts of sixty words have a reading ease, with the extra; without it a notice says so."""
    long = [f"{text} {OURS[0]} {OURS[1]} {OURS[2]}" for text in OURS]
    profile = learn_voice(long, "en", word_lists=False)
    measured = [i for i in profile.intervals if i.feature == "reading_ease"]
    if importlib.util.find_spec("textstat"):
        assert 70 < measured[0].mean < 130
        assert profile.notices == ()
    else:
        assert "extra 'voice'" in profile.notices[0]


def test_a_text_message_has_no_voice_to_judge() -> None:
    """What must fit one segment sounds like nobody."""
    text = AssetField(name="body", text=LOUD)
    assert check_voice(Asset(channel="sms", language="en", fields=(text,)), voiced()) == ()
