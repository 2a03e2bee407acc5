import pytest

from creative_agents.domain.language import detect, foreign_script

FRENCH = [
    "Le café du matin",
    "Livraison offerte dès 30 €",
    "On vous attend",
    "L\u2019assurance qui répond",
    "Des formations courtes, pour des métiers longs",
    "Commandez en ligne",
    "TORRÉFIÉ À LYON",
    "Cafe\u0301s de saison, choisis a\u0300 la main",
]
ENGLISH = [
    "Free delivery over $30",
    "We\u2019re open late",
    "Taste the difference",
    "Short courses for long careers",
    "Insurance that answers",
    "ROASTED IN BRISTOL",
    "What are you waiting for?",
    "A rendezvous with your résumé",
]


@pytest.mark.parametrize("text", FRENCH)
def test_a_short_french_line_is_french(text: str) -> None:
    """Three or four words of French are enough."""
    assert detect(text) == "fr"


@pytest.mark.parametrize("text", ENGLISH)
def test_a_short_english_line_is_english(text: str) -> None:
    """Three or four words of English are enough, a French loan among them."""
    assert detect(text) == "en"


@pytest.mark.parametrize(
    "text", ["", "Lumea", "2026", "Menu", "https://mirelle.fr/les-cafes", "{nom}"]
)
def test_what_shows_no_language_is_not_guessed(text: str) -> None:
    """A name, a number, an address or a word of both languages is "unknown"."""
    assert detect(text) is None


def test_letters_of_another_script_are_found_with_their_place() -> None:
    """Each run of foreign letters carries its span and its script."""
    found = foreign_script("Un matin 慢慢 à дом")
    assert [(each.start, each.end, each.script) for each in found] == [
        (9, 11, "CJK"),
        (14, 17, "CYRILLIC"),
    ]


@pytest.mark.parametrize(
    "text", ["Été, œuvre, ça\u00a0!", "10 µm, 5 Ω, ½, 2ᵉ", "☕️ 👩\u200d🍳 → €", "\uff21\uff22"]
)
def test_signs_emoji_and_units_are_no_foreign_letters(text: str) -> None:
    """French letters, signs, emoji and unit signs belong to our languages."""
    assert foreign_script(text) == ()
