"""The dialects of others: what each screen replies, and which of our words it means.

`TABLE` is the whole of it. What a dialect has no word for, its text boxes say: what is written
there is read like a line of the command line, in English or French: ``revise: warmer``,
``à reprendre : plus chaleureux``.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from creative_agents.approvals.answering import read_answer
from creative_agents.approvals.question import Question
from creative_agents.approvals.shown import CHOICE, arguments
from creative_agents.approvals.taken_back import changed_lines, edited_answer
from creative_agents.approvals.words import WORDS, read_words, short, words_answer
from creative_agents.domain.approval import Answer
from creative_agents.errors import AnswerError

Meaning = Literal["approve", "edit", "revise", "reject", "wait"]
"""One of the approver's words; or ``wait``: the question is left as it is."""

TABLE: Final[Mapping[str, Mapping[str, Meaning]]] = {
    "langchain": {"approve": "approve", "edit": "edit", "respond": "revise", "reject": "reject"},
    "agent_inbox": {"accept": "approve", "edit": "edit", "response": "revise", "ignore": "wait"},
    "ag_ui": {"approved": "approve", "declined": "reject", "cancelled": "wait"},
    "words": WORDS,
}
"""By dialect, each of its words with its meaning.

``langchain``: the decisions of its human in the loop, which agent-chat-ui gives too, and the
single decision on one tool call. ``agent_inbox``: its list of one response. ``ag_ui``: the
entries of a resume; ``cancelled`` is a status, ``declined`` an ``approved`` that is false.
``words``: a text.
"""


def read_reply(reply: object, question: Question) -> Answer | None:
    """Read what came back from a screen, whichever it was.

    Nobody is taken for who a reply says they are: its ``by`` and ``via`` are not read.

    Args:
        reply: What ``Command(resume=...)`` carried: an `Answer` of this process, its fields as
            JSON, or a reply in one of the dialects of `TABLE`.
        question: What was asked.

    Returns:
        The answer; nothing where the reply leaves the question as it is.

    Raises:
        AnswerError: It is no reply to this question; one line.
    """
    if isinstance(reply, Answer):
        return reply
    if isinstance(reply, str):
        return words_answer(reply, question)
    if isinstance(reply, Mapping):
        for mark, read in _BY_KEY.items():
            if mark in reply:
                return read(reply, question)
    if isinstance(reply, list | tuple) and reply and isinstance(reply[0], Mapping):
        one = _only(reply)
        return _entry(one, question) if "interruptId" in one else _response(one, question)
    answer = read_answer(reply)
    return answer.model_copy(update={"by": "", "via": "graph"})


def _decisions(reply: Mapping[str, object], question: Question) -> Answer | None:
    """Read LangChain's decisions; an `Answer` has a key of that name too, of other things."""
    given = reply["decisions"]
    is_theirs = isinstance(given, list | tuple) and any(
        isinstance(one, Mapping) and "type" in one for one in given
    )
    if not is_theirs:
        return read_answer(reply).model_copy(update={"by": "", "via": "graph"})
    assert isinstance(given, list | tuple)
    return _typed(_only(given), question)


def _typed(reply: Mapping[str, object], question: Question) -> Answer | None:
    """Read one decision or one response: both say their word under ``type``."""
    word = reply["type"]
    if word in ("accept", "response", "ignore") or (word == "edit" and "args" in reply):
        return _response(reply, question)
    match _meaning("langchain", word):
        case "approve":
            return _approval(question, via="langchain")
        case "edit":
            action = reply.get("edited_action")
            return edited_answer(_part(action, "args"), question, via="langchain")
        case meaning:
            return _note(meaning, reply.get("message"), via="langchain")


def _response(reply: Mapping[str, object], question: Question) -> Answer | None:
    given = reply.get("args")
    match _meaning("agent_inbox", reply.get("type")):
        case "wait":
            return None
        case "edit":
            return edited_answer(_part(given, "args"), question, via="agent_inbox")
        case "approve":
            if given is not None:
                _refuse_other(_part(given, "args"), question)
            return _approval(question, via="agent_inbox")
        case meaning:
            return _note(meaning, given, via="agent_inbox")


def _entry(reply: Mapping[str, object], question: Question) -> Answer | None:
    status, given = reply.get("status"), reply.get("payload")
    if status == "cancelled":
        return None
    nested = isinstance(given, list) or (isinstance(given, Mapping) and "interruptId" in given)
    if status != "resolved" or given is None or nested:
        raise AnswerError(
            f"the resume says {short(status)} with {short(given)}: resolve it with an answer, or "
            "cancel it"
        )
    answer = read_reply(given, question)
    return answer and answer.model_copy(update={"via": "ag_ui"})


def _approved(reply: Mapping[str, object], question: Question) -> Answer | None:
    if not isinstance(reply["approved"], bool):
        raise AnswerError(f"'approved' is {short(reply['approved'])}: give true or false")
    meaning = _meaning("ag_ui", "approved" if reply["approved"] else "declined")
    if meaning == "reject":
        return _note(meaning, reply.get("message"), via="ag_ui")
    if "editedArgs" in reply:
        return edited_answer(reply["editedArgs"], question, via="ag_ui")
    return _approval(question, via="ag_ui")


_BY_KEY: Final[Mapping[str, Callable[[Mapping[str, object], Question], Answer | None]]] = {
    "interruptId": _entry,
    "approved": _approved,
    "type": _typed,
    "decisions": _decisions,
}


def _meaning(dialect: str, word: object) -> Meaning:
    known = TABLE[dialect]
    if not isinstance(word, str) or word not in known:
        raise AnswerError(f"this is no answer ({short(word)}): give one of {', '.join(known)}")
    return known[word]


def _approval(question: Question, *, via: str) -> Answer:
    """Approve what is shown: the lines of a question name a route."""
    choice = arguments(question).get(CHOICE)
    return Answer(default="approve", choice=str(choice) if choice else None, via=via)


def _note(meaning: Meaning, text: object, *, via: str) -> Answer:
    """Read a text box: the note, or one of our words and the note."""
    note = text.strip() if isinstance(text, str) else ""
    said = read_words(note)
    if said is not None and said.word in {"approve", "edit"}:
        raise AnswerError(f"{short(note)} in a text box decides nothing: use its button")
    verdict, note = said if said is not None else (meaning, note)
    if verdict == "revise" and not note:
        raise AnswerError("'revise' needs a note that says what to change")
    return Answer.model_validate({"default": verdict, "note": note, "via": via})


def _refuse_other(given: object, question: Question) -> None:
    if changed := changed_lines(given, question):
        raise AnswerError(
            f"the line {next(iter(changed))!r} is not what waits: look at {question.id!r} again"
        )


def _only(replies: "list[object] | tuple[object, ...]") -> Mapping[str, object]:
    if len(replies) != 1 or not isinstance(replies[0], Mapping):
        raise AnswerError(f"there are {len(replies)} replies to one question: give one")
    return replies[0]


def _part(given: object, key: str) -> object:
    return given.get(key) if isinstance(given, Mapping) else None
