"""Where a campaign goes after each node: pure functions of its state."""

from typing import Final, Literal

from langgraph.graph import END

from creative_agents.agents.copywriter import remark_lines
from creative_agents.graphs.campaign.state import CampaignState, undecided

MOST_TRIES: Final = 2
"""How often the rules send a piece back by themselves before it is set aside."""


def to_revise(state: CampaignState) -> dict[str, list[str]]:
    """Give the pieces that were refused and may be tried again, each with its remarks.

    A rule that could not finish is nothing that a copywriter can put right: it alone sends
    nothing back, and is no remark.
    """
    return {
        review.piece: list(remark_lines(finished))
        for review in state["reviews"]
        if review.piece in state["to_write"]
        and (finished := tuple(one for one in review.findings if not one.incomplete))
        and any(one.level == "error" for one in finished)
        and state["tries"].get(review.piece, 0) < MOST_TRIES
    }


def route_after_ask(gate: str, state: CampaignState) -> str:
    """Wait, or go on where the policy or an earlier session decided."""
    return f"approve_{gate}" if state["waits"] else f"settle_{gate}"


def route_after_challenge(state: CampaignState) -> Literal["ask_brief", "plan_strategy"]:
    """Ask only when a hole blocks."""
    return "ask_brief" if state["challenge"].blocks else "plan_strategy"


def route_after_brief(state: CampaignState) -> str:
    """Go on, ask again, or stop."""
    if state["waits"]:
        return "approve_brief"
    return END if state["status"] == "rejected" else "plan_strategy"


def route_after_strategy(state: CampaignState) -> str:
    """Write, plan again, ask again, or stop."""
    if state["waits"]:
        return "approve_strategy"
    if state["status"] == "rejected":
        return END
    return "write_copy" if state["route"] else "plan_strategy"


def route_after_guard(state: CampaignState) -> Literal["revise_copy", "check_coherence"]:
    """Write again what was refused, as long as the bound allows."""
    return "revise_copy" if to_revise(state) else "check_coherence"


def route_after_rank(state: CampaignState) -> Literal["ask_copy", "deliver"]:
    """Ask, where there is something to decide."""
    return "ask_copy" if undecided(state) else "deliver"


def route_after_copy(state: CampaignState) -> str:
    """Ask again, write again what was sent back, or deliver."""
    if state["waits"]:
        return "approve_copy"
    return "write_copy" if state["to_write"] else "deliver"
