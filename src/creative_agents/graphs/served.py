"""The campaign graph for a LangGraph server: what ``langgraph.json`` points to.

``langgraph dev`` and the Agent Server keep lists of threads and runs of their own; states,
approvals and finished model calls stay in our file, so that what was paid is not paid again and
what was decided is decided. Nothing of it is waited for on the server's loop::

    export CREATIVE_AGENTS_BRAND=brands/mine CREATIVE_AGENTS_MODEL=openai:gpt-5.2
    langgraph dev
"""

import asyncio
import os
from functools import cache
from typing import Final

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph.state import CompiledStateGraph

from creative_agents.brands.loader import load_brand
from creative_agents.errors import ConfigError
from creative_agents.graphs.campaign import compile_campaign, create_campaign_nodes
from creative_agents.graphs.campaign.nodes import CampaignNodes
from creative_agents.graphs.campaign.state import CampaignState
from creative_agents.graphs.checkpoints import SqliteCheckpointer
from creative_agents.graphs.store import RunStore
from creative_agents.llm.language import identify
from creative_agents.llm.models import create_chat_model

BRAND_VARIABLE: Final = "CREATIVE_AGENTS_BRAND"
"""Environment variable that names the brand folder."""


async def create_served_campaign() -> CompiledStateGraph[CampaignState]:
    """Make the campaign graph of a server; the same one for every request.

    The brand folder is what ``CREATIVE_AGENTS_BRAND`` names, the model what
    ``CREATIVE_AGENTS_MODEL`` names. A run's input is ``{"brief": {...}}``; its gates are
    answered with a resume in any dialect of `creative_agents.approvals.dialects`.

    Returns:
        A compiled graph without a checkpointer, which is the server's to give.

    Raises:
        ConfigError: No brand folder is named, or the model is not known.
        BrandError: The brand folder cannot be read.
        StorageError: Our file cannot be opened.
    """
    return await asyncio.to_thread(_campaign)  # files are read: a server's loop must not wait


async def create_served_checkpointer() -> BaseCheckpointSaver[str]:
    """Give the server our checkpointer: it reads our nouns back and no other type.

    Raises:
        StorageError: Our file cannot be opened.
    """
    return (await asyncio.to_thread(_store)).checkpointer


@cache
def _store() -> RunStore:
    store = RunStore.open()
    if isinstance(store.checkpointer, SqliteCheckpointer):
        store.checkpointer.setup()
    return store


@cache
def _campaign() -> CompiledStateGraph[CampaignState]:
    folder = os.environ.get(BRAND_VARIABLE)
    if not folder:
        raise ConfigError(f"no brand is named: set {BRAND_VARIABLE} to a brand folder")
    brand = load_brand(folder)
    nodes = create_campaign_nodes(create_chat_model(), brand=brand, store=_store())
    _warm(nodes)
    return compile_campaign(nodes).copy(update={"checkpointer": None})


def _warm(nodes: CampaignNodes) -> None:
    """Load what is read late from files: the first request of a server must not wait for it."""
    identify("The language of a text is told by a model that is read from a file.")
    nodes.every_channel()
