from policies_pieces import findings, piece, told

from creative_agents.channels import load
from creative_agents.domain.channel import Limit
from creative_agents.policies.limits import limits


def test_a_headline_at_its_limit_passes() -> None:
    """Thirty characters are allowed where thirty are the limit, accents included."""
    assert findings(limits, piece("google_rsa", "fr", headline="é" * 30)) == []


def test_beyond_a_hard_limit() -> None:
    """The platform's refusal is an error that quotes what is too much, with its page."""
    (found,) = findings(limits, piece("google_rsa", headline="x" * 30 + "too long"))
    assert (found.rule, found.level, found.quote) == ("limits.hard", "error", "too long")
    assert (found.start, found.end) == (30, 38)
    assert "38 characters as Google counts them" in found.message
    assert found.fix == "Take out 8 or more."
    assert found.source.startswith("https://developers.google.com/")


def test_the_message_is_in_french_for_a_french_brand() -> None:
    """A French brand reads French, units included."""
    (found,) = findings(limits, piece("google_rsa", "fr", headline="x" * 31))
    assert "31 caractères comptés par Google, la plateforme en accepte 30" in found.message


def test_dynamic_insertion_is_measured_as_shown() -> None:
    """The braces and the tag do not count; the default text does."""
    fits = "{KeyWord:Rechargeable bike lights}"
    assert findings(limits, piece("google_rsa", headline=fits)) == []
    assert told(findings(limits, piece("google_rsa", headline="{KeyWord:" + "x" * 31 + "}")))


def test_full_width_letters_fill_the_room_twice_as_fast() -> None:
    """Sixteen Japanese letters are too long for thirty."""
    (found,) = findings(limits, piece("google_rsa", headline="灯" * 16))
    assert (found.start, found.quote) == (15, "灯")


def test_a_first_sentence_that_is_cut_is_a_warning() -> None:
    """When what shows is no whole sentence, a person should look."""
    text = "Quand la nuit tombe, le trajet du retour " + "devient plus long " * 6
    (found,) = findings(limits, piece("meta_feed", "fr", primary_text=text))
    assert (found.rule, found.level) == ("limits.cut", "warning")
    assert found.start is not None
    assert text[found.start - 1].isspace()
    assert text[: found.start].rstrip() in found.fix
    assert 110 < found.start <= 126


def test_a_whole_first_sentence_may_have_a_sequel() -> None:
    """When the first sentence shows whole, the rest is the writer's choice."""
    text = "La nuit tombe à 17 h. " + "Voici la suite pour ceux qui en veulent plus " * 4
    (found,) = findings(limits, piece("meta_feed", "fr", primary_text=text))
    assert (found.rule, found.level) == ("limits.folded", "suggestion")


def test_what_a_screen_hides_is_quoted_from_a_whole_word() -> None:
    """A visible limit quotes from the word that is cut; a hard one from the very sign."""
    text = "La nuit tombe. " + "réverbère " * 20
    (found,) = findings(limits, piece("meta_feed", "fr", primary_text=text))
    assert found.rule == "limits.folded"
    assert found.quote.startswith("réverbère ")
    (refused,) = findings(
        limits, piece("google_rsa", "fr", headline="Un réverbère de poche rechargeable")
    )
    assert refused.quote == "able"


def test_a_text_with_an_insertion_is_quoted_too() -> None:
    """The place is that of the typed text, and no insertion is cut in two."""
    text = "{KeyWord:Bike lights} for every ride home"
    (found,) = findings(limits, piece("google_rsa", headline=text))
    assert "31 characters" in found.message
    assert (found.start, found.quote) == (len(text) - 1, "e")
    (whole,) = findings(limits, piece("google_rsa", headline="{KeyWord:" + "x" * 31 + "} now"))
    assert whole.start == 0


def test_an_address_is_not_cut_in_two() -> None:
    """On X an address counts 23, and what is too much starts beside it, not in it."""
    text = "x" * 270 + " https://lumea.example/a-long-address"
    (found,) = findings(limits, piece("x_post", text=text))
    assert found.quote.startswith("https://")


def test_only_the_gravest_is_told() -> None:
    """A text that the platform refuses is not also reported as cut on the screen."""
    found = findings(limits, piece("linkedin_sponsored", headline="x" * 201))
    assert [each.rule for each in found] == ["limits.hard"]


def test_an_advised_length_is_a_suggestion() -> None:
    """Beyond what is advised nothing is refused."""
    (found,) = findings(
        limits, piece("email", subject="Two lights for the price of one, until Sunday")
    )
    assert (found.rule, found.level) == ("limits.recommended", "suggestion")


def test_a_minimum() -> None:
    """A film shorter than the platform takes is refused; one shorter than advised is not."""
    too_short, short = piece("tiktok", duration="3 s"), piece("tiktok", duration="6 s")
    assert [each.rule for each in findings(limits, too_short)] == ["limits.hard_short"]
    assert [each.rule for each in findings(limits, short)] == ["limits.short"]


def test_one_text_must_fit_the_smallest_space() -> None:
    """Performance Max wants one headline of 15 characters and one description of 60, at most."""
    long = piece("google_pmax", headline="A lamp that opens with a coin", description="x" * 61)
    found = findings(limits, long)
    assert [(each.rule, each.field, each.level) for each in found] == [
        ("limits.none_short", "headline[1]", "error"),
        ("limits.none_short", "description[1]", "error"),
    ]
    assert "the shortest has 29 characters as Google counts them" in found[0].message
    assert found[0].source.startswith("https://developers.google.com/")
    assert findings(limits, piece("google_pmax", headline="x" * 15, description="x" * 60)) == []


def test_a_voice_that_hurries() -> None:
    """Sixty words do not fit into ten seconds, in French as in English."""
    script = " ".join(["mot"] * 34)
    (found,) = findings(limits, piece("tiktok", "fr", voice_over=script, duration="10 s"))
    assert found.rule == "limits.spoken"
    assert found.message == "La voix off demande environ 15 s et le film en dure 10."


def test_segments_of_an_sms() -> None:
    """A curly apostrophe makes two segments of eighty characters."""
    text = "L\u2019été " + "x" * 75
    (found,) = findings(limits, piece("sms", "fr", body=text))
    assert "2 segments de SMS" in found.message
    assert (found.start, found.quote) == (None, text)


def test_a_limit_on_the_whole_piece() -> None:
    """A limit on the piece counts all its texts and points at none."""
    article = load("article")
    limit = Limit(
        level="hard", max=5, unit="words", source="https://x.example", checked=article.checked
    )
    shape = article.format.model_copy(update={"total": (limit,)})
    channel = article.model_copy(update={"format": shape})
    asset = piece("article", headline="One two three", body="four five six")
    (found,) = findings(limits, asset, channel=channel)
    assert (found.field, found.quote, found.start) == ("", "", None)
    assert "6 words" in found.message


def test_an_empty_text_is_not_too_short() -> None:
    """What is missing is the business of another rule."""
    assert findings(limits, piece("tiktok", caption="  ")) == []
