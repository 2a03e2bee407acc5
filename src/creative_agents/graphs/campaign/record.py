"""The record of a campaign, made from its state when the last gate is answered."""

from collections.abc import Mapping
from datetime import datetime

from creative_agents.domain.asset import CopyDeck
from creative_agents.domain.base import Language
from creative_agents.domain.campaign import Campaign, SetAside
from creative_agents.domain.review import Review
from creative_agents.graphs.campaign.state import CampaignState, words
from creative_agents.llm.run import Run


def campaign_record(
    state: CampaignState, run: Run, *, language: Language, now: datetime
) -> Campaign:
    """Make the record: the approved deck, what was set aside, what it took.

    Args:
        state: The campaign as it stands after its last gate.
        run: Its ledger.
        language: The brand's language.
        now: When it ended, where no gate was answered.

    Returns:
        Everything that a delivery shows.
    """
    approved = set(state.get("approved", []))
    deck = CopyDeck(variants=tuple(item for item in state["deck"].variants if item.id in approved))
    gates = tuple(state.get("gates", []))
    cost, calls = run.account()
    return Campaign(
        run_id=run.run_id,
        brief=state["brief"],
        challenge=state["challenge"],
        strategy=state["strategy"],
        route=state["route"],
        deck=deck,
        set_aside=(*state.get("set_aside", []), *_undelivered(state, approved, language)),
        reviews=tuple(state["reviews"]),
        coherence=tuple(state["coherence"]),
        reactions=tuple(state["reactions"]),
        ranking=state.get("ranking"),
        warnings=tuple(state["warnings"]),
        gates=gates,
        cost=cost,
        calls=calls,
        models=tuple(dict.fromkeys(call.model for call in calls)),
        draft=any(variant.draft for variant in deck.variants),
        by_policy=any(gate.answer.via == "policy" for gate in gates),
        started_at=state["started_at"],
        finished_at=gates[-1].decided_at if gates else now,
    )


def _undelivered(
    state: CampaignState, approved: set[str], language: Language
) -> tuple[SetAside, ...]:
    told = {item.piece.id for item in state.get("set_aside", [])}
    reviews = {review.piece: review for review in state["reviews"]}
    return tuple(
        SetAside(piece=variant, reason=_reason(state, variant.id, reviews, language))
        for variant in state["deck"].variants
        if variant.id not in approved | told
    )


def _reason(
    state: CampaignState, piece: str, reviews: Mapping[str, Review], language: Language
) -> str:
    findings = reviews[piece].findings if piece in reviews else ()
    errors = [item for item in findings if item.level == "error"]
    if not errors:
        return words().say(language, "aside.undecided")
    tries = state["tries"].get(piece, 0) + 1
    reason = " · ".join(f"{item.field} {item.message}".strip() for item in errors[:3])
    said = "aside.refused" if tries > 1 else "aside.refused_once"
    return words().say(language, said, tries=tries, reason=reason)
