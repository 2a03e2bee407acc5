from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from approvals_made import make_question, make_route_question
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.approvals.dialects import TABLE, read_reply
from creative_agents.approvals.shown import arguments
from creative_agents.domain.approval import Answer
from creative_agents.errors import AnswerError

QUESTION = make_question()
EDITED = {**arguments(QUESTION), "email/1 body[1]": "By six."}
DOCS = Path(__file__).parents[2] / "docs" / "approvals.md"

REPLIES: dict[str, dict[str, Any]] = {
    "langchain": {
        "approve": {"decisions": [{"type": "approve"}]},
        "edit": {"decisions": [{"type": "edit", "edited_action": {"name": "x", "args": EDITED}}]},
        "respond": {"decisions": [{"type": "respond", "message": "warmer"}]},
        "reject": {"decisions": [{"type": "reject", "message": "off brand"}]},
    },
    "agent_inbox": {
        "accept": [{"type": "accept", "args": None}],
        "edit": [{"type": "edit", "args": {"action": "x", "args": EDITED}}],
        "response": [{"type": "response", "args": "warmer"}],
        "ignore": [{"type": "ignore", "args": None}],
    },
    "ag_ui": {
        "approved": [
            {"interruptId": "i", "status": "resolved", "payload": {"approved": True}},
        ],
        "declined": [
            {
                "interruptId": "i",
                "status": "resolved",
                "payload": {"approved": False, "message": "no"},
            },
        ],
        "cancelled": [{"interruptId": "i", "status": "cancelled"}],
    },
    "words": {
        "approve": "approve",
        "valider": "Valider",
        "edit": "edit",
        "corriger": "corriger",
        "revise": "revise: warmer",
        "à reprendre": "à reprendre : plus chaleureux",
        "reject": "reject: off brand",
        "refuser": "REFUSER : hors sujet",
    },
}
"""A reply for each word of the table."""

WORDS = [(dialect, word) for dialect, words in TABLE.items() for word in words]


def word_of(answer: Answer | None) -> str:
    """Give which of our words an answer says, or that it says nothing."""
    if answer is None:
        return "wait"
    verdicts = {decision.verdict for decision in answer.decisions}
    return "edit" if "edit" in verdicts else str(answer.default)


@pytest.mark.parametrize(("dialect", "word"), WORDS)
def test_each_word_of_the_table_means_what_the_table_says(dialect: str, word: str) -> None:
    """What cannot be said without a text is refused in one line that says so."""
    reply = REPLIES[dialect][word]
    if dialect == "words" and TABLE[dialect][word] == "edit":
        with pytest.raises(AnswerError, match="'edit' alone changes nothing"):
            read_reply(reply, QUESTION)
        return
    assert word_of(read_reply(reply, QUESTION)) == TABLE[dialect][word]


def test_the_page_on_approvals_shows_the_table_of_the_code() -> None:
    """A word that is added here is added there."""
    text = DOCS.read_text(encoding="utf-8")
    for dialect, words in TABLE.items():
        for word, meaning in words.items():
            assert f"| `{dialect}` | `{word}` | `{meaning}` |" in text


@pytest.mark.parametrize(
    "reply",
    [
        {"type": "approve"},
        {"type": "accept", "args": None},
        {"interruptId": "i", "status": "resolved", "payload": {"default": "approve"}},
        {"approved": True},
        {"default": "approve"},
        Answer(default="approve"),
    ],
    ids=["one tool call", "one response", "ag_ui object", "bare payload", "our json", "our object"],
)
def test_other_shapes_of_an_approval_are_read_too(reply: Any) -> None:
    """A single decision, a single response, a single resume, and our own answer."""
    assert word_of(read_reply(reply, QUESTION)) == "approve"


def test_ag_ui_carries_any_dialect_in_its_payload() -> None:
    """What came through it is recorded as having come through it."""
    payload = {"approved": True, "editedArgs": EDITED}
    answer = read_reply([{"interruptId": "i", "status": "resolved", "payload": payload}], QUESTION)

    assert answer is not None
    assert (word_of(answer), answer.via) == ("edit", "ag_ui")


def test_nobody_is_taken_for_who_a_reply_says_they_are() -> None:
    """JSON from a screen names nobody, and says not through what it came."""
    said = {"default": "approve", "by": "The Director", "via": "policy"}
    answer = read_reply(said, QUESTION)

    assert answer is not None
    assert (answer.by, answer.via) == ("", "graph")
    with_decisions = {**said, "decisions": [{"piece": "email/1", "verdict": "approve"}]}
    answer = read_reply(with_decisions, QUESTION)
    assert answer is not None
    assert (answer.by, answer.via) == ("", "graph")


def test_an_answer_of_this_process_stays_as_it_is() -> None:
    """Whoever calls vouches for whom it names."""
    answer = Answer(default="approve", by="Ana", via="notebook")

    assert read_reply(answer, QUESTION) is answer


def test_a_route_is_chosen_after_the_word() -> None:
    """A word alone chooses none, so that nobody approves a route by accident."""
    question = make_route_question()
    chosen, bare = read_reply("approve: a", question), read_reply("valider", question)

    assert chosen is not None
    assert bare is not None
    assert (chosen.choice, bare.choice) == ("a", None)


REFUSED: dict[str, tuple[Any, str]] = {
    "a number": (7, "this is no answer"),
    "none": (None, "this is no answer"),
    "an empty list": ([], "this is no answer"),
    "a list of words": (["approve"], "this is no answer"),
    "an empty text": ("", "this is no answer .''.: write approve"),
    "a megabyte": ("x" * 1_000_000, "this is no answer .'xxx"),
    "another word": ("yes", "this is no answer .'yes'.: write approve, reject: why"),
    "no note": ("revise", "'revise' needs a note"),
    "an unknown decision": ({"decisions": [{"type": "yes"}]}, "give one of approve, edit"),
    "an unknown response": ([{"type": "maybe"}], "give one of accept, edit, response, ignore"),
    "no type": ([{"args": None}], "give one of accept, edit"),
    "two decisions": (
        {"decisions": [{"type": "approve"}, {"type": "approve"}]},
        "there are 2 replies to one question",
    ),
    "an edit of nothing": ({"decisions": [{"type": "edit"}]}, "the corrected texts are None"),
    "an edit of no question": (
        {"type": "edit", "edited_action": {"args": {"email/1 body[1]": "By six."}}},
        "it is not said which question this answers: keep its line 'question'",
    ),
    "an edit of another question": (
        {"type": "edit", "edited_action": {"args": {**EDITED, "question": "abc"}}},
        "this answers the question 'abc', which waits no more",
    ),
    "an unknown line": (
        {"type": "edit", "edited_action": {"args": {**EDITED, "email/9 body[1]": "!"}}},
        "has no line 'email/9 body.1.'",
    ),
    "an unknown decision line": (
        {"type": "edit", "edited_action": {"args": {**EDITED, "email/2 decision": "maybe"}}},
        "the decision on 'email/2' is 'maybe'",
    ),
    "a note with no text": (
        {"type": "edit", "edited_action": {"args": {**EDITED, "email/2 decision": "revise"}}},
        "'revise' of 'email/2' needs a note",
    ),
    "two decisions on a piece": (
        {"type": "edit", "edited_action": {"args": {**EDITED, "email/1 decision": "reject"}}},
        "'email/1' is corrected and 'reject' too",
    ),
    "an edit that changes nothing": (
        {
            "type": "edit",
            "edited_action": {"args": {**arguments(QUESTION), "email/1 decision": "edit"}},
        },
        "the edit of 'email/1' changes nothing",
    ),
    "an acceptance of something else": (
        [{"type": "accept", "args": {"action": "x", "args": EDITED}}],
        "the line 'email/1 body.1.' is not what waits",
    ),
    "approve in a text box": (
        [{"type": "response", "args": "approve"}],
        "'approve' in a text box decides nothing",
    ),
    "an empty response": ([{"type": "response", "args": ""}], "'revise' needs a note"),
    "a resume without payload": (
        [{"interruptId": "i", "status": "resolved"}],
        "the resume says 'resolved' with None",
    ),
    "a resume of no status": (
        [{"interruptId": "i", "payload": {"approved": True}}],
        "the resume says None",
    ),
    "an approval that is a word": ({"approved": "yes"}, "'approved' is 'yes': give true or false"),
    "an unknown field": ({"default": "approve", "yes": 1}, "this is no answer .yes: Extra"),
    "an unknown verdict": ({"default": "maybe"}, "this is no answer .default: Input should be"),
    "a type that is a list": ({"type": []}, "this is no answer"),
}


KEYS = [
    *("type", "args", "decisions", "edited_action", "message", "interruptId", "status"),
    *("payload", "approved", "editedArgs", "default", "choice", "question"),
]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_whatever_is_more_than_refused(reply: Any) -> None:
    """A reply is read after LangGraph has stored it: an error would come back for ever."""
    with suppress(AnswerError):
        read_reply(reply, QUESTION)


@given(st.dictionaries(st.sampled_from(sorted(arguments(QUESTION))), st.text() | JSON))
def test_no_text_in_a_box_is_more_than_refused(boxes: dict[str, Any]) -> None:
    """Whatever is written on the lines of the question itself."""
    shown = {**arguments(QUESTION), **boxes, "question": QUESTION.id}
    with suppress(AnswerError):
        read_reply({"type": "edit", "edited_action": {"args": shown}}, QUESTION)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_reply_is_refused_in_one_line(name: str) -> None:
    """Nobody has to read a page to learn what to write, and nothing else is raised."""
    reply, said = REFUSED[name]
    with pytest.raises(AnswerError, match=said) as caught:
        read_reply(reply, QUESTION)

    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
