import json

from approvals_made import make_question, make_route_question

from creative_agents.approvals.payload import SCHEMA, payload


def test_a_payload_is_langchains_request_for_a_human() -> None:
    """One action, its arguments, and which of LangChain's words the gate takes."""
    question = make_question()
    value = payload(question)

    assert value["action_requests"] == [
        {
            "name": "approve_copy",
            "args": question.subject,
            "arguments": question.subject,
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
        "fingerprint": question.fingerprint,
        "refused": "too late",
    }


def test_at_the_bound_of_rounds_no_screen_offers_to_send_back() -> None:
    """LangChain's `respond` is our `revise`."""
    value = payload(make_question(allowed=("approve", "edit", "reject")))

    assert value["review_configs"] == [
        {"action_name": "approve_copy", "allowed_decisions": ["approve", "edit", "reject"]}
    ]
