"""What each agent accepts, sends back and gives, with a scripted model."""

from datetime import date
from typing import Any

import pytest
from campaign_house import make_brand, make_brief, make_route, make_strategy, write

from creative_agents import channels
from creative_agents.agents.brand_guardian import ReviewRequest, create_brand_guardian
from creative_agents.agents.brief_challenger import ChallengeRequest, create_brief_challenger
from creative_agents.agents.copywriter import CopyRequest, answer_type, create_copywriter
from creative_agents.agents.performance_analyst import RankingRequest, create_performance_analyst
from creative_agents.agents.strategist import StrategyRequest, create_strategist
from creative_agents.agents.synthetic_persona import ReadingRequest, create_synthetic_persona
from creative_agents.domain.brief import Challenge, StartFrom
from creative_agents.domain.review import Finding
from creative_agents.errors import ModelAnswerError
from creative_agents.llm.profile import mark
from creative_agents.testing.scripted_model import ScriptedChatModel

ON = date(2026, 11, 22)


def copy_request(channel: str = "x_post", **changes: Any) -> CopyRequest:
    """Make a request for one variant."""
    fields: dict[str, Any] = {
        "language": "en",
        "brief": make_brief(),
        "brand": make_brand(),
        "strategy": make_strategy(),
        "route": make_route("b", bold=True),
        "channel": channels.load(channel),
        "on": ON,
    }
    return CopyRequest(**{**fields, **changes})


def copy_answer(**changes: Any) -> dict[str, Any]:
    """Make an answer for a post on X."""
    return {
        "text": "Leave your bicycle before work. Ride it home tonight.",
        "idea": "The evening stays yours",
        "insight_served": "A noise at night is tomorrow's problem",
        "difference": "It speaks of the evening",
        "claims_used": ["same-day"],
        "offer": None,
        "visual": "A bicycle against the shop's window at dusk",
        "on_image": "",
        "alt_text": "A bicycle at dusk",
        **changes,
    }


def test_the_copywriter_gives_a_variant_named_by_channel_and_number() -> None:
    """The id is stable over the rounds, and the lever differs from variant to variant."""
    model = ScriptedChatModel(answers=[copy_answer(), copy_answer()])
    agent = create_copywriter(model)
    first, second = (agent.invoke(copy_request(number=number)) for number in (1, 2))

    assert (first.id, second.id) == ("x_post/1", "x_post/2")
    assert (first.lever, second.lever) == ("proof", "ease")
    assert first.asset.text("text") == copy_answer()["text"]
    assert first.claims_used == ("same-day",)


def test_a_text_over_the_hard_limit_is_sent_back_once_with_its_length() -> None:
    """The repair says which text is too long, by the platform's own count."""
    model = ScriptedChatModel(answers=[copy_answer(text="word " * 80), copy_answer()])
    create_copywriter(model).invoke(copy_request())

    assert "text[1] has 399 x_characters, at most 280" in model.requests[1].prompt


def test_a_claim_that_is_not_in_the_ledger_is_sent_back_and_then_refused() -> None:
    """An agent never uses a claim that nobody proved."""
    bad = copy_answer(claims_used=["cheapest"])
    model = ScriptedChatModel(answers=[bad, bad])

    with pytest.raises(ModelAnswerError, match="'cheapest' is not in the ledger"):
        create_copywriter(model).invoke(copy_request())


def test_a_claim_of_another_market_is_not_in_the_ledger() -> None:
    """A claim cleared for France cannot be used in Britain."""
    brand = make_brand()
    abroad = brand.claims[0].model_copy(update={"markets": ("FR",)})
    model = ScriptedChatModel(answers=[copy_answer(), copy_answer()])

    with pytest.raises(ModelAnswerError, match="'same-day' is not in the ledger"):
        create_copywriter(model).invoke(
            copy_request(brand=brand.model_copy(update={"claims": (abroad,)}))
        )


def test_what_the_folder_holds_is_not_asked_of_the_model() -> None:
    """Sender, footer and plain text of a mail come from the folder, word for word."""
    brand = make_brand(postal_address="1 Station Yard, Leeds", sender="Spoke & Tyre")
    answer = {
        **copy_answer(),
        "subject": "Home by bicycle tonight",
        "preheader": "Leave it with us before work",
        "body": "Leave your bicycle with us before work. Ride it home tonight.",
        "cta": "Book a service",
    }
    del answer["text"]
    variant = create_copywriter(ScriptedChatModel(answers=[answer])).invoke(
        copy_request("email", brand=brand)
    )

    assert variant.asset.text("sender") == "Spoke & Tyre"
    assert "1 Station Yard, Leeds" in variant.asset.text("footer")
    assert "{{ unsubscribe_link }}" in variant.asset.text("footer")
    assert variant.asset.text("plain_text").startswith(answer["body"])


@pytest.mark.parametrize("name", channels.names())
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_channel_gives_an_answer_type_with_described_fields(name: str, language: Any) -> None:
    """Purpose and limits reach the model through the schema, in its language."""
    schema = answer_type(channels.load(name), language).model_json_schema()
    fields = [item.name for item in channels.load(name).format.fields]

    assert set(fields) <= set(schema["properties"])


def test_the_strategist_must_recommend_a_route_that_exists() -> None:
    """A recommendation of nothing is sent back."""
    model = ScriptedChatModel(answers=[make_strategy(recommended="z"), make_strategy()])
    create_strategist(model).invoke(strategy_request())

    assert "recommended is 'z', which is none of a, b" in model.requests[1].prompt


def test_the_strategist_must_dare_one_route() -> None:
    """Two tame routes are sent back."""
    routes = (make_route("a", bold=False), make_route("b", bold=False))
    model = ScriptedChatModel(answers=[make_strategy(routes=routes), make_strategy()])
    create_strategist(model).invoke(strategy_request())

    assert "no route is bold" in model.requests[1].prompt


def test_a_locked_line_is_the_only_tagline_of_every_route() -> None:
    """A person's own line may be extended, never replaced."""
    locked = make_brief(start_from=StartFrom(kind="line", text="Ride home tonight"))
    route = make_route("b", bold=True).model_copy(update={"tagline": "Roll on"})
    model = ScriptedChatModel(answers=[make_strategy(routes=(route,)), make_strategy()])
    create_strategist(model).invoke(strategy_request(brief=locked))

    assert "the line 'Ride home tonight' is locked" in model.requests[1].prompt


def strategy_request(**changes: Any) -> StrategyRequest:
    """Make a request for a strategy."""
    fields: dict[str, Any] = {
        "language": "en",
        "brief": make_brief(),
        "brand": make_brand(),
        "channels": (channels.load("x_post"),),
        "on": ON,
    }
    return StrategyRequest(**{**fields, **changes})


def review_request(**changes: Any) -> ReviewRequest:
    """Make a request for a review."""
    fields: dict[str, Any] = {
        "language": "en",
        "brief": make_brief(),
        "brand": make_brand(),
        "variant": write(copy_request()),
        "on": ON,
    }
    return ReviewRequest(**{**fields, **changes})


def remark(quote: str) -> dict[str, Any]:
    """Make a guardian's answer with one remark."""
    said = {
        "place": "text[1]",
        "quote": quote,
        "severity": "fix",
        "message": "Anybody says so.",
        "why": "The voice is plain.",
        "fix": "Tonight, you ride home.",
        "owner": "brand",
    }
    return {"remarks": [said], "keep": [{"quote": "Ride it home tonight", "why": "It is ours."}]}


def test_the_guardian_quotes_the_exact_span_after_what_the_rules_found() -> None:
    """The rules' findings stand first and untouched; a remark has its code points."""
    found = Finding(rule="terms.avoid", level="warning", message="no")
    review = create_brand_guardian(ScriptedChatModel(answers=[remark("before work")])).invoke(
        review_request(findings=(found,))
    )

    text = review_request().variant.asset.text("text")
    assert review.findings[0] == found
    assert text[review.findings[1].start : review.findings[1].end] == "before work"
    assert review.keep[0].quote == "Ride it home tonight"


def test_the_guardian_must_quote_letter_for_letter() -> None:
    """A quotation that does not stand in the piece is sent back."""
    model = ScriptedChatModel(answers=[remark("after work"), remark("before work")])
    create_brand_guardian(model).invoke(review_request())

    assert "«after work» does not stand in text[1]" in model.requests[1].prompt


def small_model() -> ScriptedChatModel:
    """Make a model that is small and must not be asked."""
    return ScriptedChatModel(answers=[], metadata=mark(kind="small", name="tiny", serial=True))


def test_a_small_model_is_never_asked_to_judge() -> None:
    """With one the rules alone speak, and the review says so."""
    found = Finding(rule="terms.avoid", level="warning", message="no")
    review = create_brand_guardian(small_model()).invoke(review_request(findings=(found,)))

    assert review.findings == (found,)
    assert review.judged_by == ""


def test_with_a_small_model_the_brief_is_challenged_by_rule() -> None:
    """What a rule finds missing is asked, in the brief's language."""
    request = ChallengeRequest(
        language="fr",
        brief=make_brief(language="fr", audiences=(), products=()),
        brand=make_brand(products=()),
        on=ON,
    )
    challenge = create_brief_challenger(small_model()).invoke(request)

    assert [item.id for item in challenge.questions] == ["product", "audience", "flight", "kpi"]
    assert challenge.blocks
    assert challenge.questions[0].question == "De quel produit ou service s'agit-il ?"


def test_the_challenger_gives_what_the_model_asks() -> None:
    """A strong model's own questions are kept."""
    answer = Challenge(restated="Commuters book a service before the frost.")
    request = ChallengeRequest(language="en", brief=make_brief(), brand=make_brand(), on=ON)

    assert create_brief_challenger(ScriptedChatModel(answers=[answer])).invoke(request) == answer


def test_a_persona_must_copy_the_word_that_jarred() -> None:
    """A word that does not stand in the piece is sent back."""
    said = {
        "understood": "They mend bicycles in a day.",
        "recalled_brand": "",
        "barrier": "",
        "question": "",
        "jarring": "tomorrow",
        "next_action": "ignore",
        "outside": "",
    }
    model = ScriptedChatModel(answers=[said, {**said, "jarring": "tonight"}])
    request = ReadingRequest(
        language="en",
        persona=make_brand().audiences[0].personas[0],
        asset=write(copy_request()).asset,
        channel=channels.load("x_post"),
    )
    reaction = create_synthetic_persona(model).invoke(request)

    assert reaction.jarring == "tonight"
    assert "«tomorrow» does not stand in the piece" in model.requests[1].prompt


def test_a_persona_sees_the_piece_and_not_the_brands_folder() -> None:
    """A reader knows what readers know."""
    said = {
        "understood": "They mend bicycles in a day.",
        "recalled_brand": "",
        "barrier": "",
        "question": "",
        "jarring": "",
        "next_action": "ignore",
        "outside": "",
    }
    model = ScriptedChatModel(answers=[said])
    create_synthetic_persona(model).invoke(
        ReadingRequest(
            language="en",
            persona=make_brand().audiences[0].personas[0],
            asset=write(copy_request()).asset,
            channel=channels.load("x_post"),
        )
    )

    assert "workshop book" not in model.requests[0].prompt
    assert "Spoke & Tyre" not in model.requests[0].prompt


def test_the_analyst_must_rank_every_piece_once() -> None:
    """A forgotten piece is sent back."""
    variant = write(copy_request())
    ranked: dict[str, Any] = {
        "order": [{"piece": "x_post/1", "reasons": ["it is plain"], "rival_explanation": ""}],
        "confidence": "low",
        "next_test": {"hypothesis": "h", "change": "c", "measure": "m", "kill": "k"},
        "decision": "Which runs first?",
    }
    model = ScriptedChatModel(answers=[{**ranked, "order": []}, ranked])
    ranking = create_performance_analyst(model).invoke(
        RankingRequest(
            language="en",
            brief=make_brief(),
            strategy=make_strategy(),
            route=make_route("b", bold=True),
            variants=(variant,),
        )
    )

    assert [item.piece for item in ranking.order] == ["x_post/1"]
    assert "order must hold each of x_post/1 once" in model.requests[1].prompt
