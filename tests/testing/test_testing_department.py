import asyncio
import json
from datetime import date
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.types import Command

from creative_agents import channels
from creative_agents.agents.brand_guardian import ReviewRequest, create_brand_guardian
from creative_agents.agents.brief_challenger import ChallengeRequest, create_brief_challenger
from creative_agents.agents.copywriter import CopyRequest, create_copywriter
from creative_agents.agents.performance_analyst import RankingRequest, create_performance_analyst
from creative_agents.agents.strategist import StrategyRequest, create_strategist
from creative_agents.agents.synthetic_persona import ReadingRequest, create_synthetic_persona
from creative_agents.brands.briefs import load_brief
from creative_agents.brands.loader import load_brand
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.persona import Persona
from creative_agents.domain.strategy import Strategy
from creative_agents.graphs.campaign import create_campaign_graph
from creative_agents.graphs.store import RunStore
from creative_agents.testing.answers import answer_for
from creative_agents.testing.approver import ScriptedApprover
from creative_agents.testing.department import department_answers
from creative_agents.testing.scripted_model import ScriptedChatModel

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DAY = date(2026, 11, 22)
STRATEGY = Strategy.model_validate(answer_for(Strategy.model_json_schema(), 1))
READER = Persona(id="ana", name="Ana", situation="Lives in Leeds")


@pytest.fixture(scope="module")
def brand() -> Brand:
    """The English example brand."""
    return load_brand(EXAMPLES / "brands" / "larkwick")


@pytest.fixture(scope="module")
def brief() -> Brief:
    """One of its briefs."""
    return load_brief(EXAMPLES / "briefs" / "larkwick-bring-the-old-one.yml")


def to_write(brand: Brand, brief: Brief, channel: str) -> CopyRequest:
    """Ask for one variant of a channel."""
    return CopyRequest(
        language=brief.language,
        brief=brief,
        brand=brand,
        strategy=STRATEGY,
        route=STRATEGY.routes[0],
        channel=channels.load(channel),
        on=DAY,
    )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("channel", channels.names())
def test_the_copywriter_takes_it_at_once(
    brand: Brand, brief: Brief, channel: str, language: Language
) -> None:
    """Made-up copy of every channel keeps its hard limits, in both languages."""
    model = ScriptedChatModel(answers=department_answers())
    request = to_write(brand, brief.model_copy(update={"language": language}), channel)
    variant = create_copywriter(model).invoke(request)
    assert variant.asset.channel == channel
    assert len(model.requests) == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_other_agents_take_it_at_once(brand: Brand, brief: Brief, language: Language) -> None:
    """Quotations, routes, pieces and questions are such as each agent checks them."""
    brief = brief.model_copy(update={"language": language})
    model = ScriptedChatModel(answers=department_answers())
    first = create_copywriter(model).invoke(to_write(brand, brief, "meta_feed"))
    second = first.model_copy(update={"id": "meta_feed/2"})
    shared = {"language": language, "brief": brief, "on": DAY, "brand": brand}
    where = channels.load("meta_feed")
    challenge = create_brief_challenger(model).invoke(ChallengeRequest(**shared))
    strategy = create_strategist(model).invoke(StrategyRequest(**shared, channels=(where,)))
    review = create_brand_guardian(model).invoke(ReviewRequest(**shared, variant=first))
    create_synthetic_persona(model).invoke(
        ReadingRequest(language=language, persona=READER, asset=first.asset, channel=where)
    )
    ranking = create_performance_analyst(model).invoke(
        RankingRequest(
            language=language,
            brief=brief,
            strategy=strategy,
            route=strategy.routes[0],
            variants=(first, second),
        )
    )
    assert not challenge.blocks
    assert review.passes
    assert [rank.piece for rank in ranking.order] == ["meta_feed/1", "meta_feed/2"]
    assert len(model.requests) == 6


def test_a_campaign_runs_to_its_end(brand: Brand, brief: Brief) -> None:
    """With a scripted model and a scripted approver, every channel of a brief has a piece."""
    model = ScriptedChatModel(answers=department_answers())
    graph = create_campaign_graph(model, brand=brand, store=RunStore.in_memory())
    approver = ScriptedApprover.approve_all()
    config: RunnableConfig = {"configurable": {"thread_id": "t"}}

    async def run() -> list[str]:
        result = await graph.ainvoke({"brief": brief}, config)
        while waiting := result.get("__interrupt__"):
            answer = approver.answer(waiting[0].value)
            result = await graph.ainvoke(Command(resume=answer.model_dump(mode="json")), config)
        return list(result["campaign"].deck.channels())

    assert asyncio.run(run()) == list(brief.channels)
    assert [question["creative_agents"]["gate"] for question in approver.questions] == [
        "strategy",
        "copy",
    ]


def test_a_foreign_schema_of_the_same_title_is_left_alone() -> None:
    """A schema that only shares a title with ours is answered by its own shape."""
    schema = {"title": "Strategy", "properties": {"plan": {"type": "string"}}}
    answer = department_answers()([{"role": "user", "content": "go"}], schema)
    assert isinstance(answer, dict)
    assert set(answer) == {"plan"}


def test_it_answers_the_same_to_the_same_question() -> None:
    """The answers have no memory, so that a server can keep them."""
    asked = [{"role": "user", "content": "go"}]
    schema = Strategy.model_json_schema()
    first, again = (json.dumps(department_answers(2)(asked, schema)) for _ in range(2))
    assert first == again
