import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from creative_agents.approvals.question import Question
from creative_agents.channels import load
from creative_agents.cli.screen import Screen
from creative_agents.cli.views import piece_panel
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.base import Language


def shown(language: Language, *, draft: bool = False) -> str:
    """Show a piece whose button is the platform's own word."""
    button = AssetField(name="cta", text="LEARN_MORE")
    piece = Variant(
        id="meta_feed/1",
        round=1,
        asset=Asset(channel="meta_feed", language=language, fields=(button,)),
        idea="A",
        draft=draft,
    )
    question = Question(
        id="c0ffee",
        run_id="spring",
        brand="aurel",
        gate="copy",
        round=1,
        title="?",
        pieces=(piece.id,),
        allowed=("approve",),
        subject={},
        asked_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    console = Console(file=io.StringIO(), width=100)
    with console.capture() as kept:
        console.print(piece_panel(Screen(language), question, piece, load("meta_feed")))
    return kept.get()


@pytest.mark.parametrize(
    ("language", "named"),
    [("en", "Learn more (LEARN_MORE)"), ("fr", "En savoir plus (LEARN_MORE)")],
)
def test_a_button_is_named_in_the_readers_language(language: Language, named: str) -> None:
    """With the platform's word behind it, which a correction has to use."""
    assert named in shown(language)


def test_a_draft_says_so_in_the_readers_language() -> None:
    """A French director reads BROUILLON, as in the deck."""
    assert "BROUILLON" in shown("fr", draft=True)
    assert "DRAFT" in shown("en", draft=True)
    assert "DRAFT" not in shown("en")
