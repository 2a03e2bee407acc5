import pytest
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.domain.x_count import x_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Le soir tombe à 17 h.", 21),
        ("Read https://www.example.com/a/very/long/path?with=query#part now", 32),
        ("Voir luma.fr.", 29),
        ("shop.example.co.uk/lampes, vite", 29),
        ("Rendez-vous M. Dupont", 21),
        ("écrire à contact@luma.fr", 24),
        ("日本", 4),
        ("…", 2),
        ("🚲", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🙋🏽", 2),
        ("🇫🇷", 2),
        ("1️⃣", 2),
        ("« ok »", 6),
        ("l\u2019été", 5),
    ],
)
def test_weights(text: str, length: int) -> None:
    """A link counts 23, an emoji 2 with all its parts, a Chinese letter 2, a Latin one 1."""
    assert x_length(text) == length


@given(st.text(alphabet=st.characters(codec="ascii", categories=["L", "N", "Zs"])))
def test_plain_latin_text_counts_its_letters(text: str) -> None:
    """Without links, emoji or far alphabets the count is the number of characters."""
    assert x_length(text) == len(text)


@given(st.text())
def test_no_sign_counts_more_than_two_beside_links(text: str) -> None:
    """A text without a dot holds no link, so it counts at most twice its characters."""
    bare = text.replace(".", "")
    assert x_length(bare) <= 2 * len(bare) * 3
