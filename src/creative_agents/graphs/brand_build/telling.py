"""Telling a person what a build does."""

from langgraph.config import get_stream_writer

from creative_agents.domain.base import Language
from creative_agents.domain.campaign import CampaignProgress
from creative_agents.graphs.brand_build.state import words


def tell(
    step: str, language: Language, *, done: int = 0, total: int = 0, preview: str = ""
) -> None:
    """Tell of a step, to whoever streams the graph.

    Args:
        step: The node.
        language: The reader's language.
        done: How many parts are done.
        total: Of how many.
        preview: A first look at what came out.
    """
    message = words().say(language, f"progress.{step}")
    get_stream_writer()(
        CampaignProgress(step=step, message=message, done=done, total=total, preview=preview)
    )
