"""Recall: what the brand's memory holds that bears on a brief."""

from datetime import date
from typing import Final

from creative_agents.domain.brief import Brief
from creative_agents.knowledge.base import Kind, KnowledgeBase, Query

KINDS: Final[tuple[Kind, ...]] = ("piece", "note", "rule", "words", "quote", "competitor")
"""What is recalled; the rest of the folder stands in every prompt as it is."""

MOST: Final = 6
"""Passages that a prompt carries: enough to learn from, too few to be copied."""


async def recall(
    knowledge: KnowledgeBase, brand_id: str, brief: Brief, *, on: date
) -> tuple[str, ...]:
    """Find the passages of a brand's memory that bear on a brief.

    Args:
        knowledge: The brand's knowledge, up to date.
        brand_id: Whose memory; no other is read.
        brief: What is asked.
        on: The day, for embargoes and ends of validity.

    Returns:
        At most six lines, each a passage with its source in brackets; nothing confidential.

    Raises:
        KnowledgeError: The knowledge base cannot be reached.
    """
    asked = (brief.title, brief.objective, brief.business_problem, brief.proposition or "")
    query = Query(
        brand=brand_id,
        text=" ".join(asked),
        kinds=KINDS,
        market=brief.market,
        on=on,
        limit=MOST,
    )
    found = await knowledge.search(query)
    return tuple(f"{item.passage.text} [{item.passage.source}]" for item in found)
