import asyncio
import sqlite3
from contextlib import closing
from operator import add
from pathlib import Path
from typing import Annotated, Any, TypedDict

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command, interrupt

from creative_agents.graphs.checkpoints import SqliteCheckpointer, serializer


class Work(TypedDict, total=False):
    """A large value that stays, and a small one that changes."""

    brief: str
    lines: Annotated[list[str], add]
    note: str | None


def graph(saver: BaseCheckpointSaver[Any]) -> Any:
    """Two steps, a gate, and a step that takes a value away."""

    def write(state: Work) -> Work:
        return {"lines": [f"line {len(state.get('lines', []))}"]}

    def ask(state: Work) -> Work:
        del state
        return {"note": interrupt("go on?")}

    def clear(state: Work) -> Work:
        del state
        return {"note": None}

    flow = StateGraph(Work)
    flow.add_node("first", write)
    flow.add_node("second", write)
    flow.add_node("gate", ask)
    flow.add_node("clear", clear)
    flow.add_edge(START, "first")
    flow.add_edge("first", "second")
    flow.add_edge("second", "gate")
    flow.add_edge("gate", "clear")
    flow.add_edge("clear", END)
    return flow.compile(checkpointer=saver)


def thread(name: str) -> RunnableConfig:
    """The config of a run."""
    return {"configurable": {"thread_id": name}}


async def run(saver: BaseCheckpointSaver[Any], name: str = "a") -> list[tuple[Any, Any]]:
    """Run to the end; gives every state on the way, newest first, and what comes next."""
    flow = graph(saver)
    await flow.ainvoke({"brief": "x" * 10_000, "lines": []}, thread(name))
    await flow.ainvoke(Command(resume="yes"), thread(name))
    return [(step.values, step.next) async for step in flow.aget_state_history(thread(name))]


def test_every_step_reads_back_whole(tmp_path: Path) -> None:
    """Each checkpoint of the history gives what LangGraph's own saver gives."""
    file = SqliteCheckpointer(tmp_path / "runs.sqlite")
    memory = InMemorySaver(serde=serializer())
    assert asyncio.run(run(file)) == asyncio.run(run(memory))
    file.close()


def test_a_value_that_stays_is_written_once(tmp_path: Path) -> None:
    """Ten thousand characters over six steps: once as the input, once as the state."""
    path = tmp_path / "runs.sqlite"
    saver = SqliteCheckpointer(path)
    asyncio.run(run(saver))
    saver.close()
    with closing(sqlite3.connect(path)) as connection:
        (values,) = connection.execute(
            "SELECT sum(length(value)) FROM checkpoint_values"
        ).fetchone()
        (steps,) = connection.execute("SELECT sum(length(checkpoint)) FROM checkpoints").fetchone()
    assert 20_000 < values < 21_000
    assert steps < 10_000


def test_sync_and_async_callers_read_the_same(tmp_path: Path) -> None:
    """What one wrote, the other goes on with."""
    saver = SqliteCheckpointer(tmp_path / "runs.sqlite")
    flow = graph(saver)
    asyncio.run(flow.ainvoke({"brief": "b", "lines": []}, thread("a")))
    assert flow.get_state(thread("a")).next == ("gate",)
    assert flow.invoke(Command(resume="yes"), thread("a"))["lines"] == ["line 0", "line 1"]
    saver.close()


def test_a_forgotten_run_leaves_nothing(tmp_path: Path) -> None:
    """Its values go with it; those of another run stay."""
    path = tmp_path / "runs.sqlite"
    saver = SqliteCheckpointer(path)
    asyncio.run(run(saver, "a"))
    asyncio.run(run(saver, "b"))
    saver.delete_thread("a")
    assert saver.get_tuple(thread("a")) is None
    saver.close()
    with closing(sqlite3.connect(path)) as connection:
        for table in ("checkpoints", "writes", "checkpoint_values"):
            left = connection.execute(f"SELECT DISTINCT thread_id FROM {table}").fetchall()
            assert left == [("b",)], table


def test_runs_side_by_side_do_not_mix(tmp_path: Path) -> None:
    """Fifty runs share their commits and keep their own states."""
    saver = SqliteCheckpointer(tmp_path / "runs.sqlite")

    async def all_of_them() -> list[Any]:
        return list(await asyncio.gather(*(run(saver, str(number)) for number in range(50))))

    histories = asyncio.run(all_of_them())
    assert all(history == histories[0] for history in histories)
    saver.close()


def test_a_disk_that_refuses_stops_the_run(tmp_path: Path) -> None:
    """A file that became read-only ends the step with our error and not with SQLite's."""
    path = tmp_path / "runs.sqlite"
    saver = SqliteCheckpointer(path)
    saver.setup()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE checkpoint_values")
    with pytest.raises(Exception, match="cannot be used") as caught:
        asyncio.run(run(saver))
    assert type(caught.value).__name__ == "StorageError"
    saver.close()
