"""What a notebook shows of a campaign, in both languages."""

from datetime import UTC, date, datetime

from creative_agents.domain.asset import Asset, AssetField, CopyDeck, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brief import Brief, Challenge
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.persona import Reaction
from creative_agents.domain.review import Finding, PieceReaction, Review
from creative_agents.domain.strategy import (
    FormatExample,
    Insight,
    KeyMessage,
    Proposition,
    Route,
    Step,
    Strategy,
)
from creative_agents.notebook import findings_table, limits_chart, reactions_table, show
from creative_agents.tools.checking import Checked

NOW = datetime.combine(date(2026, 11, 23), datetime.min.time(), UTC)


def piece(*headlines: str) -> Variant:
    """Make a search ad."""
    fields = tuple(
        AssetField(name="headline", index=index, text=text)
        for index, text in enumerate(headlines, start=1)
    )
    asset = Asset(channel="google_rsa", language="en", fields=fields)
    return Variant(id="google_rsa/1", asset=asset, idea="Tea & <toast>")


def campaign(language: Language) -> Campaign:
    """Make a record with one piece and one finding."""
    step = {"statement": "s", "evidence": "e", "confidence": "low"}
    route = Route(
        id="a",
        name="A",
        idea="i",
        tagline="",
        bold=True,
        why="w",
        risk="r",
        examples=(FormatExample(channel="google_rsa", looks="l"),),
    )
    strategy = Strategy(
        problem=Step.model_validate(step),
        insight=Insight.model_validate(step),
        proposition=Proposition.model_validate(step),
        routes=(route,),
        recommended="a",
        recommendation="r",
        messages=(KeyMessage(message="m"),),
    )
    finding = Finding(rule="terms.avoid", level="warning", message="m", piece="google_rsa/1")
    return Campaign(
        run_id="r",
        brief=Brief(title="L’été", language=language, business_problem="b", objective="o"),
        challenge=Challenge(restated="r"),
        strategy=strategy,
        route="a",
        deck=CopyDeck(variants=(piece("Ride home tonight"),)),
        reviews=(Review(piece="google_rsa/1", findings=(finding,)),),
        started_at=NOW,
        finished_at=NOW,
    )


def test_a_campaign_shows_its_pieces_with_the_count_of_their_findings() -> None:
    """One row a piece: where it runs, how it opens, its idea, how many findings."""
    html = show(campaign("en"))._repr_html_()

    assert ">google_rsa/1</td>" in html
    assert ">Ride home tonight</td>" in html
    assert ">1</td>" in html
    assert "L’été: 1 approved pieces" in html


def test_a_french_brief_is_shown_in_french() -> None:
    """Headings come in the brief's language."""
    html = show(campaign("fr")).html

    assert "<th>Première ligne</th>" in html
    assert "L’été\u00a0: 1 pièces validées" in html


def test_what_people_wrote_is_no_markup() -> None:
    """A text with signs of HTML is shown as it was typed."""
    assert "Tea &amp; &lt;toast&gt;" in show(campaign("en")).html


def test_findings_show_place_words_and_fix() -> None:
    """Everything that a person needs to correct a text stands in its row."""
    finding = Finding(
        rule="terms.avoid",
        level="error",
        message="avoided",
        piece="email/1",
        field="subject[1]",
        quote="cheap",
        fix="a fair price",
    )
    html = findings_table([finding]).html

    assert ">error</td>" in html
    assert ">email/1 subject[1]</td>" in html
    assert ">cheap</td>" in html
    assert ">a fair price</td>" in html


def test_no_finding_is_said() -> None:
    """An empty table would look like a fault."""
    assert findings_table([], language="fr").html == "<p>Rien à montrer.</p>"


def test_a_check_shows_its_findings_and_what_it_left_out() -> None:
    """The notices stand below the table, escaped as everything else is."""
    cut = Finding(rule="Slow.Rule", level="error", message="cut", why="<why>", incomplete=True)
    html = findings_table(Checked((cut,), notices=("no pack for <GB>",)), language="fr").html

    assert '<td style="text-align:left">erreur</td>' in html
    assert "&lt;why&gt;" in html
    assert "pas pu aller au bout" in html
    assert "<p>no pack for &lt;GB&gt;</p>" in html


def test_reactions_show_what_was_understood() -> None:
    """A reader's own words stand there, and no mark."""
    reaction = Reaction(
        understood="They mend.",
        recalled_brand="Larkwick",
        barrier="",
        question="",
        jarring="",
        next_action="save",
        outside="",
    )
    said = PieceReaction(piece="email/1", persona="ann", reaction=reaction)
    html = reactions_table([said], language="fr").html

    assert "<th>A compris</th>" in html
    assert ">They mend.</td>" in html
    assert ">save</td>" in html


def test_a_text_beyond_its_limit_has_a_red_bar() -> None:
    """A headline of 31 characters is over Google's 30; one of 15 fills half of its room."""
    html = limits_chart(CopyDeck(variants=(piece("a" * 15, "a" * 31),))).html

    assert "width:50%;background:#2f6f5e" in html
    assert "width:100%;background:#b3261e" in html
    assert html.count("30 google_characters (hard)") == 2
