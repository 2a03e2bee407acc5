from typing import Any

import pytest
from approvals_made import make_question, make_route_question

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.book import MemoryBook
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import AssetField
from creative_agents.errors import AnswerError

APPROVE = Decision(piece="email/1", verdict="approve")


def test_a_default_decides_what_is_not_named() -> None:
    """One decision a piece, in the order of the question; the note on the whole goes with it."""
    own = Decision(piece="email/2", verdict="reject", note="says nothing")
    given = decisions(make_question(), Answer(default="revise", note="warmer", decisions=(own,)))

    assert given == {
        "email/1": Decision(piece="email/1", verdict="revise", note="warmer"),
        "email/2": own,
    }


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(decisions=(APPROVE,)), "'email/2' has no decision: name it, or give a default"),
        (Answer(), "'email/1' has no decision"),
        (
            Answer(default="approve", decisions=(Decision(piece="sms/1", verdict="approve"),)),
            r"has no piece 'sms/1': it has email/1, email/2",
        ),
        (
            Answer(default="approve", decisions=(APPROVE, APPROVE)),
            "'email/1' is decided twice: decide it once",
        ),
        (Answer(default="edit"), "'edit' is no default: say what 'email/1' must become"),
        (Answer(default="revise"), "'revise' needs a note that says what to change"),
    ],
)
def test_an_answer_that_leaves_something_open_is_refused(answer: Answer, message: str) -> None:
    """The line says what to give."""
    with pytest.raises(AnswerError, match=message):
        decisions(make_question(), answer)


def test_a_word_that_the_gate_does_not_take_is_refused() -> None:
    """At the bound of rounds nothing is sent back any more."""
    question = make_question(round=3, allowed=("approve", "edit", "reject"))

    with pytest.raises(AnswerError, match="'revise' is not possible in round 3 of the gate 'copy'"):
        decisions(question, Answer(default="revise", note="again"))


@pytest.mark.parametrize("choice", ["a", "b"])
def test_approving_a_strategy_takes_a_route(choice: str) -> None:
    """Any route that is offered, recommended or not."""
    given = decisions(make_route_question(), Answer(default="approve", choice=choice))

    assert given["strategy"].verdict == "approve"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(default="approve"), "approving needs a choice: one of a, b"),
        (Answer(default="approve", choice="z"), "there is no route 'z': choose one of a, b"),
        (Answer(default="reject", choice="z"), "there is no route 'z': choose one of a, b"),
    ],
)
def test_a_route_that_is_not_there_is_refused(answer: Answer, message: str) -> None:
    """The routes are listed."""
    with pytest.raises(AnswerError, match=message):
        decisions(make_route_question(), answer)


@pytest.mark.parametrize("verdict", ["revise", "reject"])
def test_no_route_is_needed_to_send_a_strategy_back(verdict: str) -> None:
    """Nobody chooses from what is not good enough."""
    answer = Answer.model_validate({"default": verdict, "note": "bolder"})

    assert decisions(make_route_question(), answer)["strategy"].note == "bolder"


def test_a_question_without_pieces_takes_an_empty_answer() -> None:
    """When every piece was refused by a rule, there is nothing to decide."""
    assert decisions(make_question(pieces=()), Answer()) == {}


@pytest.mark.parametrize(
    "place", [{"name": "subject"}, {"name": "body", "index": 2}, {"name": "x" * 60}]
)
def test_a_text_for_a_place_that_the_piece_has_not_is_refused(place: dict[str, Any]) -> None:
    """Taken, it could never be delivered, and the run would end there for good."""
    question = make_question()
    field = AssetField(text="By six.", **place)
    edit = Decision(piece="email/1", verdict="edit", fields=(field,))
    said = r"'email/1' has no text '.+: it has headline\[1\], body\[1\]"
    with pytest.raises(AnswerError, match=said):
        decisions(question, Answer(default="approve", decisions=(edit,)))
    book = MemoryBook()
    book.ask(question)
    with pytest.raises(AnswerError, match=said):
        book.decide(question.id, Answer(default="approve", decisions=(edit,)))

    assert book.get(question.id).waits
