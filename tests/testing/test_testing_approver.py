import asyncio
from typing import Any

import pytest

from creative_agents.domain.approval import Answer
from creative_agents.testing.approver import ScriptedApprover, approval_of, gate_of, pieces_of
from creative_agents.testing.script import ScriptError


def gate(name: str = "copy", **ours: Any) -> dict[str, Any]:
    """A question as an interrupt carries it."""
    shown = {"gate": name, "round": 1, "pieces": ["x/1", "x/2"], "choices": [], "recommended": None}
    return {"action_requests": [{}], "creative_agents": shown | ours}


def test_answers_come_in_their_order() -> None:
    """Each question takes the next answer, and is kept."""
    first, second = Answer(default="approve"), Answer(default="reject")
    approver = ScriptedApprover([first, second])
    assert approver.answer(gate("strategy")) == first
    assert asyncio.run(approver.aanswer(gate("copy"))) == second
    assert [gate_of(question) for question in approver.questions] == ["strategy", "copy"]


def test_a_callable_sees_the_question() -> None:
    """A callable decides by what is asked."""
    approver = ScriptedApprover([lambda asked: Answer(note=gate_of(asked))])
    assert approver.answer(gate("brief")).note == "brief"


def test_one_question_too_many_says_which() -> None:
    """A gate that nobody scripted fails with the gates so far."""
    approver = ScriptedApprover([Answer(default="approve")])
    approver.answer(gate("strategy"))
    with pytest.raises(ScriptError, match=r"gate 2, 1 answers were scripted.*: strategy, copy"):
        approver.answer(gate("copy"))


def test_approve_all_chooses_the_recommended_route() -> None:
    """Approving everything includes the choice that a strategy gate needs."""
    approver = ScriptedApprover.approve_all(by="Léa")
    strategy = approver.answer(gate("strategy", choices=["a", "b"], recommended="b"))
    copy = approver.answer(gate("copy"))
    assert (strategy.choice, strategy.default, strategy.by) == ("b", "approve", "Léa")
    assert (copy.choice, copy.default) == (None, "approve")


def test_without_a_recommendation_the_first_route_is_chosen() -> None:
    """A strategy gate without a recommendation is answered all the same."""
    assert approval_of(gate("strategy", choices=["a", "b"])).choice == "a"


def test_revise_once_sends_one_piece_back_once() -> None:
    """The piece is sent back when it is first shown, and approved the next time."""
    approver = ScriptedApprover.revise_once("x/2", "plus court")
    strategy = approver.answer(gate("strategy", pieces=["a", "b"]))
    first, second = approver.answer(gate()), approver.answer(gate())
    assert strategy.decisions == second.decisions == ()
    assert [(one.piece, one.verdict, one.note) for one in first.decisions] == [
        ("x/2", "revise", "plus court")
    ]


def test_a_question_without_our_part_has_no_pieces() -> None:
    """A foreign interrupt is read as a question about nothing in particular."""
    assert (gate_of({}), pieces_of({})) == ("unknown", ())
