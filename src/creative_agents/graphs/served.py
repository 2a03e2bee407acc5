"""The campaign graph for a LangGraph server: what ``langgraph.json`` points to.

``langgraph dev`` and the Agent Server bring a checkpointer of their own; approvals and
finished model calls stay in our file, so that what was paid is not paid again. That file is
read and written on the server's loop, which ``langgraph dev`` allows when it is told so::

    export CREATIVE_AGENTS_BRAND=brands/mine CREATIVE_AGENTS_MODEL=openai:gpt-5.2
    langgraph dev --allow-blocking
"""

import asyncio
import os
from functools import cache
from typing import Final

from langgraph.graph.state import CompiledStateGraph

from creative_agents.brands.loader import load_brand
from creative_agents.errors import ConfigError
from creative_agents.graphs.campaign import create_campaign_graph
from creative_agents.graphs.campaign.state import CampaignState
from creative_agents.llm.models import create_chat_model

BRAND_VARIABLE: Final = "CREATIVE_AGENTS_BRAND"
"""Environment variable that names the brand folder."""


async def create_served_campaign() -> CompiledStateGraph[CampaignState]:
    """Make the campaign graph of a server; the same one for every request.

    The brand folder is what ``CREATIVE_AGENTS_BRAND`` names, the model what
    ``CREATIVE_AGENTS_MODEL`` names. A run's input is ``{"brief": {...}}``; its gates are
    answered with a resume of an `Answer`, as JSON.

    Returns:
        A compiled graph without a checkpointer, which is the server's to give.

    Raises:
        ConfigError: No brand folder is named, or the model is not known.
        BrandError: The brand folder cannot be read.
        StorageError: Our file cannot be opened.
    """
    return await asyncio.to_thread(_campaign)  # files are read: a server's loop must not wait


@cache
def _campaign() -> CompiledStateGraph[CampaignState]:
    folder = os.environ.get(BRAND_VARIABLE)
    if not folder:
        raise ConfigError(f"no brand is named: set {BRAND_VARIABLE} to a brand folder")
    graph = create_campaign_graph(create_chat_model(), brand=load_brand(folder))
    return graph.copy(update={"checkpointer": None})
