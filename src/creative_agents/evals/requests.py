"""From a gold case to what each of our agents is asked."""

from creative_agents import channels as channel_files
from creative_agents.agents.brand_guardian import ReviewRequest
from creative_agents.agents.brief_challenger import ChallengeRequest
from creative_agents.agents.copywriter import CopyRequest
from creative_agents.agents.performance_analyst import RankingRequest
from creative_agents.agents.strategist import StrategyRequest
from creative_agents.agents.synthetic_persona import ReadingRequest
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.channel import Channel
from creative_agents.domain.review import PieceReaction, Review
from creative_agents.domain.strategy import (
    FormatExample,
    Insight,
    KeyMessage,
    Proposition,
    ReasonToBelieve,
    Route,
    Step,
    Strategy,
)
from creative_agents.evals.brands import brand_of, brief_of
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import (
    AnalystInput,
    ChallengerInput,
    CopywriterInput,
    GuardianInput,
    PersonaInput,
    ShortStrategy,
    StrategistInput,
    StrategyInput,
)
from creative_agents.tools.checking import check


def challenge_request(case: GoldCase) -> ChallengeRequest:
    """Ask the brief's challenger."""
    asked = ChallengerInput.model_validate(case.input)
    return ChallengeRequest(
        language=case.language,
        brief=brief_of(case, asked.brief),
        brand=brand_of(case),
        on=asked.on,
    )


def strategy_request(case: GoldCase) -> StrategyRequest:
    """Ask the strategist."""
    asked, brand = StrategistInput.model_validate(case.input), brand_of(case)
    return StrategyRequest(
        language=case.language,
        brief=brief_of(case, asked.brief),
        brand=brand,
        channels=tuple(_channel(name, brand) for name in asked.channels),
        answers=asked.answers,
        note=asked.note,
        on=asked.on,
    )


def copy_requests(case: GoldCase) -> tuple[CopyRequest, ...]:
    """Ask the copywriter: a request for each variant."""
    asked, brand = CopywriterInput.model_validate(case.input), brand_of(case)
    strategy = whole_strategy(asked.strategy)
    last = asked.last
    return tuple(
        CopyRequest(
            language=case.language,
            brief=brief_of(case, asked.brief),
            brand=brand,
            strategy=strategy,
            route=_recommended(strategy),
            channel=_channel(asked.channel, brand),
            number=number,
            last=last.variant(case.language, number) if last else None,
            remarks=asked.remarks,
            on=asked.on,
        )
        for number in range(1, asked.variants + 1)
    )


def review_request(case: GoldCase) -> ReviewRequest:
    """Ask the guardian; the rules have run over the piece, as they do in a campaign."""
    asked, brand = GuardianInput.model_validate(case.input), brand_of(case)
    variant = asked.piece.variant(case.language)
    brief = _guarded_brief(case, asked, brand)
    checked = check(
        variant.asset,
        brand,
        market=asked.market,
        on=asked.on,
        brief=brief if asked.brief is not None else None,
        variant=variant,
    )
    return ReviewRequest(
        language=case.language,
        brief=brief,
        brand=brand,
        variant=variant,
        findings=checked.findings,
        on=asked.on,
    )


def reading_request(case: GoldCase) -> ReadingRequest:
    """Ask a synthetic persona."""
    asked = PersonaInput.model_validate(case.input)
    asset = asked.piece.asset(case.language)
    return ReadingRequest(
        language=case.language,
        persona=asked.persona,
        asset=asset,
        channel=_channel(asset.channel, brand_of(case)),
    )


def ranking_request(case: GoldCase) -> RankingRequest:
    """Ask the analyst."""
    asked = AnalystInput.model_validate(case.input)
    variants = tuple(
        piece.variant(case.language, number) for number, piece in enumerate(asked.pieces, start=1)
    )
    strategy = whole_strategy(asked.strategy)
    return RankingRequest(
        language=case.language,
        brief=brief_of(case, asked.brief),
        strategy=strategy,
        route=_recommended(strategy),
        variants=variants,
        reviews=tuple(
            Review(
                piece=variant.id,
                findings=tuple(one for one in asked.findings if one.piece == variant.id),
            )
            for variant in variants
        ),
        reactions=tuple(
            PieceReaction(piece=one.piece, persona=one.persona, reaction=one.reaction)
            for one in asked.readings
        ),
    )


def whole_strategy(given: StrategyInput) -> Strategy:
    """Give a whole strategy; a short one becomes one with a single route."""
    if not isinstance(given, ShortStrategy):
        return given
    route = Route(
        id="a",
        name=given.name or given.idea,
        idea=given.idea,
        tagline=given.tagline,
        bold=True,
        why=given.proposition,
        risk="none was named",
        examples=(FormatExample(channel="any", looks=given.idea),),
    )
    reasons = tuple(ReasonToBelieve(claim=id, says=given.proposition) for id in given.claims)
    return Strategy(
        problem=Step(
            statement=given.problem or given.proposition, evidence="brief", confidence="medium"
        ),
        insight=Insight(
            statement=given.insight or given.idea, evidence="brief", confidence="medium"
        ),
        proposition=Proposition(statement=given.proposition, evidence="brief", confidence="medium"),
        routes=(route,),
        recommended=route.id,
        recommendation=given.proposition,
        messages=(KeyMessage(message=given.proposition, reasons=reasons),),
    )


def _recommended(strategy: Strategy) -> Route:
    return strategy.route(strategy.recommended) or strategy.routes[0]


def _channel(name: str, brand: Brand) -> Channel:
    return channel_files.load(name, *((brand.folder,) if brand.folder else ()))


def _guarded_brief(case: GoldCase, asked: GuardianInput, brand: Brand) -> Brief:
    if asked.brief is not None:
        return brief_of(case, asked.brief)
    market = asked.market or next(iter(brand.markets), None)
    return Brief(
        title=case.id,
        language=case.language,
        business_problem=asked.piece.idea or case.id,
        objective=asked.piece.idea or case.id,
        **({"market": market} if market else {}),
    )
