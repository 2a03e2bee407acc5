import pytest
from approvals_made import make_question, make_variant

from creative_agents.approvals.approved import (
    approved_deck,
    copy_subject,
    edited,
    refuse_unapproved,
    shown_variants,
)
from creative_agents.approvals.book import MemoryBook
from creative_agents.approvals.question import Approval
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import AssetField, CopyDeck, Variant
from creative_agents.errors import ApprovalError

OWN = AssetField(name="headline", text="Home by seven")


def decide(*rounds: tuple[list[Variant], Answer]) -> tuple[Approval, ...]:
    """Keep a book of copy gates, each with what it showed and what was answered."""
    book = MemoryBook()
    for number, (shown, answer) in enumerate(rounds, 1):
        pieces = tuple(variant.id for variant in shown)
        question = make_question(round=number, pieces=pieces, subject=copy_subject(shown))
        book.ask(question)
        book.decide(question.id, answer)
    return book.of_run("spring")


def deck(*variants: Variant) -> CopyDeck:
    """Make a deck."""
    return CopyDeck(variants=variants)


ONE, TWO = make_variant("email/1"), make_variant("email/2")


def test_a_question_gives_back_the_pieces_that_it_showed() -> None:
    """Typed, in order, letter for letter."""
    assert list(shown_variants(make_question()).values()) == [ONE, TWO]


def test_only_what_was_approved_is_in_the_deck() -> None:
    """What was rejected or sent back is not."""
    reject = Decision(piece="email/2", verdict="reject")
    rows = decide(([ONE, TWO], Answer(default="approve", decisions=(reject,))))

    assert approved_deck(rows) == deck(ONE)


def test_a_correction_is_in_the_deck_as_the_person_wrote_it() -> None:
    """The texts that they did not touch stay."""
    edit = Decision(piece="email/1", verdict="edit", fields=(OWN,))
    rows = decide(([ONE], Answer(decisions=(edit,))))
    (piece,) = approved_deck(rows).variants

    assert piece.asset.text("headline") == "Home by seven"
    assert piece.asset.text("body") == "By seven."


def test_a_later_round_takes_the_place_of_an_earlier_one() -> None:
    """A piece that was approved and then shown again counts as it was decided last."""
    again = make_variant("email/1", "Second try")
    rows = decide(
        ([ONE, TWO], Answer(default="approve")),
        ([again], Answer(default="approve")),
        ([TWO], Answer(default="reject")),
    )

    assert approved_deck(rows) == deck(again)


def test_a_question_without_an_answer_approves_nothing() -> None:
    """Neither does one that was superseded."""
    waiting = Approval(question=make_question())
    late = waiting.model_copy(update={"status": "superseded", "answer": Answer(default="approve")})

    assert approved_deck([waiting, late]) == deck()


def test_what_was_approved_may_be_delivered() -> None:
    """All of it, a part of it, or nothing."""
    rows = decide(([ONE, TWO], Answer(default="approve")))

    for allowed in (deck(ONE, TWO), deck(TWO), deck()):
        refuse_unapproved(allowed, rows)


@pytest.mark.parametrize(
    ("variant", "message"),
    [
        (make_variant("sms/1"), "'sms/1' was not approved: nothing is delivered"),
        (TWO, "'email/2' was not approved: nothing is delivered"),
        (make_variant("email/1", "Ride home tonight."), "'email/1' is not what was approved"),
        (edited(ONE, [OWN]), "'email/1' is not what was approved: .* ask for approval again"),
    ],
)
def test_what_was_not_approved_is_refused(variant: Variant, message: str) -> None:
    """A piece that nobody saw, that was rejected, or that changed by one sign since."""
    reject = Decision(piece="email/2", verdict="reject")
    rows = decide(([ONE, TWO], Answer(default="approve", decisions=(reject,))))

    with pytest.raises(ApprovalError, match=message):
        refuse_unapproved(deck(variant), rows)


def test_a_correction_of_a_text_that_is_not_there_is_an_error() -> None:
    """The place is named."""
    with pytest.raises(KeyError, match=r"subject\[1\]"):
        edited(ONE, [AssetField(name="subject", text="x")])
