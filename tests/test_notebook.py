"""What a notebook shows of a campaign, in both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from waiting_house import House

from creative_agents.approvals.corrections import brand_rules
from creative_agents.approvals.door import Approvals
from creative_agents.brands.loader import load_brand
from creative_agents.domain.approval import Answer, Decision, Person
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
from creative_agents.errors import AnswerError, ApprovalError
from creative_agents.notebook import (
    approval_card,
    findings_table,
    limits_chart,
    reactions_table,
    show,
)
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


ANA = Person(id="ana", name="Ana", roles=("brand director",))


class TestCard:
    """A question that waits, on a card that decides it."""

    @pytest.fixture
    def house(self, tmp_path: Path) -> House:
        """An English brand."""
        return House(tmp_path)

    def test_it_shows_the_piece_and_its_findings(self, house: House) -> None:
        """What people and models wrote is no markup."""
        finding = Finding(rule="terms.avoid", level="warning", message="<b>cheap</b>")
        question = house.ask(texts=("A <lamp> & a coin.",), findings={"x_post/1": (finding,)})
        html = approval_card(house.door, question.id)._repr_html_()

        assert ">A &lt;lamp&gt; &amp; a coin.</td>" in html
        assert "&lt;b&gt;cheap&lt;/b&gt;" in html
        assert "waits for your decision: .approve() .edit() .revise() .reject()" in html

    def test_a_french_question_has_a_french_card(self, tmp_path: Path) -> None:
        """Its copy says which language it is."""
        house = House(tmp_path, "fr")

        assert (
            "En attente de votre décision"
            in approval_card(house.door, house.ask().id)._repr_html_()
        )

    def test_approve_decides_and_says_so(self, house: House) -> None:
        """As the person whom the notebook's own code authenticated."""
        question = house.ask()
        card = approval_card(house.door, question.id, person=ANA).approve(note="fine")
        row = house.row(question)

        assert row.answer is not None
        assert (row.answer.by, row.answer.via, row.authenticated) == ("Ana", "notebook", True)
        assert "Decided: Ana" in card._repr_html_()
        assert "waits" in card.undo()._repr_html_()

    def test_a_piece_goes_back_and_the_rest_is_approved(self, house: House) -> None:
        """The next round's card shows what changed."""
        first = house.ask()
        approval_card(house.door, first.id).revise("say when", pieces=["x_post/1"], rest="approve")
        text = "Bring the old lamp back tonight. We take it."
        second = house.ask(round=2, texts=(text,))
        html = approval_card(house.door, second.id)._repr_html_()

        assert "<p>x_post/1: say when</p>" in html
        assert "<ins> tonight</ins>" in html

    def test_a_rejection_is_one_word(self, house: House) -> None:
        """Why is a note."""
        question = house.ask()
        approval_card(house.door, question.id).reject("off brand")
        row = house.row(question)

        assert row.answer is not None
        assert (row.answer.default, row.answer.note) == ("reject", "off brand")

    def test_a_correction_is_checked_by_the_rules(self, house: House) -> None:
        """One that keeps them counts; one that breaks one is refused and the card waits."""
        question = house.ask()
        book = house.door.book
        rules = brand_rules(book, load_brand(house.brand_folder))
        card = approval_card(Approvals(book, check_edits=rules), question.id)
        with pytest.raises(AnswerError, match="your text for 'x_post/2' breaks"):
            card.edit({"text": "Our eco-friendly lamp."}, piece="x_post/2", rest="approve")
        with pytest.raises(AnswerError, match="say which piece"):
            card.edit({"text": "A lamp."})
        with pytest.raises(AnswerError, match=r"has no text 'body\[1\]'"):
            card.edit({"body": "A lamp."}, piece="x_post/2", rest="approve")
        card.edit({"text[1]": "A lamp for a coin."}, piece="x_post/2", rest="approve")

        assert card.row.status == "decided"

    def test_an_idea_of_ones_own_is_one_text(self, house: House) -> None:
        """Where routes are offered, for the chosen one."""
        card = approval_card(house.door, house.ask_route().id)
        card.edit("My own idea", choice="a")

        assert card.row.answer is not None
        assert card.row.answer.decisions[0].text == "My own idea"

    def test_a_card_answers_what_it_showed(self, house: House) -> None:
        """Somebody corrected the text since: it must be looked at again."""
        house.name_people("quorum: 2")
        question = house.ask()
        omar = Person(id="omar", name="Omar", roles=("brand director",))
        card = approval_card(house.door, question.id, person=omar)
        fields = (AssetField(name="text", text="Bring the old lamp home. We take it."),)
        edit = Decision(piece="x_post/1", verdict="edit", fields=fields)
        house.door.book.decide(
            question.id, Answer(default="approve", decisions=(edit,)), person=ANA
        )
        with pytest.raises(AnswerError, match="is not what you saw any more"):
            card.approve()
        assert "lamp home" in card._repr_html_()

        assert card.approve().row.status == "decided"

    def test_a_late_answer_is_refused(self, house: House) -> None:
        """Somebody was quicker."""
        question = house.ask()
        card = approval_card(house.door, question.id)
        house.door.decide(question.id, Answer(default="reject"))

        with pytest.raises(ApprovalError, match="was decided by python"):
            card.approve()

    def test_every_bad_answer_is_one_line_and_the_card_waits(self, house: House) -> None:
        """Of the wrong type, an unknown word, empty, none, a megabyte."""
        card: Any = approval_card(house.door, house.ask().id, person=ANA)
        whole, megabyte = {"piece": "x_post/1", "rest": "approve"}, "x" * 1_000_000
        bad: tuple[Callable[[], object], ...] = (
            lambda: card.approve(pieces=["x_post/1"], rest="maybe"),
            lambda: card.approve(pieces=["sms/9"], rest="approve"),
            lambda: card.approve(note=7),
            lambda: card.revise(""),
            lambda: card.revise(None),
            lambda: card.reject(megabyte),
            lambda: card.reject(None),
            lambda: card.edit("", **whole),
            lambda: card.edit({}, **whole),
            lambda: card.edit(None, **whole),
            lambda: card.edit(7, **whole),
            lambda: card.edit({"text[0]": "A lamp."}, **whole),
            lambda: card.edit({"text[x]": "A lamp."}, **whole),
            lambda: card.edit({f"text[{'9' * 5_000}]": "A lamp."}, **whole),
            lambda: card.edit({"text": None}, **whole),
            lambda: card.edit({"text": megabyte}, **whole),
            lambda: card.edit({megabyte: "A lamp."}, **whole),
        )
        for answer in bad:
            with pytest.raises(AnswerError) as caught:
                answer()
            assert "\n" not in str(caught.value)
            assert len(str(caught.value)) < 300

        assert card.row.waits
        assert card.approve().row.status == "decided"

    def test_what_a_graph_of_ones_own_shows_under_our_names_is_no_failure(
        self, house: House
    ) -> None:
        """Its reviews are not ours; the card shows the question all the same."""
        question = house.ask(
            gate="send", pieces=("send",), subject={"reviews": [{"stars": 5}], "reactions": ["!"]}
        )

        assert "waits for your decision" in approval_card(house.door, question.id)._repr_html_()
