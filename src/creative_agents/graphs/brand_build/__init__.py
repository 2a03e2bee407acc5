"""The brand build: documents become a brand folder, each line approved with its source.

read documents > propose by rule > propose by model > compare > [brand] > write folder

The name in brackets is a gate, three nodes: the question is written in the approvals book;
the graph waits; the decision is read back from the book, which is the truth.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal, TypedDict, Unpack

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from creative_agents.agents.brand_builder import BuildRequest, Proposal, create_brand_builder
from creative_agents.brands.building.comparing import Change
from creative_agents.brands.building.ledger import Kept, Reading
from creative_agents.brands.building.lines import Citation, Line
from creative_agents.brands.loader import load_brand
from creative_agents.domain.base import Language
from creative_agents.errors import ConfigError
from creative_agents.graphs.brand_build.nodes import BuildNodes, wait_for_person
from creative_agents.graphs.brand_build.state import BuildState
from creative_agents.graphs.store import RunStore
from creative_agents.llm.models import create_chat_model
from creative_agents.llm.profile import profile_of
from creative_agents.llm.runnable import async_runnable

WORK: Final = (
    "read_documents",
    "propose_by_rule",
    "propose_by_model",
    "compare",
    "ask_brand",
    "settle_brand",
    "write_folder",
)
"""The nodes that work, in the order of time."""


class BuildOptions(TypedDict, total=False):
    """What a caller may set."""

    out: Path | str
    """The brand folder, new or old."""
    from_run: str | None
    """A run whose corrections are proposed as rules too."""
    name: str | None
    """The brand's name; absent: the folder's own, or the name of the folder."""
    language: Language | None
    """The brand's language; absent: the folder's own, or what most sentences are in."""
    approve: Literal["ask", "policy"]
    """``ask``: a person decides. ``policy``: the folder's own process, where it has a gate
    ``brand``; a new folder asks."""
    minutes: float | None
    """How long the model may read, in minutes; absent: to the end."""
    budget_usd: Decimal | None
    """What model calls may cost in all, in US dollars; absent: no bound."""
    store: RunStore
    """Where builds are kept; absent: a SQLite file in the user's data directory."""
    clock: Callable[[], datetime]
    """Gives the time, in UTC."""
    brand_builder: Runnable[BuildRequest, Proposal]
    """In place of ours."""


def create_brand_build_graph(
    model: BaseChatModel | str | None,
    documents: Sequence[Path | str] = (),
    **options: Unpack[BuildOptions],
) -> CompiledStateGraph[BuildState]:
    """Wire the brand build into one state machine.

    Start it with ``graph.invoke({}, {"configurable": {"thread_id": "brand"}})``; it stops at
    the gate ``brand`` with an interrupt, and goes on with ``Command(resume=Answer(...))``.

    Args:
        model: Any chat model, or a name for `create_chat_model`; nothing: rules alone.
        documents: Files and folders to read.
        **options: As `BuildOptions` says; ``out`` must be given.

    Returns:
        A compiled LangGraph graph, with the store's checkpointer.

    Raises:
        BrandError: The folder exists and does not load.
        ConfigError: There is nothing to read, or no folder to write to.
    """
    return compile_build(create_build_nodes(model, documents, **options))


def create_build_nodes(
    model: BaseChatModel | str | None,
    documents: Sequence[Path | str] = (),
    **options: Unpack[BuildOptions],
) -> BuildNodes:
    """Make the nodes of a brand build, for `compile_build` to wire; see above."""
    out = options.get("out")
    if out is None or not (documents or options.get("from_run")):
        raise ConfigError("a brand build needs documents, or a run, and the folder to write to")
    chat = create_chat_model(model) if isinstance(model, str) else model
    folder = Path(out)
    held = load_brand(folder) if folder.is_dir() and any(folder.iterdir()) else None
    builder = options.get("brand_builder")
    return BuildNodes(
        documents=tuple(Path(document) for document in documents),
        from_run=options.get("from_run"),
        out=folder,
        name=options.get("name") or (held.name if held else folder.resolve().name),
        language=options.get("language"),
        held=held,
        approve=options.get("approve", "ask"),
        builder=builder or (create_brand_builder(chat) if chat else None),
        profile=profile_of(chat) if chat else None,
        minutes=options.get("minutes"),
        budget_usd=options.get("budget_usd"),
        store=options.get("store") or RunStore.open(),
        clock=options.get("clock", _now),
    )


def compile_build(nodes: BuildNodes) -> CompiledStateGraph[BuildState]:
    """Wire the nodes into one state machine, with their store's checkpointer."""
    graph = StateGraph(BuildState)
    for name in WORK:
        graph.add_node(name, async_runnable(getattr(nodes, name), name=name))
    graph.add_node("approve_brand", wait_for_person)
    for before, after in _EDGES:
        graph.add_edge(before, after)
    graph.add_conditional_edges("compare", route_after_compare, ["ask_brand", "write_folder"])
    graph.add_conditional_edges("ask_brand", route_after_ask, ["approve_brand", "settle_brand"])
    graph.add_conditional_edges(
        "settle_brand", route_after_brand, ["approve_brand", "write_folder"]
    )
    allowed = [(noun.__module__, noun.__name__) for noun in _NOUNS]
    checkpointer = nodes.store.checkpointer.with_allowlist(allowed)
    return graph.compile(checkpointer=checkpointer, name="brand_build")


def route_after_compare(state: BuildState) -> Literal["ask_brand", "write_folder"]:
    """Ask where there is something to ask."""
    return "ask_brand" if state["changes"] else "write_folder"


def route_after_ask(state: BuildState) -> Literal["approve_brand", "settle_brand"]:
    """Wait for a person, unless the policy has answered."""
    return "approve_brand" if state["waits"] else "settle_brand"


def route_after_brand(state: BuildState) -> Literal["approve_brand", "write_folder"]:
    """Wait again where the answer could not be taken."""
    return "approve_brand" if state["waits"] else "write_folder"


def _now() -> datetime:
    return datetime.now(UTC)


_NOUNS: Final = (Change, Citation, Kept, Line, Reading)
"""What a build's checkpoints hold beside the nouns of the domain."""

_EDGES: Final = (
    (START, "read_documents"),
    ("read_documents", "propose_by_rule"),
    ("propose_by_rule", "propose_by_model"),
    ("propose_by_model", "compare"),
    ("approve_brand", "settle_brand"),
    ("write_folder", END),
)
