import asyncio
from dataclasses import dataclass
from typing import Annotated, Any, TypedDict

import pytest
from approvals_made import NOW, make_variant
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command
from pydantic import BaseModel

from creative_agents.approvals.approved import copy_subject, edited, shown_variants
from creative_agents.approvals.book import MemoryBook
from creative_agents.approvals.gate import request_approval
from creative_agents.approvals.node import Shown, approval_gate, outcome_of
from creative_agents.approvals.question import Approval
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import AssetField
from creative_agents.domain.process import GatePolicy, Process
from creative_agents.domain.review import Finding
from creative_agents.errors import AnswerError, ApprovalError, ConfigError

RUN: RunnableConfig = {"configurable": {"thread_id": "spring"}}


def joined(old: list[str], new: list[str]) -> list[str]:
    """Add what happened to what had happened."""
    return [*old, *new]


class MailState(TypedDict, total=False):
    """A graph of somebody else's: it knows nothing of gates."""

    text: str
    done: Annotated[list[str], joined]


def write(state: MailState) -> dict[str, Any]:
    """Write the next version."""
    versions = len(state.get("done", ())) + 1
    return {"text": f"version {versions}", "done": [f"write {versions}"]}


def send(state: MailState) -> dict[str, Any]:
    """Have the effect."""
    return {"done": [f"send {state['text']}"]}


def show(state: MailState) -> Shown:
    """Show one mail."""
    mail = make_variant("email/1", state["text"])
    return Shown(subject=copy_subject([mail]), title="Send?", pieces=("email/1",))


def take(state: MailState, row: Approval) -> dict[str, Any]:
    """Put a person's text into the state."""
    assert row.answer is not None
    del state
    mail = shown_variants(row.question)["email/1"]
    for decision in row.answer.decisions:
        mail = edited(mail, decision.fields)
    return {"text": mail.asset.text("headline")}


def mail_graph(book: MemoryBook, **parts: Any) -> CompiledStateGraph[Any]:
    """Write, ask, send."""
    graph = StateGraph(MailState)
    graph.add_node("write", write)
    graph.add_node("send", send)
    gate = approval_gate(
        graph,
        "mail",
        **{"show": show, "settle": take, "book": book, "brand": "spoke", **parts},
        approve="send",
        revise="write",
        clock=lambda: NOW,
    )
    graph.add_edge(START, "write")
    graph.add_edge("write", gate)
    graph.add_edge("send", END)
    return graph.compile(checkpointer=InMemorySaver())


def waiting(result: dict[str, Any]) -> dict[str, Any]:
    """Give what the gate shows, where the graph waits."""
    value: dict[str, Any] = result["__interrupt__"][0].value["creative_agents"]
    return value


def test_one_line_adds_a_gate_to_a_graph() -> None:
    """It waits, sends once when it is approved, and the row says both."""
    book = MemoryBook()
    graph = mail_graph(book)
    asked = waiting(graph.invoke({}, RUN))
    assert (asked["gate"], asked["round"], asked["pieces"]) == ("mail", 1, ["email/1"])
    assert [row.status for row in book.of_run("spring")] == ["pending"]

    final = graph.invoke(Command(resume={"decisions": [{"type": "approve"}]}), RUN)

    assert final["done"] == ["write 1", "send version 1"]
    assert [row.status for row in book.of_run("spring")] == ["decided"]


def test_the_async_interface_does_the_same() -> None:
    """`ainvoke` runs the same nodes."""
    graph = mail_graph(MemoryBook())

    async def go() -> Any:
        await graph.ainvoke({}, RUN)
        return await graph.ainvoke(Command(resume="approve"), RUN)

    assert asyncio.run(go())["done"] == ["write 1", "send version 1"]


def test_what_is_sent_back_comes_again_until_the_bound() -> None:
    """At the last round the words are approve, edit and reject, and the next one counts anew."""
    graph = mail_graph(MemoryBook(), max_rounds=2)
    first = waiting(graph.invoke({}, RUN))
    second = waiting(graph.invoke(Command(resume="revise: warmer"), RUN))
    assert (first["round"], second["round"]) == (1, 2)
    assert first["allowed"] == ["approve", "edit", "revise", "reject"]
    assert second["allowed"] == ["approve", "edit", "reject"]

    third = waiting(graph.invoke(Command(resume="revise: warmer still"), RUN))

    assert third["approval_id"] == second["approval_id"]
    assert third["refused"].startswith("'revise' is not possible in round 2")
    assert graph.invoke(Command(resume="approve"), RUN)["done"][-1] == "send version 2"


@pytest.mark.parametrize("reply", ["yes", 7, [], {"decisions": []}, {"type": "approve", "x": 1}])
def test_a_reply_that_is_none_is_put_again_and_poisons_nothing(reply: Any) -> None:
    """Or is one after all; in any case a right one is taken next, and one mail is sent."""
    graph = mail_graph(MemoryBook())
    graph.invoke({}, RUN)
    result = graph.invoke(Command(resume=reply), RUN)
    if "__interrupt__" in result:
        assert waiting(result)["refused"]
        result = graph.invoke(Command(resume="approve"), RUN)

    assert result["done"] == ["write 1", "send version 1"]


def test_ignoring_leaves_the_question_and_a_crash_answers_nothing() -> None:
    """Nothing is refused, nothing is decided, and going on without an answer waits again."""
    book = MemoryBook()
    graph = mail_graph(book)
    graph.invoke({}, RUN)
    ignored = waiting(graph.invoke(Command(resume=[{"type": "ignore", "args": None}]), RUN))
    again = waiting(graph.invoke(None, RUN))

    assert ignored["refused"] == again["refused"] == ""
    assert [row.status for row in book.of_run("spring")] == ["pending"]


def test_marked_as_resolved_in_agent_chat_ui_the_thread_waits_on() -> None:
    """It goes to the end beside the gate, which is still there."""
    graph = mail_graph(MemoryBook())
    asked = waiting(graph.invoke({}, RUN))

    assert waiting(graph.invoke(Command(goto=END), RUN))["approval_id"] == asked["approval_id"]
    assert graph.invoke(Command(resume="approve"), RUN)["done"] == ["write 1", "send version 1"]


def test_marked_as_resolved_in_agent_inbox_the_question_waits_on_in_the_book() -> None:
    """It ends the thread with no decision; going to the gate puts the same question again."""
    book = MemoryBook()
    graph = mail_graph(book)
    asked = waiting(graph.invoke({}, RUN))
    graph.update_state(RUN, None, as_node=END)
    assert graph.get_state(RUN).next == ()
    assert book.get(asked["approval_id"]).waits

    again = waiting(graph.invoke(Command(goto="approve_mail"), RUN))

    assert again["approval_id"] == asked["approval_id"]
    assert graph.invoke(Command(resume="approve"), RUN)["done"] == ["write 1", "send version 1"]


def test_what_the_book_decided_meanwhile_counts_and_not_the_late_reply() -> None:
    """Somebody rejected in the inbox; a screen that approves afterwards sends nothing."""
    book = MemoryBook()
    graph = mail_graph(book)
    asked = waiting(graph.invoke({}, RUN))
    book.decide(asked["approval_id"], Answer(default="reject", by="Ana"))
    final = graph.invoke(Command(resume="approve"), RUN)

    assert final["done"] == ["write 1"]


def test_a_persons_own_text_is_checked_before_it_counts() -> None:
    """A refused one is put again with the reason; a right one is what is sent."""

    def check(state: MailState, answer: Answer) -> None:
        del state
        if any("free" in field.text for one in answer.decisions for field in one.fields):
            raise AnswerError("your text says 'free': no offer of the brand does")

    graph = mail_graph(MemoryBook(), check=check)
    graph.invoke({}, RUN)
    refused = waiting(graph.invoke(Command(resume=edit_of("Ride free")), RUN))
    final = graph.invoke(Command(resume=edit_of("Ride home")), RUN)

    assert refused["refused"] == "your text says 'free': no offer of the brand does"
    assert final["done"] == ["write 1", "send Ride home"]


def edit_of(text: str) -> Answer:
    """Correct the headline."""
    fields = (AssetField(name="headline", text=text),)
    return Answer(decisions=(Decision(piece="email/1", verdict="edit", fields=fields),))


@pytest.mark.parametrize(
    ("findings", "done"),
    [((), ["write 1", "send version 1"]), (("error",), ["write 1"])],
)
def test_a_policy_that_may_decide_does_and_is_recorded(findings: Any, done: list[str]) -> None:
    """No person is asked, and the book says who decided, and by what."""
    found = [Finding(rule="claims", level=level, message="unproven") for level in findings]
    book = MemoryBook()
    graph = mail_graph(
        book,
        show=lambda state: Shown(
            subject=show(state).subject, pieces=("email/1",), findings={"email/1": found}
        ),
        process=Process(gates={"mail": GatePolicy(autonomy="auto")}),
    )
    assert graph.invoke({}, RUN)["done"] == done

    answer = book.of_run("spring")[0].answer
    assert answer is not None
    assert (answer.via, answer.note) == ("policy", "the gate's own: auto")


def test_a_gate_that_is_passed_twice_asks_twice() -> None:
    """What was approved the first time is not taken for what comes the second time."""
    graph = StateGraph(MailState)
    graph.add_node("write", write)
    gate = approval_gate(
        graph, "mail", show=show, book=MemoryBook(), brand="spoke", approve="write", revise="write"
    )
    graph.add_edge(START, "write")
    graph.add_edge("write", gate)
    compiled = graph.compile(checkpointer=InMemorySaver())
    first = waiting(compiled.invoke({}, RUN))
    second = waiting(compiled.invoke(Command(resume="approve"), RUN))

    assert first["approval_id"] != second["approval_id"]
    assert second["allowed"] == ["approve", "edit", "revise", "reject"]


def test_a_row_of_another_content_is_not_taken_for_this_question() -> None:
    """Whoever wrote under the same id before, what was decided there decides nothing here."""
    book = MemoryBook()
    other = copy_subject([make_variant("email/1", "another text")])
    row = request_approval(
        "mail", other, book=book, run_id="spring", brand="spoke", pieces=["email/1"]
    )
    book.decide(row.question.id, Answer(default="approve"))

    asked = waiting(mail_graph(book).invoke({}, RUN))

    assert asked["round"] == 2
    assert asked["approval_id"] != row.question.id


def test_asking_twice_writes_one_row() -> None:
    """A node that runs again after a crash asks nothing new."""
    book = MemoryBook()
    rows = [
        request_approval("mail", {"text": "x"}, book=book, run_id="spring", brand="spoke")
        for _ in range(2)
    ]

    assert rows[0].question.id == rows[1].question.id
    assert rows[0].question.pieces == ("mail",)
    assert len(book.of_run("spring")) == 1


class MailModel(BaseModel):
    """A state that is a model."""

    text: str = ""
    done: Annotated[list[str], joined] = []


@dataclass
class MailData:
    """A state that is a dataclass."""

    text: str = ""


@pytest.mark.parametrize("schema", [MailModel, MailData])
def test_a_graphs_state_may_be_a_model_or_a_dataclass(schema: type[Any]) -> None:
    """What the gate shows is made from the state as the graph's own nodes see it."""
    seen: list[object] = []

    def shown(state: Any) -> Shown:
        seen.append(state)
        return Shown(subject={"mail": state.text}, title="Send?")

    graph: StateGraph[Any] = StateGraph(schema)
    gate = approval_gate(graph, "mail", show=shown, book=MemoryBook(), brand="spoke")
    graph.add_edge(START, gate)
    compiled = graph.compile(checkpointer=InMemorySaver())
    asked = waiting(compiled.invoke(schema(text="hello"), RUN))
    compiled.invoke(Command(resume="approve"), RUN)

    assert asked["subject"] == {"mail": "hello"}
    assert asked["allowed"] == ["approve", "edit", "reject"]
    assert all(isinstance(state, schema) for state in seen)


def test_a_run_without_a_name_is_refused() -> None:
    """The line says what to pass."""
    graph: StateGraph[Any] = StateGraph(MailState)
    gate = approval_gate(graph, "mail", show=show, book=MemoryBook(), brand="spoke")
    graph.add_edge(START, gate)
    with pytest.raises(ConfigError, match="a gate needs a run id"):
        graph.compile().invoke({"text": "x"})


def test_a_piece_that_is_sent_back_outweighs_those_that_are_approved() -> None:
    """The whole goes back, where a piece does; it is refused where every piece is."""
    book = MemoryBook()
    asked = request_approval(
        "copy", {"text": "x"}, book=book, run_id="r", brand="spoke", pieces=("a", "b")
    )
    rows: list[tuple[Answer, str]] = [
        (Answer(default="approve", decisions=(back("a"),)), "revise"),
        (Answer(default="reject", decisions=(Decision(piece="b", verdict="approve"),)), "approve"),
        (Answer(default="reject"), "reject"),
    ]
    for answer, outcome in rows:
        row = asked.model_copy(update={"status": "decided", "answer": answer})
        assert outcome_of(row) == outcome
    with pytest.raises(ApprovalError, match="nobody decided"):
        outcome_of(asked)


def back(piece: str) -> Decision:
    """Send a piece back."""
    return Decision(piece=piece, verdict="revise", note="warmer")
