import json
from collections.abc import Callable
from typing import Any

import pytest
from approvals_made import make_question, make_route_question
from approvals_screens import (
    Form,
    agent_chat_ui,
    agent_chat_ui_reply,
    agent_inbox,
    agent_inbox_reply,
)

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.dialects import read_reply
from creative_agents.approvals.payload import payload
from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer
from creative_agents.domain.asset import AssetField
from creative_agents.errors import AnswerError

Screen = tuple[Callable[[Any], Form | None], Callable[..., Any]]

INBOX: Screen = (agent_inbox, agent_inbox_reply)
CHAT_UI: Screen = (agent_chat_ui, agent_chat_ui_reply)
ACCEPT: dict[object, str] = {agent_inbox: "accept", agent_chat_ui: "approve"}
SEND_BACK: dict[object, str] = {agent_inbox: "response", agent_chat_ui: "reject"}

both = pytest.mark.parametrize("screen", [INBOX, CHAT_UI], ids=["agent_inbox", "agent_chat_ui"])


def opened(screen: Screen, question: Question) -> Form:
    """Open a question on a screen, after its way through JSON."""
    form = screen[0](json.loads(json.dumps(payload(question))))
    assert form is not None
    return form


def pressed(screen: Screen, form: Form, button: str, question: Question, text: str = "") -> Answer:
    """Press a button and read what comes back, after its way through JSON."""
    reply = json.loads(json.dumps(screen[1](form, button, text)))
    answer = read_reply(reply, question)
    assert answer is not None
    return answer


@both
def test_a_screen_shows_every_text_of_every_piece(screen: Screen) -> None:
    """A label and a text box each, all of them text, with the title above."""
    form = opened(screen, make_question())

    assert form.arguments == {
        "question": make_question().id,
        "email/1 decision": "approve",
        "email/2 decision": "approve",
        "email/1 headline[1]": "Ride home tonight",
        "email/1 body[1]": "By seven.",
        "email/2 headline[1]": "Ride home tonight",
        "email/2 body[1]": "By seven.",
    }
    assert form.description == "Spoke: 2 pieces to decide"
    assert {ACCEPT[screen[0]], "edit", SEND_BACK[screen[0]]} <= form.buttons


@both
def test_accepting_approves_every_piece(screen: Screen) -> None:
    """Nobody is named: a screen authenticates nobody here."""
    question = make_question()
    answer = pressed(screen, opened(screen, question), ACCEPT[screen[0]], question)

    assert (answer.default, answer.by) == ("approve", "")
    assert {one.verdict for one in decisions(question, answer).values()} == {"approve"}


@both
def test_a_text_that_is_changed_is_an_edit_of_its_piece_alone(screen: Screen) -> None:
    """The other piece is approved as it was shown."""
    question = make_question()
    form = opened(screen, question).write("email/1 body[1]", "By six, « promis ».")
    given = decisions(question, pressed(screen, form, "edit", question))

    assert given["email/1"].verdict == "edit"
    assert given["email/1"].fields == (AssetField(name="body", text="By six, « promis »."),)
    assert given["email/2"].verdict == "approve"


@both
@pytest.mark.parametrize(
    ("typed", "verdict", "note"),
    [
        ("revise: warmer", "revise", "warmer"),
        ("à reprendre : plus chaleureux", "revise", "plus chaleureux"),
        ("A reprendre\u00a0: plus chaleureux", "revise", "plus chaleureux"),
        ("Reject", "reject", ""),
        ("refuser : hors sujet", "reject", "hors sujet"),
    ],
)
def test_a_decision_line_decides_one_piece(
    screen: Screen, typed: str, verdict: str, note: str
) -> None:
    """What the screen has no button for is typed, in English or French."""
    question = make_question()
    form = opened(screen, question).write("email/2 decision", typed)
    given = decisions(question, pressed(screen, form, "edit", question))

    assert given["email/1"].verdict == "approve"
    assert (given["email/2"].verdict, given["email/2"].note) == (verdict, note)


@both
def test_another_route_is_chosen_by_writing_it(screen: Screen) -> None:
    """The recommended one stands in the box; accepting takes it."""
    question = make_route_question()
    form = opened(screen, question)
    assert form.arguments["choice"] == "b"
    assert pressed(screen, form, ACCEPT[screen[0]], question).choice == "b"

    form.write("choice", "a")
    answer = pressed(screen, form, "edit", question)
    assert answer.choice == "a"
    assert decisions(question, answer)["strategy"].verdict == "approve"


def test_the_idea_of_a_route_is_corrected_where_it_is_chosen() -> None:
    """Correcting one route and choosing another is refused."""
    routes = [{"id": "a", "idea": "Save time"}, {"id": "b", "idea": "Save money"}]
    question = make_route_question(subject={"strategy": {"routes": routes}})
    form = opened(INBOX, question).write("b idea", "Save both")
    answer = pressed(INBOX, form, "edit", question)

    assert decisions(question, answer)["strategy"].text == "Save both"
    form.write("choice", "a")
    with pytest.raises(AnswerError, match="the idea of 'b' is corrected and 'a' is chosen"):
        pressed(INBOX, form, "edit", question)


def test_a_brief_is_answered_line_by_line() -> None:
    """The question can be read, its answer written over."""
    hole = {"id": "kpi", "question": "Which figure?", "assumption": "Sign-ups."}
    question = make_question(
        gate="brief", pieces=("kpi",), subject={"challenge": {"questions": [hole]}}
    )
    form = opened(CHAT_UI, question)
    assert form.arguments["kpi question"] == "Which figure?"
    form.write("kpi answer", "Test rides.")

    assert decisions(question, pressed(CHAT_UI, form, "edit", question))["kpi"].text == (
        "Test rides."
    )
    with pytest.raises(AnswerError, match="the line 'kpi question' can only be read"):
        pressed(CHAT_UI, form.write("kpi question", "Who?"), "edit", question)


def test_respond_in_agent_inbox_sends_everything_back() -> None:
    """Its one free text is the note."""
    question = make_question()
    answer = pressed(INBOX, opened(INBOX, question), "response", question, "warmer, please")

    assert (answer.default, answer.note) == ("revise", "warmer, please")


def test_reject_in_agent_chat_ui_refuses_or_sends_back_as_it_is_written() -> None:
    """Its reason is the note; ``revise:`` before it sends back instead."""
    question = make_question()
    form = opened(CHAT_UI, question)

    assert pressed(CHAT_UI, form, "reject", question, "off brand").default == "reject"
    sent_back = pressed(CHAT_UI, form, "reject", question, "revise: warmer")
    assert (sent_back.default, sent_back.note) == ("revise", "warmer")


def test_ignore_in_agent_inbox_leaves_the_question_waiting() -> None:
    """Nothing is decided."""
    question = make_question()
    form = opened(INBOX, question)

    assert read_reply(agent_inbox_reply(form, "ignore"), question) is None


@pytest.mark.parametrize("button", ["accept", "edit"])
def test_what_agent_inbox_still_shows_of_an_earlier_round_is_refused(button: str) -> None:
    """It resumes without an interrupt's id; the question's line tells a stale screen."""
    stale = opened(INBOX, make_question(round=1))
    if button == "edit":
        stale.write("email/1 body[1]", "By six.")
    second = make_question(round=2)
    with pytest.raises(AnswerError, match=r"waits no more: .* does, look at it"):
        pressed(INBOX, stale, button, second)


def test_a_foreign_value_is_shown_by_neither() -> None:
    """The fixtures refuse what their screens refuse."""
    call = {"type": "tool_approval", "tool_call_id": "1", "name": "send", "args": {}}

    assert agent_inbox(call) is None
    assert agent_chat_ui(call) is None
    assert agent_chat_ui({"action_requests": [{"name": "send"}], "review_configs": [{}]}) is None


@both
def test_without_the_arguments_in_both_places_one_screen_would_be_empty(screen: Screen) -> None:
    """That is why they stand there twice."""
    value: Any = payload(make_question())
    action = value["action_requests"][0]
    spelled = "arguments" if screen is INBOX else "args"
    del action[spelled]
    form = screen[0](value)

    assert form is None or form.arguments == {}
