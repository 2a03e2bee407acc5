"""A graph of your own: a mail in your own order, from our agents, rules and gate.

write > check > [send] > (write again, or end). Nothing of the campaign graph is in it::

    python examples/own_graph.py openai:gpt-5.2
"""

import sys
from datetime import date
from typing import TypedDict

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
from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import copy_subject, edited
from creative_agents.approvals.book import ApprovalsBook, MemoryBook
from creative_agents.approvals.node import Shown, approval_gate
from creative_agents.approvals.question import Approval
from creative_agents.channels import load as load_channel
from creative_agents.errors import AnswerError
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
    note: str
    """What to change, where the mail was sent back."""


class MailNodes:
    """The nodes, in the order of time, and what the gate needs."""

    def __init__(self, brand: Brand, copywriter: Runnable[CopyRequest, Variant]) -> None:
        """Take who writes, and for whom."""
        self._brand = brand
        self._copywriter = copywriter

    def write(self, state: MailState) -> MailState:
        """Write the mail, or write it again with the person's note."""
        last = state.get("mail")
        request = CopyRequest(
            language="en",
            round=last.round + 1 if last else 1,
            brief=state["brief"],
            brand=self._brand,
            strategy=STRATEGY,
            route=ROUTE,
            channel=EMAIL,
            last=last,
            remarks=(state["note"],) if last else (),
            on=TODAY,
        )
        return {"mail": self._copywriter.invoke(request)}

    def check(self, state: MailState) -> MailState:
        """Run the rules."""
        return {"findings": self._findings(state, state["mail"])}

    def show(self, state: MailState) -> Shown:
        """Say exactly what is asked."""
        mail = state["mail"]
        return Shown(
            subject=copy_subject((mail,)),
            title=f"Send this mail? {mail.asset.text('subject')}",
            pieces=(mail.id,),
            findings={mail.id: state["findings"]},
        )

    def refuse_edit(self, state: MailState, answer: Answer) -> None:
        """Check a person's own words before they count."""
        mail = _corrected(state["mail"], answer)
        errors = [item for item in self._findings(state, mail) if item.level == "error"]
        if errors:
            raise AnswerError(f"your text breaks {errors[0].rule!r}: {errors[0].message}")

    def settle(self, state: MailState, row: Approval) -> MailState:
        """Take the decision: a person's own words, or what to change."""
        assert row.answer is not None
        (decision,) = decisions(row.question, row.answer).values()
        return {"mail": _corrected(state["mail"], row.answer), "note": decision.note}

    def _findings(self, state: MailState, mail: Variant) -> list[Finding]:
        context = PolicyContext(
            brand=self._brand, channel=EMAIL, today=TODAY, brief=state["brief"], variant=mail
        )
        return list(check(mail.asset, context))


def _corrected(mail: Variant, answer: Answer) -> Variant:
    fields = [field for decision in answer.decisions for field in decision.fields]
    return edited(mail, fields)


def create_mail_graph(
    model: BaseChatModel, brand: Brand, book: ApprovalsBook
) -> CompiledStateGraph[MailState]:
    """Wire the graph.

    Args:
        model: Any chat model.
        brand: For whom.
        book: Where questions and decisions stand.
    """
    nodes = MailNodes(brand, create_copywriter(model))
    graph = StateGraph(MailState)
    graph.add_node("write", nodes.write)
    graph.add_node("check", nodes.check)
    gate = approval_gate(
        graph,
        "send",
        show=nodes.show,
        settle=nodes.settle,
        check=nodes.refuse_edit,
        book=book,
        brand=brand.id,
        process=brand.process,
        revise="write",
    )
    graph.add_edge(START, "write")
    graph.add_edge("write", "check")
    graph.add_edge("check", gate)
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
    graph = create_mail_graph(model, brand, MemoryBook())
    run: RunnableConfig = {"configurable": {"thread_id": "mail"}}
    graph.invoke({"brief": brief}, run)
    graph.invoke(Command(resume=Answer(default="revise", note="Warmer.", by="Ana")), run)
    state = graph.invoke(Command(resume={"decisions": [{"type": "approve"}]}), run)  # a screen's
    mail: Variant = state["mail"]
    print(mail.asset.text("subject"), f"(round {mail.round})")
    return mail


if __name__ == "__main__":
    main(create_chat_model(*sys.argv[1:2]))
