"""A small brand, a brief, and a department that writes copy which the rules let pass."""

from datetime import UTC, date, datetime
from typing import Any

from langchain_core.runnables import RunnableLambda

from creative_agents.agents.brand_guardian import ReviewRequest
from creative_agents.agents.brief_challenger import ChallengeRequest
from creative_agents.agents.copywriter import CopyRequest
from creative_agents.agents.performance_analyst import RankingRequest
from creative_agents.agents.strategist import StrategyRequest
from creative_agents.agents.synthetic_persona import ReadingRequest
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.brand import Audience, Brand, Claim, Identity, Product, Proof, Voice
from creative_agents.domain.brief import Brief, Challenge, Question
from creative_agents.domain.persona import Persona, Reaction
from creative_agents.domain.ranking import Rank, Ranking
from creative_agents.domain.review import Finding, Review
from creative_agents.domain.strategy import (
    FormatExample,
    Insight,
    KeyMessage,
    Proposition,
    ReasonToBelieve,
    Route,
    Step,
    Strategy,
    TestLine,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
"""The clock of these tests."""


def make_brand(**changes: Any) -> Brand:
    """Make a small English brand that mends bicycles."""
    fields: dict[str, Any] = {
        "id": "spoke",
        "identity": Identity(name="Spoke & Tyre"),
        "language": "en",
        "markets": ("GB",),
        "voice": Voice(summary="Plain and warm, like the person behind the workbench."),
        "products": (
            Product(
                id="service",
                name="Winter service",
                description="A bicycle service in one day, at the shop by the station.",
                benefits=("You ride home the same evening",),
                facts=("Drop it off before work", "Open from seven"),
            ),
        ),
        "claims": (
            Claim(
                id="same-day",
                text="Back the same day",
                kind="guarantee",
                proof=Proof(
                    statement="412 of 415 services were done the same day",
                    source="workshop book",
                    date=date(2026, 9, 1),
                ),
            ),
        ),
        "audiences": (
            Audience(
                id="commuters",
                name="Commuters",
                description="They ride to the station every day.",
                personas=(
                    Persona(id="june", name="June", situation="Rides to the 7.42 train."),
                    Persona(id="omar", name="Omar", situation="Rides his daughter to school."),
                ),
            ),
        ),
    }
    return Brand(**{**fields, **changes})


def make_brief(**changes: Any) -> Brief:
    """Make a brief for two channels."""
    fields: dict[str, Any] = {
        "title": "Winter service",
        "language": "en",
        "market": "GB",
        "business_problem": "The workshop is empty in winter.",
        "objective": "Commuters book a service before the frost.",
        "products": ("service",),
        "audiences": ("commuters",),
        "channels": ("x_post", "landing_hero"),
    }
    return Brief(**{**fields, **changes})


def make_strategy(**changes: Any) -> Strategy:
    """Make a strategy with two routes."""
    fields: dict[str, Any] = {
        "problem": Step(statement="Nobody thinks of it.", evidence="brief", confidence="medium"),
        "insight": Insight(
            statement="A noise at night is tomorrow's problem.",
            evidence="assumption",
            confidence="low",
        ),
        "proposition": Proposition(
            statement="Ride home the same evening.", evidence="same-day", confidence="high"
        ),
        "routes": (make_route("a", bold=False), make_route("b", bold=True)),
        "recommended": "b",
        "recommendation": "It says what nobody else can.",
        "messages": (
            KeyMessage(
                message="It is done the same day.",
                reasons=(ReasonToBelieve(claim="same-day", says="the workshop book"),),
            ),
        ),
    }
    return Strategy(**{**fields, **changes})


def make_route(id: str, *, bold: bool) -> Route:
    """Make a route."""
    return Route(
        id=id,
        name=f"Route {id}",
        idea=f"Idea {id}",
        tagline="",
        bold=bold,
        why="The shop is by the station.",
        risk="It may sound small.",
        examples=(FormatExample(channel="x_post", looks="A bicycle at dusk."),),
    )


CLEAN = {
    "x_post": {"text": "Leave your bicycle with us before work. Ride it home tonight."},
    "landing_hero": {
        "headline": "Ride home tonight",
        "subhead": "Leave your bicycle with us before work.",
        "cta": "Book a service",
    },
}
"""Copy that no rule refuses, by channel."""


def write(request: CopyRequest, texts: dict[str, str] | None = None) -> Variant:
    """Write a variant with given texts, or with clean ones that say which variant it is."""
    name = request.channel.name
    given = dict(CLEAN[name]) if texts is None else texts
    needed = {item.name: item for item in request.channel.format.fields if item.min_count}
    fields = [
        AssetField(name=key, text=given.get(key, f"Ride home tonight {request.number}"))
        for key in {**needed, **given}
    ]
    return Variant(
        id=f"{name}/{request.number}",
        round=request.round,
        asset=Asset(channel=name, language=request.language, fields=tuple(fields)),
        idea=f"Idea of variant {request.number}",
        written_by="the test",
    )


def ask_nothing(request: ChallengeRequest) -> Challenge:
    """Find no hole."""
    return Challenge(restated=request.brief.objective)


def ask_for_a_price(request: ChallengeRequest) -> Challenge:
    """Find a hole that blocks."""
    question = Question(
        id="price",
        question="What does it cost?",
        why="It decides.",
        assumption="None",
        blocking=True,
    )
    return Challenge(restated=request.brief.objective, questions=(question,))


def rank(request: RankingRequest) -> Ranking:
    """Keep the order of the deck."""
    return Ranking(
        order=tuple(
            Rank(piece=item.id, reasons=("first",), rival_explanation="")
            for item in request.variants
        ),
        confidence="low",
        next_test=TestLine(hypothesis="h", change="c", measure="m", kill="k"),
        decision="Which runs first?",
    )


def read(request: ReadingRequest) -> Reaction:
    """Understand the first text."""
    return Reaction(
        understood=f"{request.persona.name}: {request.asset.fields[0].text}",
        recalled_brand="",
        barrier="",
        question="",
        jarring="",
        next_action="ignore",
        outside="",
    )


def guard(request: ReviewRequest) -> Review:
    """Add nothing to the rules."""
    return Review(piece=request.variant.id, findings=request.findings, judged_by="the test")


def department(**changes: Any) -> Any:
    """Make the agents of a campaign, some replaced: ``department(copywriter=function)``."""
    functions: dict[str, Any] = {
        "brief_challenger": ask_nothing,
        "strategist": lambda request: make_strategy(),  # noqa: ARG005
        "copywriter": write,
        "brand_guardian": guard,
        "synthetic_persona": read,
        "performance_analyst": rank,
        **changes,
    }
    return {name: RunnableLambda(function) for name, function in functions.items()}


def strategy_of(request: StrategyRequest) -> Strategy:
    """Name the round and the note in the proposition."""
    said = f"round {request.round}: {request.note}"
    proposition = Proposition(statement=said, evidence="note", confidence="low")
    return make_strategy(proposition=proposition)


def error(piece: str) -> Finding:
    """Make a finding that refuses a piece."""
    return Finding(rule="test", level="error", message="no", piece=piece)
