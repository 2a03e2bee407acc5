"""What a campaign will cost, said before the first call."""

from dataclasses import dataclass
from typing import Final

from creative_agents.brands.digest import brand_digest, brief_digest
from creative_agents.domain.brief import Brief
from creative_agents.domain.cost import Estimate, Usage
from creative_agents.graphs.campaign.nodes import CampaignNodes
from creative_agents.llm.pricing import estimate_tokens, list_price

INSTRUCTIONS: Final = 900
"""Tokens of an agent's instructions, its schema and its task: measured on the prompts of the
copywriter and the strategist, in English and French, rounded up."""

ANSWERS: Final = {"challenge": 400, "strategy": 1800, "copy": 500, "review": 350, "reading": 160}
"""Tokens of an answer, by kind of call: what a strong model writes to the schema, rounded up."""


@dataclass(frozen=True, kw_only=True)
class CampaignEstimate:
    """An estimate, and the line that says it."""

    estimate: Estimate
    """Calls, tokens, dollars; without revisions."""
    model: str
    """The model."""

    def line(self) -> str:
        """Say it in one line."""
        usage = self.estimate.usage
        tokens = usage.input_tokens + usage.output_tokens
        usd = self.estimate.usd
        price = f"about {usd:.2f} USD" if usd is not None else "price not known"
        if usd == 0:
            price = "free, on this machine"
        return (
            f"estimate without revisions: {self.estimate.calls} model calls, "
            f"{tokens:,} tokens, {price}"
        )


DRAFT_CALL: Final = Usage(input_tokens=350, output_tokens=100)
"""Tokens of one call of a small model: measured on the drafting prompts, rounded up."""


def estimate_campaign(nodes: CampaignNodes, brief: Brief) -> CampaignEstimate:
    """Estimate a campaign from the length of what its prompts will carry.

    Args:
        nodes: The department.
        brief: What is asked.

    Returns:
        Rather too much than too little; a person's revisions come on top.
    """
    pieces = len(nodes.channel_names or brief.channels) * nodes.variants
    if nodes.profile.kind == "small":
        return _drafted(nodes, pieces)
    shared = estimate_tokens(
        brand_digest(nodes.brand, brief, on=nodes.clock().date()) + brief_digest(brief)
    )
    calls = {
        "challenge": 1,
        "strategy": 1,
        "copy": pieces,
        "review": pieces,
        "reading": pieces * nodes.readers,
    }
    usage = Usage(
        input_tokens=sum(
            count * (INSTRUCTIONS + (0 if kind == "reading" else shared))
            for kind, count in calls.items()
        )
        + INSTRUCTIONS
        + pieces * ANSWERS["copy"],
        output_tokens=sum(count * ANSWERS[kind] for kind, count in calls.items()) + 600,
    )
    usd = list_price(nodes.profile.name, usage, nodes.base_url)
    return CampaignEstimate(
        estimate=Estimate(calls=sum(calls.values()) + 1, usage=usage, usd=usd),
        model=nodes.profile.name,
    )


def _drafted(nodes: CampaignNodes, pieces: int) -> CampaignEstimate:
    """Count a small model's calls: one insight, two a variant for all channels, the readings."""
    calls = 1 + 2 * nodes.variants + pieces * nodes.readers
    usage = Usage(
        input_tokens=calls * DRAFT_CALL.input_tokens,
        output_tokens=calls * DRAFT_CALL.output_tokens,
    )
    usd = list_price(nodes.profile.name, usage, nodes.base_url)
    return CampaignEstimate(
        estimate=Estimate(calls=calls, usage=usage, usd=usd), model=nodes.profile.name
    )
