import json
from typing import Any

from approvals_made import make_question, make_route_question

from creative_agents.approvals.payload import SCHEMA, payload
from creative_agents.approvals.shown import arguments


def test_a_payload_is_langchains_request_for_a_human() -> None:
    """One action, its arguments, and which of LangChain's words the gate takes."""
    question = make_question()
    value = payload(question)

    assert value["action_requests"] == [
        {
            "name": "approve_copy",
            "args": arguments(question),
            "arguments": arguments(question),
            "description": "Spoke: 2 pieces to decide",
        }
    ]
    assert value["review_configs"] == [
        {
            "action_name": "approve_copy",
            "allowed_decisions": ["approve", "edit", "respond", "reject"],
        }
    ]


def test_a_payload_is_json_whatever_it_shows() -> None:
    """It travels to a browser and back unchanged."""
    value = payload(make_question(title="« À valider »"), refused="there is no route 'z'")

    assert json.loads(json.dumps(value)) == value


def test_what_only_we_know_stands_apart() -> None:
    """The id to answer to, the pieces, the choices, the words and the fingerprint."""
    question = make_route_question(allowed=("approve", "edit", "reject"))
    ours = payload(question, refused="too late")["creative_agents"]

    assert ours == {
        "schema": SCHEMA,
        "approval_id": question.id,
        "run_id": "spring",
        "brand": "spoke",
        "gate": "strategy",
        "round": 1,
        "pieces": ["strategy"],
        "choices": ["a", "b"],
        "recommended": "b",
        "allowed": ["approve", "edit", "reject"],
        "subject": question.subject,
        "fingerprint": question.fingerprint,
        "risk": "low",
        "expires_at": None,
        "refused": "too late",
    }


def test_at_the_bound_of_rounds_no_screen_offers_to_send_back() -> None:
    """LangChain's `respond` is our `revise`."""
    value = payload(make_question(allowed=("approve", "edit", "reject")))

    assert value["review_configs"] == [
        {"action_name": "approve_copy", "allowed_decisions": ["approve", "edit", "reject"]}
    ]


def test_why_the_last_answer_was_refused_stands_above_the_question() -> None:
    """A screen of others shows the description and nothing of ours."""
    action: Any = payload(make_question(), refused="there is no route 'z'")["action_requests"]

    assert action[0]["description"] == "there is no route 'z'\n\nSpoke: 2 pieces to decide"


def test_what_is_shown_is_text_whatever_the_subject_is() -> None:
    """Screens compare texts: a number or a list would count as changed."""
    subject: Any = {"price": 49.9, "tags": ["é", 1], "send": {"text": "Send « this »?"}, "why": "x"}
    shown = arguments(make_question(gate="send", pieces=("send",), subject=subject))

    assert shown["price text"] == "49.9"
    assert shown["tags text"] == '["é", 1]'
    assert shown["send text"] == "Send « this »?"
    assert all(isinstance(text, str) for text in shown.values())


def test_a_line_of_a_brand_is_shown_as_it_would_be_written() -> None:
    """Fields as JSON, which the gate reads back as YAML; a single text as it is."""
    changes: Any = [
        {"id": "1", "kind": "new", "line": {"value": {"text": "We say « bonjour »."}}},
        {"id": "2", "kind": "new", "line": {"value": {"use": "email", "avoid": ["e-mail"]}}},
    ]
    shown = arguments(make_question(gate="brand", pieces=("1", "2"), subject={"changes": changes}))

    assert shown["1 text"] == "We say « bonjour »."
    assert shown["2 text"] == '{"use": "email", "avoid": ["e-mail"]}'


def test_a_gate_that_takes_no_approval_decides_nothing_by_itself() -> None:
    """Its decision lines are empty."""
    shown = arguments(make_question(allowed=("reject",)))

    assert shown["email/1 decision"] == ""
