"""The campaign: a brief becomes approved copy for several channels.

read brief > challenge > [brief] > plan > [strategy] > write > check rules > judge > (revise)
> check coherence > read with personas > rank > [copy] > deliver

A name in brackets is a gate, three nodes: the question is written in the approvals book; the
graph waits; the decision is read back from the book, which is the truth.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final, Literal, TypedDict, Unpack

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from creative_agents.agents.brand_guardian import ReviewRequest, create_brand_guardian
from creative_agents.agents.brief_challenger import ChallengeRequest, create_brief_challenger
from creative_agents.agents.copywriter import CopyRequest, create_copywriter
from creative_agents.agents.performance_analyst import RankingRequest, create_performance_analyst
from creative_agents.agents.strategist import StrategyRequest, create_strategist
from creative_agents.agents.synthetic_persona import ReadingRequest, create_synthetic_persona
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Challenge
from creative_agents.domain.persona import Reaction
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import Review
from creative_agents.domain.strategy import Strategy
from creative_agents.errors import ConfigError
from creative_agents.graphs.campaign import routes
from creative_agents.graphs.campaign.department import recheck
from creative_agents.graphs.campaign.nodes import CampaignNodes, wait_for_person
from creative_agents.graphs.campaign.state import CampaignState
from creative_agents.graphs.quick import Quick
from creative_agents.graphs.store import RunStore
from creative_agents.knowledge.base import KnowledgeBase
from creative_agents.llm.asking import address_of
from creative_agents.llm.models import create_chat_model
from creative_agents.llm.pricing import LOCAL
from creative_agents.llm.profile import profile_of
from creative_agents.llm.runnable import async_runnable

WORK: Final = (
    "read_brief",
    "challenge_brief",
    "plan_strategy",
    "write_copy",
    "check_policies",
    "guard_brand",
    "revise_copy",
    "check_coherence",
    "read_with_personas",
    "rank_variants",
    "deliver",
)
"""The nodes that work, in the order of time."""

MOST_VARIANTS: Final = 6
"""Variants of one channel at most: as many as there are levers."""

GATES: Final = ("brief", "strategy", "copy")
"""The gates, in the order of time."""


class CampaignOptions(TypedDict, total=False):
    """What a caller may set; every agent can be replaced by one of their own."""

    channels: Sequence[str]
    """Where it runs; absent: the brief's own channels."""
    variants: int
    """Variants of each channel, 1 to 6; absent: 2."""
    readers: int
    """Synthetic personas that read each piece; absent: 3, or 1 with a small model."""
    approve: Literal["ask", "policy"]
    """``ask``: a person answers every gate. ``policy``: the brand's process answers the gates
    that it leaves to the policy; the others ask."""
    budget_usd: Decimal | None
    """What model calls may cost in all, in US dollars; absent: no bound."""
    out: Path | str | None
    """The folder that receives one folder a run; absent: nothing is written."""
    store: RunStore
    """Where runs are kept; absent: a SQLite file in the user's data directory."""
    knowledge: KnowledgeBase | None
    """The brand's memory, from `open_knowledge`; absent: the folder alone is read."""
    clock: Callable[[], datetime]
    """Gives the time, in UTC."""
    brief_challenger: Runnable[ChallengeRequest, Challenge]
    """In place of ours."""
    strategist: Runnable[StrategyRequest, Strategy]
    """In place of ours."""
    copywriter: Runnable[CopyRequest, Variant]
    """In place of ours."""
    brand_guardian: Runnable[ReviewRequest, Review]
    """In place of ours."""
    synthetic_persona: Runnable[ReadingRequest, Reaction]
    """In place of ours."""
    performance_analyst: Runnable[RankingRequest, Ranking]
    """In place of ours."""


def create_campaign_graph(
    model: BaseChatModel | str, *, brand: Brand, **options: Unpack[CampaignOptions]
) -> CompiledStateGraph[CampaignState]:
    """Wire the department into one state machine.

    Start it with ``graph.invoke({"brief": brief}, {"configurable": {"thread_id": "spring"}})``;
    it stops at a gate with an interrupt whose value says what is asked, and goes on with
    ``graph.invoke(Command(resume=Answer(...)), config)``. ``ainvoke``, ``stream`` and
    ``astream`` do the same; ``stream_mode="custom"`` gives `CampaignProgress` as it works.

    Args:
        model: Any chat model, or a name for `create_chat_model`.
        brand: For whom.
        **options: As `CampaignOptions` says.

    Returns:
        A compiled LangGraph graph, with the store's checkpointer.

    Raises:
        ConfigError: The model's name or an option is not known.
        StorageError: The store cannot be opened.
    """
    return compile_campaign(create_campaign_nodes(model, brand=brand, **options))


def create_campaign_nodes(
    model: BaseChatModel | str, *, brand: Brand, **options: Unpack[CampaignOptions]
) -> CampaignNodes:
    """Hire the department, for `compile_campaign` to wire.

    Args:
        model: Any chat model, or a name for `create_chat_model`.
        brand: For whom.
        **options: As `CampaignOptions` says.

    Raises:
        ConfigError: The model's name or an option is not known.
        StorageError: The store cannot be opened.
    """
    chat = create_chat_model(model) if isinstance(model, str) else model
    profile = profile_of(chat)
    out = options.get("out")
    return CampaignNodes(
        brand=brand,
        profile=profile,
        base_url=LOCAL if profile.serial else address_of(chat),
        channel_names=tuple(options.get("channels", ())),
        variants=_between(options.get("variants", 2), "variants", 1, MOST_VARIANTS),
        readers=options.get("readers", 1 if profile.kind == "small" else 3),
        approve=options.get("approve", "ask"),
        budget_usd=options.get("budget_usd"),
        out=Path(out) if out else None,
        store=options.get("store") or RunStore.open(),
        parallel=1 if profile.serial else 16,
        knowledge=options.get("knowledge"),
        clock=options.get("clock", _now),
        brief_challenger=options.get("brief_challenger") or create_brief_challenger(chat),
        strategist=options.get("strategist") or create_strategist(chat),
        copywriter=options.get("copywriter") or create_copywriter(chat),
        brand_guardian=options.get("brand_guardian")
        or create_brand_guardian(chat, checker=recheck),
        synthetic_persona=options.get("synthetic_persona") or create_synthetic_persona(chat),
        performance_analyst=options.get("performance_analyst") or create_performance_analyst(chat),
    )


def compile_campaign(nodes: CampaignNodes) -> CompiledStateGraph[CampaignState]:
    """Wire a department into one state machine, with its store's checkpointer."""
    return _wire(nodes).compile(checkpointer=nodes.store.checkpointer, name="campaign")


def _between(value: int, name: str, least: int, most: int) -> int:
    if not least <= value <= most:
        raise ConfigError(f"{name} is {value!r}: give a number from {least} to {most}")
    return value


def _now() -> datetime:
    return datetime.now(UTC)


def _wire(nodes: CampaignNodes) -> "StateGraph[CampaignState]":
    graph = StateGraph(CampaignState)
    for name in WORK:
        graph.add_node(name, async_runnable(getattr(nodes, name), name=name))
    for gate in GATES:
        _add_gate(graph, nodes, gate)
    for before, after in _EDGES:
        graph.add_edge(before, after)
    for before, (route, targets) in _ROUTES.items():
        graph.add_conditional_edges(before, Quick(route, name=route.__name__), list(targets))
    return graph


def _add_gate(graph: "StateGraph[CampaignState]", nodes: CampaignNodes, gate: str) -> None:
    ask, wait, settle = f"ask_{gate}", f"approve_{gate}", f"settle_{gate}"
    graph.add_node(ask, async_runnable(getattr(nodes, ask), name=ask))
    graph.add_node(wait, Quick(wait_for_person, name=wait))
    graph.add_node(settle, async_runnable(getattr(nodes, settle), name=settle))
    route = partial(routes.route_after_ask, gate)
    graph.add_conditional_edges(ask, Quick(route, name=f"route_{ask}"), [wait, settle])
    graph.add_edge(wait, settle)


_EDGES: Final = (
    (START, "read_brief"),
    ("read_brief", "challenge_brief"),
    ("plan_strategy", "ask_strategy"),
    ("write_copy", "check_policies"),
    ("check_policies", "guard_brand"),
    ("revise_copy", "write_copy"),
    ("check_coherence", "read_with_personas"),
    ("read_with_personas", "rank_variants"),
    ("deliver", END),
)

_ROUTES: Final = {
    "challenge_brief": (routes.route_after_challenge, ("ask_brief", "plan_strategy")),
    "settle_brief": (routes.route_after_brief, ("approve_brief", "plan_strategy", END)),
    "settle_strategy": (
        routes.route_after_strategy,
        ("approve_strategy", "plan_strategy", "write_copy", END),
    ),
    "guard_brand": (routes.route_after_guard, ("revise_copy", "check_coherence")),
    "rank_variants": (routes.route_after_rank, ("ask_copy", "deliver")),
    "settle_copy": (routes.route_after_copy, ("approve_copy", "write_copy", "deliver")),
}
