"""What a small model's work is made of, with a scripted one that says lines back."""

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from campaign_house import make_brand, make_brief, make_route, make_strategy, read, write

from creative_agents import channels
from creative_agents.agents.copywriter import CopyRequest, create_copywriter
from creative_agents.agents.performance_analyst import RankingRequest, create_performance_analyst
from creative_agents.agents.strategist import StrategyRequest, create_strategist
from creative_agents.agents.synthetic_persona import ReadingRequest, create_synthetic_persona
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.brand import Brand, Product
from creative_agents.domain.brief import StartFrom
from creative_agents.domain.measure import measure
from creative_agents.domain.review import Finding, PieceReaction, Review
from creative_agents.drafting.sources import of_kinds, sources
from creative_agents.errors import BriefError
from creative_agents.llm.profile import mark
from creative_agents.testing.scripted_model import ScriptedChatModel

ON = date(2026, 11, 22)

BENEFITS = (
    "You ride home the same evening.",
    "The brakes work in the rain.",
    "The gears stop jumping.",
    "The lights last the whole winter.",
)
FACTS = ("Drop it off before work.", "The shop opens at seven.", "The shop is by the station.")


def brand(**changes: Any) -> Brand:
    """Make a brand with enough to say."""
    service = Product(
        id="service",
        name="Winter service",
        description="A bicycle service in one day.",
        benefits=BENEFITS,
        facts=FACTS,
    )
    return make_brand(products=(service,), sender="Spoke", **changes)


def said_back(messages: Sequence[Any], _schema: Any) -> dict[str, str]:
    """Say each numbered line back: a headline without its full stop, a pair as one sentence."""
    asked = messages[-1].text
    lines = [line.split(" + ")[0].rstrip(".") for line in _NUMBERED.findall(asked)]
    stop = "" if asked.startswith(("One headline", "Un titre")) else "."
    return {str(place): f"{text}{stop}" for place, text in enumerate(lines, 1)}


_NUMBERED = re.compile(r"^\d+\. (.*)$", re.MULTILINE)


def small(answers: Any = said_back) -> ScriptedChatModel:
    """Make a small model."""
    return ScriptedChatModel(answers=answers, metadata=mark(kind="small", name="tiny", serial=True))


def draft(channel: str, model: ScriptedChatModel | None = None, **changes: Any) -> Variant:
    """Draft one variant."""
    fields: dict[str, Any] = {
        "language": "en",
        "brief": make_brief(),
        "brand": brand(),
        "strategy": make_strategy(),
        "route": make_route("b", bold=True),
        "channel": channels.load(channel),
        "on": ON,
    }
    return create_copywriter(model or small()).invoke(CopyRequest(**{**fields, **changes}))


def test_sources_are_the_folders_own_lines_with_their_place() -> None:
    """Each line says where it stands, so that its claim is known without asking."""
    found = sources(brand(), make_brief(), on=ON)

    assert of_kinds(found, "claim")[0].origin == "claims/same-day"
    assert [item.text for item in of_kinds(found, "benefit")] == list(BENEFITS)


def test_a_confidential_product_gives_no_source() -> None:
    """What the brand keeps to itself is not rewritten either."""
    hidden = brand().products[0].model_copy(update={"confidential": True})

    assert not of_kinds(sources(make_brand(products=(hidden,)), make_brief(), on=ON), "benefit")


def test_a_responsive_ad_is_filled_within_its_limits() -> None:
    """Three headlines and two descriptions at least, each by the platform's own count."""
    variant = draft("google_rsa")

    assert len(variant.asset.texts("headline")) >= 3
    assert len(variant.asset.texts("description")) >= 2
    for text in variant.asset.texts("headline"):
        assert measure(text, "google_characters") <= 30


def test_a_draft_says_that_it_is_one() -> None:
    """A small model's copy carries the mark and the model's name."""
    variant = draft("google_rsa")

    assert variant.draft
    assert variant.written_by == "tiny"


def test_a_claim_that_a_line_rests_on_is_named() -> None:
    """The ledger's id follows the line, not the model's word."""
    assert "same-day" in draft("google_rsa").claims_used


def test_a_claim_stands_once_and_as_it_was_cleared() -> None:
    """Two wordings of one claim do not stand in one piece, and neither is rewritten."""
    claim = brand().claims[0].model_copy(update={"wording": ("Done the same day",)})
    variant = draft("google_rsa", brand=brand(claims=(claim,)))
    said = [text for text in (claim.text, *claim.wording) if text in variant.asset.full_text()]

    assert said == ["Back the same day"]


def test_two_variants_lead_with_other_lines() -> None:
    """Siblings start from different sources, so they differ by what they say."""
    first, second = draft("landing_hero", number=1), draft("landing_hero", number=2)

    assert first.idea != second.idea


def test_the_same_lines_serve_every_channel() -> None:
    """A headline call does not depend on the channel, so a run pays it once."""
    search, page = small(), small()
    draft("google_rsa", search)
    draft("landing_hero", page)

    assert search.requests[0].prompt == page.requests[0].prompt


def test_a_second_draw_is_made_only_where_too_few_lines_can_be_used() -> None:
    """Good lines cost one call of each shape."""
    model = small()
    draft("google_rsa", model)

    assert len(model.requests) == 2


def test_a_line_with_a_number_that_nobody_gave_is_not_used() -> None:
    """An invented figure never reaches the piece."""

    def invented(messages: Sequence[Any], schema: Any) -> dict[str, str]:
        return {key: f"Save 70% {text}" for key, text in said_back(messages, schema).items()}

    variant = draft("google_rsa", small(invented))

    assert "70" not in variant.asset.full_text()


def test_a_persons_own_line_stands_first_and_untouched() -> None:
    """The locked line is the first thing that a reader reads."""
    start = StartFrom(kind="line", text="Ride home tonight.")
    brief = make_brief(start_from=start)

    assert draft("landing_hero", brief=brief).asset.text("headline") == "Ride home tonight."
    assert draft("meta_feed", brief=brief).asset.text("primary_text").startswith(start.text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_text_message_fits_one_segment_and_says_how_to_stop(language: Any) -> None:
    """Sender, one thought, the way out, in GSM-7."""
    variant = draft(
        "sms", language=language, brief=make_brief(language=language, start_from=LINES[language])
    )
    body = variant.asset.text("body")

    assert body.startswith("Spoke: ")
    assert "STOP" in body
    assert measure(body, "sms_segments") == 1


LINES = {
    "en": StartFrom(kind="line", text="Ride home tonight."),
    "fr": StartFrom(kind="line", text="Rentrez à vélo dès ce soir."),
}


def test_a_folder_without_a_line_is_refused_with_what_to_write() -> None:
    """A small model is not asked to invent."""
    empty = make_brand(products=(), claims=(), audiences=())

    with pytest.raises(BriefError, match="give the products of the brief a benefit or a fact"):
        draft("google_rsa", brand=empty)


def steps(messages: Sequence[Any], _schema: Any) -> dict[str, str]:
    """Say an insight on the rails that were laid."""
    assert "Spoke & Tyre" in messages[-1].text
    return {"insight": "They want to book a service before the frost, but the workshop is empty."}


def test_a_small_strategy_quotes_the_brief_and_the_folder() -> None:
    """Problem and proof are the brand's; the routes say that they are drafts."""
    request = StrategyRequest(
        language="en",
        brief=make_brief(),
        brand=brand(),
        channels=(channels.load("x_post"), channels.load("email")),
        on=ON,
    )
    strategy = create_strategist(small(steps)).invoke(request)

    assert strategy.problem.statement == make_brief().business_problem
    assert strategy.messages[0].reasons[0].claim == "same-day"
    assert [route.bold for route in strategy.routes] == [False, True]
    assert strategy.insight.statement.startswith("They want to book")
    assert strategy.proposition.statement == "Back the same day"
    assert "small model drafted" in strategy.recommendation


def test_a_small_persona_says_what_it_understood_and_leaves_the_rest_empty() -> None:
    """It gives no brand, no mark and no jarring word."""
    said = {
        "understood": "I understand that I can leave my bicycle before work.",
        "question": "Do I have to book?",
        "barrier": "I do not know what it costs.",
        "next_action": "look_closer",
    }
    model = small([json.dumps(said)])
    reaction = create_synthetic_persona(model).invoke(
        ReadingRequest(
            language="en",
            persona=brand().audiences[0].personas[0],
            asset=draft("landing_hero").asset,
            channel=channels.load("landing_hero"),
        )
    )

    assert reaction.understood == said["understood"]
    assert (reaction.recalled_brand, reaction.jarring) == ("", "")
    assert "http" not in model.requests[0].prompt


def test_a_small_ranking_counts_remarks_and_says_how_little_that_is() -> None:
    """Fewer remarks stand first, and the ranking's confidence is low."""
    strategy = create_strategist(small(steps)).invoke(
        StrategyRequest(
            language="en",
            brief=make_brief(),
            brand=brand(),
            channels=(channels.load("x_post"),),
            on=ON,
        )
    )
    request = CopyRequest(
        language="en",
        brief=make_brief(),
        brand=brand(),
        strategy=strategy,
        route=strategy.routes[0],
        channel=channels.load("x_post"),
        on=ON,
    )
    one, two = (write(request.model_copy(update={"number": number})) for number in (1, 2))
    remark = Finding(rule="terms.avoid", level="warning", message="no", piece=one.id)
    reading = ReadingRequest(
        language="en",
        persona=brand().audiences[0].personas[0],
        asset=two.asset,
        channel=channels.load("x_post"),
    )
    ranking = create_performance_analyst(small([])).invoke(
        RankingRequest(
            language="en",
            brief=make_brief(),
            strategy=strategy,
            route=strategy.routes[0],
            variants=(one, two),
            reviews=(Review(piece=one.id, findings=(remark,)), Review(piece=two.id)),
            reactions=(PieceReaction(piece=two.id, persona="june", reaction=read(reading)),),
        )
    )

    assert [item.piece for item in ranking.order] == [two.id, one.id]
    assert ranking.confidence == "low"
    assert "1 played reading(s)" in ranking.order[0].rival_explanation


@pytest.mark.parametrize(
    ("pieces", "hypothesis"),
    [
        (("Mend it.", "Wait less."), "People act more on “Mend it.” than on “Wait less.”."),
        (("Mend it.",), "People who see “Mend it.” act more than people who do not."),
    ],
    ids=["two", "alone"],
)
def test_a_small_analyst_proposes_a_test_where_the_strategy_has_none(
    pieces: tuple[str, ...], hypothesis: str
) -> None:
    """The first piece against the last, or against nothing, by the number of the brief."""
    strategy = make_strategy(tests=())
    lines = [AssetField(name="text", text=idea) for idea in pieces]
    variants = tuple(
        Variant(
            id=f"x_post/{number}",
            asset=Asset(channel="x_post", language="en", fields=(line,)),
            idea=line.text,
        )
        for number, line in enumerate(lines, start=1)
    )

    ranking = create_performance_analyst(small([])).invoke(
        RankingRequest(
            language="en",
            brief=make_brief(),
            strategy=strategy,
            route=strategy.routes[0],
            variants=variants,
        )
    )

    assert ranking.next_test.hypothesis == hypothesis
    assert ranking.next_test.measure
