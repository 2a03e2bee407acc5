"""Our campaign on the example brand, its gates answered at once."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command

from creative_agents.brands.briefs import load_brief
from creative_agents.brands.loader import load_brand
from creative_agents.graphs.campaign import create_campaign_graph
from creative_agents.graphs.store import RunStore
from creative_agents.llm.models import create_chat_model
from creative_agents.testing.approver import ScriptedApprover

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def create_flow(base_url: str, folder: Path, *, deliver: bool) -> Callable[[int], Awaitable[None]]:
    """Compile the graph once; the result runs a campaign under a new thread.

    Args:
        base_url: The server.
        folder: Where runs are kept, and deliveries written.
        deliver: Whether each campaign ends with its folder.
    """
    name = "delivered" if deliver else "kept"
    graph = create_campaign_graph(
        create_chat_model("openai:fake", base_url=base_url),
        brand=load_brand(EXAMPLES / "brands" / "larkwick"),
        store=RunStore.open(folder / f"{name}.db"),
        out=folder / "out" if deliver else None,
    )
    brief = load_brief(EXAMPLES / "briefs" / "larkwick-bring-the-old-one.yml")
    approver = ScriptedApprover.approve_all()

    async def run(number: int) -> None:
        config: RunnableConfig = {"configurable": {"thread_id": f"{name}-{number}"}}
        result = await graph.ainvoke({"brief": brief}, config)
        while waiting := result.get("__interrupt__"):
            answer = approver.answer(waiting[0].value)
            result = await graph.ainvoke(Command(resume=answer.model_dump(mode="json")), config)
        if result["status"] != "done":
            raise RuntimeError(f"campaign {number} ended as {result['status']!r}, not 'done'")

    return run
