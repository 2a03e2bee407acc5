"""A graph of your own: a mail in your own order, from our agents, rules and gate.

write > check > ask > (write again, or end). Nothing of the campaign graph is in it::

    python examples/own_graph.py openai:gpt-5.2
"""

import sys
from datetime import UTC, date, datetime
from typing import Literal, TypedDict

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command
from one_agent import HERE, ROUTE, STRATEGY

from creative_agents import (
    Answer,
    Brand,
    Brief,
    Finding,
    Variant,
    create_chat_model,
    load_brand,
    load_brief,
)
from creative_agents.agents.copywriter import CopyRequest, create_copywriter
from creative_agents.approvals.approved import copy_subject
from creative_agents.approvals.gate import request_approval
from creative_agents.approvals.question import Question
from creative_agents.channels import load as load_channel
from creative_agents.graphs.checkpoints import serializer
from creative_agents.policies import check
from creative_agents.policies.base import PolicyContext

TODAY = date(2026, 11, 23)
EMAIL = load_channel("email")


class MailState(TypedDict, total=False):
    """What this graph knows: every key typed, so that a checkpoint reads back typed."""

    brief: Brief
    mail: Variant
    findings: list[Finding]
    question: Question
    answer: Answer
    round: int


class MailNodes:
    """The nodes, in the order of time."""

    def __init__(self, brand: Brand, copywriter: Runnable[CopyRequest, Variant]) -> None:
        """Take who writes, and for whom."""
        self._brand = brand
        self._copywriter = copywriter

    def write(self, state: MailState) -> MailState:
        """Write the mail, or write it again with the person's note."""
        answer = state.get("answer")
        round = state.get("round", 0) + 1
        request = CopyRequest(
            language="en",
            round=round,
            brief=state["brief"],
            brand=self._brand,
            strategy=STRATEGY,
            route=ROUTE,
            channel=EMAIL,
            last=state.get("mail"),
            remarks=(answer.note,) if answer else (),
            on=TODAY,
        )
        return {"mail": self._copywriter.invoke(request), "round": round}

    def check(self, state: MailState) -> MailState:
        """Run the rules, and put the question: the gate itself does nothing else."""
        mail = state["mail"]
        context = PolicyContext(
            brand=self._brand, channel=EMAIL, today=TODAY, brief=state["brief"], variant=mail
        )
        question = Question(
            id=f"mail-{state['round']}",
            run_id="mail",
            brand=self._brand.id,
            gate="copy",
            round=state["round"],
            title=f"Send this mail? {mail.asset.text('subject')}",
            pieces=(mail.id,),
            subject=copy_subject((mail,)),
            asked_at=datetime.now(UTC),
        )
        return {"findings": list(check(mail.asset, context)), "question": question}


def ask(state: MailState) -> MailState:
    """Wait for a person."""
    return {"answer": request_approval(state["question"])}


def route_after_ask(state: MailState) -> Literal["write", "__end__"]:
    """Write again what a person sent back."""
    return "write" if state["answer"].default == "revise" else "__end__"


def create_mail_graph(model: BaseChatModel, brand: Brand) -> CompiledStateGraph[MailState]:
    """Wire the graph.

    Args:
        model: Any chat model.
        brand: For whom.
    """
    nodes = MailNodes(brand, create_copywriter(model))
    graph = StateGraph(MailState)
    graph.add_node("write", nodes.write)
    graph.add_node("check", nodes.check)
    graph.add_node("ask", ask)
    graph.add_edge(START, "write")
    graph.add_edge("write", "check")
    graph.add_edge("check", "ask")
    graph.add_conditional_edges("ask", route_after_ask)
    return graph.compile(checkpointer=InMemorySaver(serde=serializer()))


def main(model: BaseChatModel) -> Variant:
    """Send the first mail back, approve the second.

    Args:
        model: Any chat model.

    Returns:
        The mail that was approved.
    """
    brand = load_brand(HERE / "brands" / "larkwick")
    brief = load_brief(HERE / "briefs" / "larkwick-bring-the-old-one.yml", brand=brand)
    graph = create_mail_graph(model, brand)
    run: RunnableConfig = {"configurable": {"thread_id": "mail"}}
    graph.invoke({"brief": brief}, run)
    graph.invoke(Command(resume=Answer(default="revise", note="Warmer.", by="Ana")), run)
    state = graph.invoke(Command(resume=Answer(default="approve")), run)
    mail: Variant = state["mail"]
    print(mail.asset.text("subject"), f"(round {mail.round})")
    return mail


if __name__ == "__main__":
    main(create_chat_model(*sys.argv[1:2]))
