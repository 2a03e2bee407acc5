"""The gate: the one place that stops a graph for a person.

`request_approval` writes the question in the book, in a node of its own, which may run again
after a crash. `wait_for_answer` stops the graph; its node does nothing else, because LangGraph
runs an interrupted node again from its first line. What comes back is read and never raised
about: LangGraph has stored it by then, and would give it again for ever. A reply that is no
answer is put again with the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypedDict, Unpack

from langgraph.config import get_config
from langgraph.runtime import get_runtime
from langgraph.types import Command, interrupt
from pydantic import JsonValue

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.dialects import read_reply
from creative_agents.approvals.fingerprint import approval_id
from creative_agents.approvals.payload import payload
from creative_agents.approvals.question import Approval, Question
from creative_agents.domain.approval import Answer, Person, Risk, Terms
from creative_agents.domain.process import Verdict
from creative_agents.errors import AnswerError, ConfigError

Step = Command[str]
"""Where a graph goes on, and what changed."""

MAX_ROUNDS: Final = 3
"""How often a piece is sent back where nobody says otherwise."""


class QuestionParts(TypedDict, total=False):
    """What a question may say beside what it shows."""

    title: str
    """What is asked, in one line; absent: the gate's name."""
    round: int
    """Which round, from 1."""
    max_rounds: int
    """The round at which only approve, edit and reject are left; absent: 3."""
    allowed: Sequence[Verdict]
    """The words that count; absent: as `allowed_words` says of the round."""
    pieces: Sequence[str]
    """Ids of what is decided one by one; absent: the gate's name, for one decision."""
    choices: Sequence[str]
    """Where one must be chosen: the ids."""
    recommended: str | None
    """The agents' own choice."""
    risk: Risk
    """How much a wrong decision could cost."""
    terms: Terms
    """Who may answer, and until when."""
    asked_at: datetime
    """When (UTC); absent: now."""


def request_approval(
    gate: str,
    subject: dict[str, JsonValue],
    *,
    book: ApprovalsBook,
    run_id: str,
    brand: str,
    **parts: Unpack[QuestionParts],
) -> Approval:
    """Ask for approval: write the question in the book, once.

    The same run, gate and round give the same row, so a node that runs again asks nothing new.

    Args:
        gate: What is decided, as an identifier: ``copy``, or a name of your own.
        subject: Exactly what is shown, as JSON: `copy_subject` for pieces of copy.
        book: Where it is written.
        run_id: The run that waits.
        brand: Id of the brand.
        **parts: As `QuestionParts` says.

    Returns:
        The row as it stands: decided already where somebody was quicker.

    Raises:
        StorageError: The book cannot be written.
    """
    return book.ask(make_question(gate, subject, run_id=run_id, brand=brand, **parts))


def make_question(
    gate: str,
    subject: dict[str, JsonValue],
    *,
    run_id: str,
    brand: str,
    **parts: Unpack[QuestionParts],
) -> Question:
    """Make the question that `request_approval` writes; see there."""
    round = parts.get("round", 1)
    return Question(
        id=approval_id(run_id, gate, round),
        run_id=run_id,
        brand=brand,
        gate=gate,
        round=round,
        title=parts.get("title", gate),
        pieces=tuple(parts.get("pieces", (gate,))),
        choices=tuple(parts.get("choices", ())),
        recommended=parts.get("recommended"),
        allowed=tuple(
            parts.get("allowed") or allowed_words(round, parts.get("max_rounds", MAX_ROUNDS))
        ),
        subject=subject,
        asked_at=parts.get("asked_at") or datetime.now(UTC),
        risk=parts.get("risk", "low"),
        terms=parts.get("terms", Terms()),
    )


def allowed_words(round: int, max_rounds: int) -> tuple[Verdict, ...]:
    """Give the words that count in a round; at the bound nothing is sent back any more."""
    if round >= max_rounds:
        return ("approve", "edit", "reject")
    return ("approve", "edit", "revise", "reject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back from a gate."""

    answer: Answer | None = None
    """The answer; absent where the question must be put again."""
    refused: str = ""
    """Why it could not be taken; empty where it was, or where the question was left alone."""


def wait_for_answer(question: Question, *, refused: str = "") -> Reply:
    """Stop the graph until somebody answers.

    Args:
        question: What is asked; it stands in the book before this is called.
        refused: Why the last answer could not be taken, for the screen to say so.

    Returns:
        What came back from ``Command(resume=...)``, in whichever dialect; see `read_reply`.
    """
    given = interrupt(payload(question, refused=refused), response_schema=_FORM)
    try:
        answer = read_reply(given, question)
        if answer is None:
            return Reply()
        decisions(question, answer)
    except AnswerError as error:
        return Reply(refused=str(error))
    who = person_at_the_server()
    if who is not None and not isinstance(given, Answer):
        answer = answer.model_copy(update={"by": who.id})
    return Reply(answer=answer)


def person_at_the_server() -> Person | None:
    """Give who a LangGraph server authenticated for this request; nothing where none did.

    It is called inside a node. What a client writes into its request is not read.
    """
    server = get_runtime().server_info
    if server is None or server.user is None:
        return None
    user = server.user
    return Person(id=str(user.identity), name=str(getattr(user, "display_name", "") or ""))


def authenticated(answer: Answer, people: Callable[[str], Person]) -> Person | None:
    """Give who answered, where this very request was theirs.

    Args:
        answer: What `wait_for_answer` gave.
        people: Gives somebody with their roles, by their id.

    Returns:
        The person; nothing where nobody was authenticated, or somebody else has taken the run
        up since they answered.
    """
    who = person_at_the_server()
    return people(who.id) if who is not None and who.id == answer.by else None


def this_run() -> str:
    """Give the id of the run, inside a node: LangGraph's thread.

    Raises:
        ConfigError: The caller named no thread.
    """
    thread = get_config().get("configurable", {}).get("thread_id")
    if not thread:
        raise ConfigError(
            "a gate needs a run id: pass {'configurable': {'thread_id': 'spring'}} as config"
        )
    return str(thread)


def go(node: str, update: Mapping[str, Any]) -> Step:
    """Go on at a node, with what changed."""
    return Command(update=dict(update), goto=node)


_FORM: Final = Answer.model_json_schema()
"""What a screen can make a form of. It is shown and not enforced: a type in its place refuses
before anything is stored, and then a server files the thread under its errors, where no screen
lists what waits (measured on langgraph 1.2.22 with langgraph-api 0.16.7)."""
