"""What a campaign knows at any time, and the questions that its gates put."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, TypedDict

from pydantic import JsonValue

from creative_agents.approvals.approved import copy_subject
from creative_agents.approvals.fingerprint import approval_id
from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer, GateKind, GateRecord
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief, Challenge
from creative_agents.domain.campaign import Campaign, SetAside
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.process import Verdict
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import Finding, PieceReaction, Review
from creative_agents.domain.strategy import Route, Strategy

VERSION: Final = 1
"""Version of the state's keys; a run that waits under another one is refused in one line."""

Status = Literal["running", "rejected", "done", "empty"]
"""``rejected``: a person stopped it. ``empty``: nothing passed, nothing was delivered."""


class CampaignState(TypedDict, total=False):
    """What a campaign knows. Every key is typed, so that a checkpoint reads back typed."""

    version: int
    brief: Brief
    channels: list[str]
    started_at: datetime
    warnings: list[Finding]
    memory: list[str]
    """Passages of the brand's memory that bear on the brief, each with its source."""
    challenge: Challenge
    answers: list[str]
    strategy: Strategy
    strategy_round: int
    strategy_note: str
    route: str
    round: int
    to_write: dict[str, list[str]]
    """Pieces to write, each with the remarks that sent it back."""
    tries: dict[str, int]
    """How often the rules sent a piece back in this round."""
    fresh: list[str]
    """Pieces that changed in this round."""
    deck: CopyDeck
    reviews: list[Review]
    coherence: list[Finding]
    reactions: list[PieceReaction]
    ranking: Ranking | None
    approved: list[str]
    set_aside: list[SetAside]
    question: Question
    waits: bool
    """True while a person must answer `question`."""
    answer: Answer | None
    refused: str
    """Why the last answer could not be taken; empty when it could."""
    gates: list[GateRecord]
    status: Status
    campaign: Campaign
    delivered: str


def words() -> Catalogue:
    """Give what a campaign says."""
    return Catalogue.load("creative_agents.graphs", "words")


def brief_question(run_id: str, brand: Brand, state: CampaignState, *, at: datetime) -> Question:
    """Ask what the brief leaves open: one decision a question."""
    challenge = state["challenge"]
    return _question(
        run_id,
        brand,
        state,
        gate="brief",
        round=1,
        at=at,
        pieces=tuple(item.id for item in challenge.questions),
        allowed=("approve", "edit", "reject"),
        subject={"challenge": challenge.model_dump(mode="json")},
    )


def strategy_question(run_id: str, brand: Brand, state: CampaignState, *, at: datetime) -> Question:
    """Ask for a route: one decision, and a choice."""
    strategy, round = state["strategy"], state["strategy_round"]
    return _question(
        run_id,
        brand,
        state,
        gate="strategy",
        round=round,
        at=at,
        pieces=("strategy",),
        choices=tuple(route.id for route in strategy.routes),
        recommended=strategy.recommended,
        allowed=_allowed(brand, round),
        subject={
            "strategy": strategy.model_dump(mode="json"),
            "challenge": state["challenge"].model_dump(mode="json"),
        },
    )


def copy_question(run_id: str, brand: Brand, state: CampaignState, *, at: datetime) -> Question:
    """Ask for every piece that passed and is not decided yet."""
    shown = undecided(state)
    ids = {variant.id for variant in shown}
    ranking = state.get("ranking")
    return _question(
        run_id,
        brand,
        state,
        gate="copy",
        round=state["round"],
        at=at,
        pieces=tuple(variant.id for variant in shown),
        allowed=_allowed(brand, state["round"]),
        subject={
            **copy_subject(shown),
            "reviews": _dump(item for item in state["reviews"] if item.piece in ids),
            "reactions": _dump(item for item in state["reactions"] if item.piece in ids),
            "coherence": _dump(state["coherence"]),
            "ranking": ranking.model_dump(mode="json") if ranking else None,
        },
    )


def passing(state: CampaignState) -> tuple[Variant, ...]:
    """Give the pieces that no rule and no judgement refuses, those set aside left out."""
    refused = {review.piece for review in state["reviews"] if not review.passes}
    refused |= {item.piece.id for item in state.get("set_aside", [])}
    return tuple(item for item in state["deck"].variants if item.id not in refused)


def undecided(state: CampaignState) -> tuple[Variant, ...]:
    """Give the pieces that passed and that nobody approved yet."""
    approved = set(state.get("approved", []))
    return tuple(variant for variant in passing(state) if variant.id not in approved)


def chosen_route(state: CampaignState) -> Route:
    """Give the route that was chosen at the strategy gate."""
    route = state["strategy"].route(state["route"])
    assert route is not None
    return route


def _question(  # noqa: PLR0913 - the parts of a question, by name
    run_id: str,
    brand: Brand,
    state: CampaignState,
    *,
    gate: GateKind,
    round: int,
    at: datetime,
    pieces: tuple[str, ...],
    allowed: tuple[Verdict, ...],
    subject: dict[str, JsonValue],
    choices: tuple[str, ...] = (),
    recommended: str | None = None,
) -> Question:
    told = {"brand": brand.name, "title": state["brief"].title}
    if gate == "strategy":
        title = words().say(brand.language, "ask.strategy", **told)
    else:
        title = words().count(brand.language, f"ask.{gate}", len(pieces), **told)
    return Question(
        id=approval_id(run_id, gate, round),
        run_id=run_id,
        brand=brand.id,
        gate=gate,
        round=round,
        title=title,
        pieces=pieces,
        choices=choices,
        recommended=recommended,
        allowed=allowed,
        subject=subject,
        asked_at=at,
    )


def _allowed(brand: Brand, round: int) -> tuple[Verdict, ...]:
    if round >= brand.process.max_rounds:
        return ("approve", "edit", "reject")
    return ("approve", "edit", "revise", "reject")


def _dump(nouns: Iterable[Review | PieceReaction | Finding]) -> list[JsonValue]:
    return [noun.model_dump(mode="json") for noun in nouns]
