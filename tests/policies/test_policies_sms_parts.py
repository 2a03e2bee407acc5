from policies_pieces import findings, piece

from creative_agents.policies.sms_parts import sms_parts

LONG = (
    "Vos lampes sont arrivées en boutique, venez les essayer dès demain matin avant 9 h. STOP 36105"
)


def test_typography_that_doubles_the_price() -> None:
    """A curly apostrophe in a long message costs an SMS for nothing: a warning."""
    (found,) = findings(sms_parts, piece("sms", "fr", body=f"C\u2019est arrivé. {LONG}"))
    assert (found.rule, found.level) == ("sms_parts.signs", "warning")
    assert found.message == "Ces signes font de ce message 2 SMS au lieu de 1 : \u2019"
    assert found.fix == f"C'est arrivé. {LONG}"


def test_accents_are_the_writers_choice() -> None:
    """A letter that would lose its accent is a suggestion, with the plain text."""
    (found,) = findings(sms_parts, piece("sms", "fr", body=f"Fêtez-le ! {LONG}"))
    assert (found.rule, found.level) == ("sms_parts.accents", "suggestion")
    assert found.fix == f"Fetez-le ! {LONG}"


def test_an_invisible_sign_is_named() -> None:
    """A no-break space is told by its code, since nobody sees it."""
    (found,) = findings(sms_parts, piece("sms", body=f"20\u202f% {LONG}"))
    assert found.message.endswith(": U+202F")


def test_a_short_message_costs_nothing_more() -> None:
    """Within seventy characters the alphabet changes no price."""
    assert findings(sms_parts, piece("sms", "fr", body="C\u2019est prêt. STOP 36105")) == []


def test_plain_letters_pass() -> None:
    """é, è, à and ù are in the alphabet of an SMS."""
    assert findings(sms_parts, piece("sms", "fr", body=f"Où ? Là, à Sète. {LONG}")) == []


def test_other_channels_are_not_concerned() -> None:
    """Only what is counted in segments is looked at."""
    assert findings(sms_parts, piece("x_post", "fr", text=f"C\u2019est prêt. {LONG}")) == []


def test_each_sign_is_told_at_its_place() -> None:
    """The span is the sign that costs, even where an accent is a code point of its own."""
    text = f"Pre\u0302te, c\u2019est l\u2019heure. {LONG}"
    found = findings(sms_parts, piece("sms", "fr", body=text))
    assert [(f.rule, f.quote, f.start) for f in found] == [
        ("sms_parts.accents", "e\u0302", 2),
        ("sms_parts.signs", "\u2019", 9),
    ]
