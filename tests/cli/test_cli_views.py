import io
from datetime import UTC, datetime

import pytest
from campaign_house import make_strategy
from rich.console import Console

from creative_agents.approvals.question import Question
from creative_agents.channels import load
from creative_agents.cli.gates import show_strategy
from creative_agents.cli.screen import Screen
from creative_agents.cli.views import piece_panel, route_panel
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.channel import Channel
from creative_agents.domain.review import Finding
from creative_agents.domain.strategy import FormatExample, Route


def shown(language: Language, *, draft: bool = False, remark: str = "") -> str:
    """Show a piece whose button is the platform's own word."""
    button = AssetField(name="cta", text="LEARN_MORE")
    piece = Variant(
        id="meta_feed/1",
        round=1,
        asset=Asset(channel="meta_feed", language=language, fields=(button,)),
        idea="A",
        draft=draft,
    )
    finding = Finding(
        rule="r", level="warning", message=remark or "?", piece=piece.id, field="cta[1]"
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
        subject={"coherence": [finding.model_dump(mode="json")] if remark else []},
        asked_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    console = Console(file=io.StringIO(), width=100)
    with console.capture() as kept:
        labels = {"email/1": {"subject[1]": "Objet"}}
        console.print(
            piece_panel(Screen(language), question, piece, load("meta_feed"), labels=labels)
        )
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


def test_a_remark_names_the_place_of_another_piece_in_words() -> None:
    """No bracket of ours on a director's screen."""
    told = shown("fr", remark="« a » ici, « b » dans email/1 (subject[1]) et cta[1].")

    assert "dans email/1 (Objet) et " in told
    assert "[1]" not in told


@pytest.mark.parametrize(("channel", "told"), [("meta_feed", load("meta_feed")), ("kiosk", None)])
def test_a_route_names_its_channels_in_words(channel: str, told: Channel | None) -> None:
    """A channel that nobody knows keeps its own name."""
    route = Route(
        id="a",
        name="Les filles",
        idea="i",
        tagline="",
        bold=False,
        why="w",
        risk="r",
        examples=(FormatExample(channel=channel, looks="Une photo."),),
    )
    console = Console(file=io.StringIO(), width=100)
    with console.capture() as kept:
        console.print(route_panel(Screen("fr"), route, "a"))

    named = told.label.fr if told else channel
    assert " ".join(kept.get().split()).count(named.split(",")[0][:20]) == 1
    assert ("meta_feed" in kept.get()) is False


def test_the_reason_of_a_recommendation_has_its_label() -> None:
    """A paragraph under the routes said by nobody is no reason."""
    strategy = make_strategy()
    console = Console(file=io.StringIO(), width=300)
    with console.capture() as kept:
        show_strategy(Screen("fr", console), strategy)

    assert f"Pourquoi la piste recommandée\u00a0: {strategy.recommendation}" in kept.get()
