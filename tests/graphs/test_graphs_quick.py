import asyncio
import threading
from typing import TypedDict

from langgraph.graph import END, START, StateGraph

from creative_agents.graphs.quick import Quick


class Seen(TypedDict, total=False):
    """Where a node ran."""

    node: str


def here(_: Seen) -> Seen:
    """Say which thread runs this node."""
    return {"node": threading.current_thread().name}


def test_it_runs_where_it_is_called() -> None:
    """A node and a route stay on the thread of the event loop; a graph runs either way."""
    routed: list[str] = []

    def route(_: Seen) -> str:
        routed.append(threading.current_thread().name)
        return END

    graph = StateGraph(Seen)
    graph.add_node("here", Quick(here, name="here"))
    graph.add_edge(START, "here")
    graph.add_conditional_edges("here", Quick(route, name="route"), [END])
    compiled = graph.compile()
    main = threading.current_thread().name
    assert asyncio.run(compiled.ainvoke({})) == {"node": main}
    assert compiled.invoke({}) == {"node": main}
    assert routed == [main, main]
