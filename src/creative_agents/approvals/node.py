"""A gate for a graph of one's own, in one line.

::

    gate = approval_gate(graph, "send", show=show, book=book, brand="larkwick", revise="write")
    graph.add_edge("check", gate)

It adds three nodes to any LangGraph graph. ``ask_send`` writes the question in the book, once;
``approve_send`` does nothing but wait; ``settle_send`` checks the answer, commits it in the book
and goes on from what the book says. What the three need of each other travels in one state key
of their own, which the graph's state need not declare.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import (
    Any,
    Generic,
    TypedDict,
    get_type_hints,
    is_typeddict,
)

from langgraph.graph import END, StateGraph
from langgraph.typing import StateT
from pydantic import JsonValue

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.asking import Findings, commit_answer, put_question
from creative_agents.approvals.autonomy import Situation
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.fingerprint import fingerprint
from creative_agents.approvals.gate import (
    MAX_ROUNDS,
    Step,
    allowed_words,
    go,
    make_question,
    this_run,
    wait_for_answer,
)
from creative_agents.approvals.question import Approval, Question
from creative_agents.domain.approval import Answer, Terms
from creative_agents.domain.process import Process, Verdict
from creative_agents.errors import ApprovalError

Update = Mapping[str, Any]
"""State keys with their new values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a gate shows, made from the graph's state."""

    subject: dict[str, JsonValue]
    """Exactly what is shown, as JSON: `copy_subject` for pieces of copy."""
    title: str = ""
    """What is asked, in one line."""
    pieces: Sequence[str] = ()
    """Ids of what is decided one by one; empty: one decision."""
    choices: Sequence[str] = ()
    """Where one must be chosen: the ids."""
    recommended: str | None = None
    """The agents' own choice."""
    findings: Findings = field(default_factory=dict)
    """What was found in what is shown, by piece id."""
    situations: Mapping[str, Situation] = field(default_factory=dict)
    """What else a policy looks at before it decides, by piece id."""
    authors: Sequence[str] = ()
    """Who wrote what is shown: ids of people, where nobody may approve their own work."""


class _Place(TypedDict, total=False):
    """Where the gate stands, in its own state key, as JSON, which any checkpointer keeps."""

    id: str
    """The question that waits."""
    asked: int
    """How many questions were put and answered before it."""
    sent_back: int
    """How many of them sent the work back since something was last let through."""
    refused: str
    """Why the last answer could not be taken."""
    answer: dict[str, JsonValue] | None
    """What came back."""


def approval_gate(  # noqa: PLR0913 - the parts of a gate, by name
    graph: "StateGraph[StateT]",
    gate: str,
    *,
    show: Callable[[StateT], Shown],
    book: ApprovalsBook,
    brand: str,
    settle: Callable[[StateT, Approval], Update] | None = None,
    check: Callable[[StateT, Answer], None] | None = None,
    process: Process | None = None,
    approve: str = END,
    revise: str | None = None,
    reject: str = END,
    max_rounds: int = MAX_ROUNDS,
    clock: Callable[[], datetime] | None = None,
) -> str:
    """Add a gate to a graph: ask, wait, settle.

    Args:
        graph: Any graph that is not compiled yet; it needs a checkpointer, and its runs a
            ``thread_id``.
        gate: How it is called, as an identifier: ``copy``, or a name of your own.
        show: Gives what is asked, from the state. It may run twice: it changes nothing.
        book: Where questions and decisions stand.
        brand: Id of the brand.
        settle: Gives what the decided row changes in the state; absent: nothing.
        check: Refuses a person's own texts by raising `AnswerError`, before they count.
        process: The brand's process, ``brand.process``: who decides at a gate of this name, by
            when, and who is told; absent: a person decides, whoever it is.
        approve: Where the graph goes when something was approved and nothing sent back.
        revise: Where it goes when something was sent back; absent: nothing can be.
        reject: Where it goes when everything was refused.
        max_rounds: The round at which nothing is sent back any more.
        clock: Gives the time, in UTC.

    Returns:
        The node that an edge into the gate leads to: ``ask_<gate>``.
    """
    nodes = _Gate(
        gate=gate,
        key=f"gate_{gate}",
        state=graph.state_schema,
        show=show,
        book=book,
        brand=brand,
        settle=settle,
        check=check,
        process=process or Process(),
        targets={"approve": approve, "revise": revise or reject, "reject": reject},
        max_rounds=max_rounds if revise else 1,
        clock=clock or _now,
    )
    nodes.add_to(graph)
    return nodes.names[0]


@dataclass(frozen=True, kw_only=True)
class _Gate(Generic[StateT]):
    """The nodes of one gate."""

    gate: str
    key: str
    state: type[StateT]
    show: Callable[[StateT], Shown]
    book: ApprovalsBook
    brand: str
    settle: Callable[[StateT, Approval], Update] | None
    check: Callable[[StateT, Answer], None] | None
    process: Process
    targets: Mapping[str, str]
    max_rounds: int
    clock: Callable[[], datetime]

    @property
    def names(self) -> tuple[str, str, str]:
        return f"ask_{self.gate}", f"approve_{self.gate}", f"settle_{self.gate}"

    def add_to(self, graph: "StateGraph[StateT]") -> None:
        """Put the three nodes in a graph."""
        ask, wait, settle = self.names
        own: Any = _keys("GateState", {self.key: _Place})
        hints = get_type_hints(self.state, include_extras=True)
        every: Any = _keys("WholeState", {**hints, self.key: _Place})
        ends = tuple(dict.fromkeys((wait, *self.targets.values())))
        add: Any = graph.add_node  # mypy knows no schema that is made here
        add(ask, self._ask, input_schema=every, destinations=(wait, settle))
        add(wait, self._wait, input_schema=own)
        add(settle, self._settle, input_schema=every, destinations=ends)
        graph.add_edge(wait, settle)

    def _ask(self, values: dict[str, Any]) -> Step:
        place: _Place = values.get(self.key, _Place())
        shown = self.show(self._given(values))
        row, asked = self._row(shown, place.get("asked", 0), place.get("sent_back", 0))
        put: _Place = {**place, "id": row.question.id, "asked": asked, "refused": ""}
        _, wait, settle = self.names
        to = settle if row.status == "decided" else wait
        return go(to, {self.key: {**put, "answer": None}})

    def _row(self, shown: Shown, asked: int, sent_back: int) -> tuple[Approval, int]:
        """Write the question; what stands there already with another content is passed over."""
        seen = fingerprint(shown.subject)
        while True:
            row = put_question(
                self._question(shown, asked + 1, sent_back + 1),
                book=self.book,
                process=self.process,
                findings=shown.findings,
                situations=shown.situations,
            )
            if row.question.fingerprint == seen:
                return row, asked
            asked += 1

    def _question(self, shown: Shown, number: int, round: int) -> Question:
        return make_question(
            self.gate,
            shown.subject,
            run_id=this_run(),
            brand=self.brand,
            title=shown.title or self.gate,
            round=number,
            allowed=allowed_words(round, self.max_rounds),
            pieces=tuple(shown.pieces) or (self.gate,),
            choices=shown.choices,
            recommended=shown.recommended,
            terms=Terms(authors=tuple(shown.authors)),
            asked_at=self.clock(),
        )

    def _wait(self, values: dict[str, Any]) -> Update:
        place: _Place = values[self.key]
        row = self.book.get(place["id"])
        if row.status == "decided":
            return {self.key: {**place, "answer": None}}
        reply = wait_for_answer(row.question, refused=place["refused"])
        answer = reply.answer.model_dump(mode="json") if reply.answer else None
        return {self.key: {**place, "answer": answer, "refused": reply.refused}}

    def _settle(self, values: dict[str, Any]) -> Step:
        place: _Place = values[self.key]
        state = self._given(values)
        row, refused = commit_answer(
            place["id"],
            Answer.model_validate(place["answer"]) if place["answer"] else None,
            book=self.book,
            process=self.process,
            check=lambda answer: self.check(state, answer) if self.check else None,
            refused=place["refused"],
        )
        if row.status != "decided":  # nothing is approved by silence: an expired one waits too
            again = {**place, "answer": None, "refused": refused}
            return go(self.names[1], {self.key: again})
        verdict = outcome_of(row)
        sent_back = place.get("sent_back", 0) + 1 if verdict == "revise" else 0
        put = {**place, "asked": place["asked"] + 1, "sent_back": sent_back, "answer": None}
        update = self.settle(state, row) if self.settle else {}
        return go(self.targets[verdict], {**update, self.key: put})

    def _given(self, values: dict[str, Any]) -> StateT:
        """Give the state as the graph's own nodes see it."""
        own: Any = {key: value for key, value in values.items() if key != self.key}
        state: StateT = own if is_typeddict(self.state) else self.state(**own)
        return state


def outcome_of(row: Approval) -> Verdict:
    """Say where an answered gate leads as a whole.

    Args:
        row: A decided row.

    Returns:
        ``revise`` where a piece is sent back; ``approve`` where another one counts; else
        ``reject``.

    Raises:
        ApprovalError: Nobody decided it.
    """
    if row.status != "decided" or row.answer is None:
        raise ApprovalError(f"nobody decided the question {row.question.id!r}: nothing goes on")
    verdicts = {one.verdict for one in decisions(row.question, row.answer).values()}
    if "revise" in verdicts:
        return "revise"
    return "approve" if verdicts & {"approve", "edit"} else "reject"


def _keys(name: str, hints: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a type that is made here
    return TypedDict(name, dict(hints), total=False)  # type: ignore[operator]  # mypy knows only literal ones


def _now() -> datetime:
    return datetime.now(UTC)
