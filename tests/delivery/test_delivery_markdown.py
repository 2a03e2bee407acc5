import delivery_fettle
import delivery_petit_feu
import pytest
from delivery_fixtures import asset, known_channels

from creative_agents.delivery.markdown import escaped, render_markdown
from creative_agents.domain.asset import CopyDeck, Variant

CHANNELS = known_channels()
ENGLISH = render_markdown(delivery_fettle.CAMPAIGN, delivery_fettle.BRAND, CHANNELS)
FRENCH = render_markdown(delivery_petit_feu.CAMPAIGN, delivery_petit_feu.BRAND, CHANNELS)


@pytest.mark.parametrize(
    "part",
    [
        "## The brief",
        "## Routes",
        "### While you were out – Chosen – Recommended",
        "### The missing week – Bold",
        "Mean of 1,204 visits, January to June 2026: 47 minutes",
        "**Read by synthetic personas** Nadia: Someone fixes my bike",
        "| Copy | 1 | email/1 | Sent back | Helen Marsh, in a notebook |",
        "Nothing serves this yet: Advocate",
    ],
)
def test_plain_text_says_what_the_page_says(part: str) -> None:
    """Routes, proofs, readings, decisions and holes stand in the plain text too."""
    assert part in ENGLISH


def test_french_plain_text_is_french() -> None:
    """The trade's words come in French, with no-break spaces."""
    assert "## Reco stratégique" in FRENCH
    assert "Le seul changement\u00a0: L'image" in FRENCH
    assert "Point de validation" in FRENCH


def test_draft_stands_at_the_top() -> None:
    """A draft says so within the first lines."""
    assert "BROUILLON" in FRENCH[:400]


def test_copy_makes_no_markup() -> None:
    """Markup in the copy is text in Markdown and in the HTML that it becomes."""
    hostile = "<script>alert(1)</script>\n# Title\n- *item* | `code` [x](http://x)"
    piece = Variant(id="x_post/1", asset=asset("x_post", "en", text=hostile), idea="| a |")
    campaign = delivery_fettle.CAMPAIGN.model_copy(update={"deck": CopyDeck(variants=(piece,))})
    text = render_markdown(campaign, delivery_fettle.BRAND, CHANNELS)
    assert "\\<script>alert(1)\\</script>" in text
    assert "> \\# Title" in text
    assert "> \\- \\*item\\* \\| \\`code\\` \\[x](http://x)" in text


def test_ordinary_copy_is_left_alone() -> None:
    """Prices, accents, apostrophes and names with underscores are read as written."""
    for line in ("29,90 € l'été, à Nantes.", "-20 % jusqu'au 3", "google_rsa/1", "C'est « ça » !"):
        assert escaped(line) == line
