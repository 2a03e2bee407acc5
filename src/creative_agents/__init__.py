"""A creative department you import; you are its CEO.

This is the shop window: the names that most callers need, each loaded when it is first
used, so that importing the package costs nothing. Everything else is imported by its path,
which is its public name::

    from creative_agents.agents.copywriter import create_copywriter
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from creative_agents.brands.briefs import load_brief
    from creative_agents.brands.loader import load_brand
    from creative_agents.domain.approval import Answer, Decision
    from creative_agents.domain.asset import Asset, CopyDeck, Variant
    from creative_agents.domain.brand import Brand
    from creative_agents.domain.brief import Brief
    from creative_agents.domain.campaign import Campaign
    from creative_agents.domain.channel import Channel
    from creative_agents.domain.review import Finding
    from creative_agents.domain.strategy import Strategy
    from creative_agents.errors import CreativeAgentsError
    from creative_agents.graphs.campaign import create_campaign_graph
    from creative_agents.graphs.runner import CampaignRunner
    from creative_agents.graphs.store import RunStore
    from creative_agents.llm.models import create_chat_model

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Asset",
    "Brand",
    "Brief",
    "Campaign",
    "CampaignRunner",
    "Channel",
    "CopyDeck",
    "CreativeAgentsError",
    "Decision",
    "Finding",
    "RunStore",
    "Strategy",
    "Variant",
    "create_campaign_graph",
    "create_chat_model",
    "load_brand",
    "load_brief",
]

_HOMES: Final = {
    "Answer": "domain.approval",
    "Asset": "domain.asset",
    "Brand": "domain.brand",
    "Brief": "domain.brief",
    "Campaign": "domain.campaign",
    "CampaignRunner": "graphs.runner",
    "Channel": "domain.channel",
    "CopyDeck": "domain.asset",
    "CreativeAgentsError": "errors",
    "Decision": "domain.approval",
    "Finding": "domain.review",
    "RunStore": "graphs.store",
    "Strategy": "domain.strategy",
    "Variant": "domain.asset",
    "create_campaign_graph": "graphs.campaign",
    "create_chat_model": "llm.models",
    "load_brand": "brands.loader",
    "load_brief": "brands.briefs",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
