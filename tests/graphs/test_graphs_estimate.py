"""The estimate before the first call."""

from typing import Any

import pytest
from campaign_house import make_brand, make_brief

from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.estimate import estimate_campaign
from creative_agents.graphs.store import RunStore
from creative_agents.llm.profile import mark
from creative_agents.testing.scripted_model import ScriptedChatModel


def estimate(**options: Any) -> Any:
    """Estimate a campaign on two channels."""
    metadata = options.pop("metadata", None)
    model = ScriptedChatModel(answers=[], metadata=metadata)
    nodes = create_campaign_nodes(model, brand=make_brand(), store=RunStore.in_memory(), **options)
    return estimate_campaign(nodes, make_brief())


def test_calls_are_those_of_the_graph_without_revisions() -> None:
    """Challenge, strategy, ranking; and for each of four pieces copy, review and three readings."""
    assert estimate().estimate.calls == 3 + 4 * 5


def test_a_model_without_a_price_is_said_to_have_none() -> None:
    """An unknown price is never zero."""
    assert "price not known" in estimate().line()


@pytest.mark.parametrize(("variants", "calls"), [(1, 1 + 2 + 2), (2, 1 + 4 + 4)])
def test_a_small_model_is_asked_less(variants: int, calls: int) -> None:
    """One insight, two calls a variant for every channel, one reading a piece; and it is free."""
    small = mark(kind="small", name="tiny", serial=True)
    found = estimate(variants=variants, metadata=small)

    assert found.estimate.calls == calls
    assert found.line().endswith("free, on this machine")
