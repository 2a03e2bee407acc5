"""What an agent owes whatever the case says: full, once, founded, in its part."""

from typing import Any

import pytest
from evals_cases import BRIEF, LARKWICK, copy_case, gold, piece

from creative_agents.domain.brief import Challenge, Question
from creative_agents.domain.persona import Reaction
from creative_agents.domain.ranking import Rank, Ranking
from creative_agents.domain.review import Finding, Review, Rewrite
from creative_agents.domain.strategy import PlanLine, Strategy, TestLine
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import ShortStrategy
from creative_agents.evals.requests import whole_strategy
from creative_agents.evals.scorers.all_pieces import all_pieces
from creative_agents.evals.scorers.cites import cites
from creative_agents.evals.scorers.emoji import emoji
from creative_agents.evals.scorers.filled import filled
from creative_agents.evals.scorers.own_words import own_words
from creative_agents.evals.scorers.reader import reader
from creative_agents.evals.scorers.repeats import repeats
from creative_agents.evals.scorers.rewrite import rewrite
from creative_agents.evals.scorers.routes import routes

TEST = TestLine(
    hypothesis="It opens more.", change="The line.", measure="Clicks.", kill="Under 1%."
)
TEXT = "A lamp that you can mend with a coin, on a Sunday."


def strategy(**changes: Any) -> Strategy:
    """Make a strategy with every place filled."""
    short = ShortStrategy(
        proposition="It opens.", idea="A coin opens it.", insight="Mending frightens."
    )
    made = whole_strategy(short)
    steps = {
        name: getattr(made, name).model_copy(update={"evidence": f"the brief on {name}"})
        for name in ("problem", "insight", "proposition")
    }
    route = made.routes[0].model_copy(update={"why": "The coin is ours.", "risk": "It may scare."})
    line = PlanLine(media="owned", channel="email", purpose="It tells.", timing="In May.")
    fields = {
        **steps,
        "routes": (route,),
        "recommendation": "It is true.",
        "plan": (line,),
        "tests": (TEST,),
    }
    return made.model_copy(update={**fields, **changes})


def ranked(*reasons: str, rival: str = "The season.", test: TestLine = TEST) -> Ranking:
    """Make a ranking, a reason a piece."""
    order = tuple(
        Rank(piece=f"x_post/{at}", reasons=(one,), rival_explanation=rival)
        for at, one in enumerate(reasons, start=1)
    )
    return Ranking(order=order, confidence="low", next_test=test, decision="You choose.")


def asked(*questions: str, assumption: str = "Ten pounds.") -> Challenge:
    """Make a challenge."""
    return Challenge(
        restated="Sell the Perch, a lamp.",
        questions=tuple(
            Question(
                id=f"q{at}", question=one, why="It counts.", assumption=assumption, blocking=False
            )
            for at, one in enumerate(questions)
        ),
    )


def remark(**changes: Any) -> Finding:
    """Make a remark on the text."""
    fields = {"rule": "guardian", "level": "warning", "message": "Vague.", "quote": "Sunday"}
    return Finding.model_validate({**fields, "field": "text[1]", "why": "The voice.", **changes})


def review(*findings: Finding, **changes: Any) -> Review:
    """Make a review."""
    return Review(piece="x_post/1", findings=findings, **changes)


def guarded() -> GoldCase:
    """Make a guardian's case."""
    given = {"on": "2026-11-22", "piece": {"channel": "x_post", "text": TEXT}, "market": "GB"}
    return gold(agent="brand_guardian", brand=LARKWICK, input=given)


def read() -> GoldCase:
    """Make a persona's case."""
    persona = {"id": "ana", "name": "Ana", "situation": "A nurse who mends her own lamps."}
    given = {"persona": persona, "piece": {"text": TEXT}}
    return gold(agent="synthetic_persona", brand=LARKWICK, input=given)


def reaction(understood: str = "A coin will do to open it.", **changes: str) -> Reaction:
    """Make a reaction."""
    fields = dict.fromkeys(("recalled_brand", "barrier", "question", "jarring", "outside"), "")
    return Reaction.model_validate(
        {**fields, "understood": understood, "next_action": "look_closer", **changes}
    )


@pytest.mark.parametrize(
    "output",
    [
        strategy(),
        asked("What may it cost?"),
        review(remark(), remark(why="", fix="Name the day.")),
        ranked("Two readers saw the coin.", "Nobody did."),
    ],
)
def test_what_says_everything_is_filled(output: object) -> None:
    """A sound output of each agent."""
    assert filled(gold(), output).passed


@pytest.mark.parametrize(
    "output",
    [
        strategy(plan=()),
        strategy(tests=()),
        strategy(tests=(TEST.model_copy(update={"kill": "n/a"}),)),
        strategy(recommendation="Since [insert reason here]."),
        asked("What may it cost?", assumption="None."),
        review(remark(why="")),
        ranked("The coin.", "The Sunday.", rival=""),
        ranked("…"),
    ],
)
def test_a_stand_in_fills_no_place(output: object) -> None:
    """Nothing, three dots, a blank to fill in."""
    assert filled(gold(), output).passed is False


def test_copy_has_no_places_to_fill() -> None:
    """The format's own rules see to it."""
    assert filled(copy_case(), [piece("None.")]).status == "skipped"


@pytest.mark.parametrize(
    ("output", "value"),
    [
        (asked("What may it cost?", "When does it end?"), 1.0),
        (asked("What may it cost?", "what may it cost?"), 0.5),
        (strategy(), 1.0),
        (review(remark(), remark(quote="mend")), 1.0),
        (review(remark(), remark()), 0.5),
        (review(remark(fix="sunday")), 0.0),
        (ranked("The coin.", "The Sunday."), 1.0),
        (ranked("It fits.", "It fits."), 0.5),
        (ranked("It fits."), None),
        ([piece("It opens with a coin. We mend it for you.")], 1.0),
        ([piece("It opens with a coin. It opens with a coin!")], 0.0),
        ([piece("Mend it. Mend it.")], 1.0),
    ],
)
def test_what_is_said_again_adds_nothing(output: object, value: float | None) -> None:
    """A question, a remark, a reason, a sentence; a short refrain may come back."""
    assert repeats(guarded(), output).value == value


def test_a_strategy_rests_on_more_than_one_thing() -> None:
    """The same evidence under each step is evidence of nothing."""
    one = strategy()
    steps = ("problem", "insight", "proposition")
    same = {name: getattr(one, name).model_copy(update={"evidence": "brief"}) for name in steps}

    assert repeats(gold(), one.model_copy(update=same)).value == pytest.approx(1 / 3)


def test_a_reader_says_it_in_other_words() -> None:
    """The piece recited shows no understanding."""
    assert repeats(read(), reaction()).passed
    assert repeats(read(), reaction(TEXT.upper())).passed is False


def test_reasons_rest_on_the_evidence() -> None:
    """A word of it or a figure; "it is good" rests on nothing."""
    pieces = [{"text": "Mend it with a coin."}, {"text": "Sunday."}]
    given = {"brief": BRIEF, "strategy": {"proposition": "p", "idea": "i"}, "pieces": pieces}
    case = gold(agent="performance_analyst", brand=LARKWICK, input=given)

    assert cites(case, ranked("The coin is seen.", "2 of 3 asked.")).passed
    assert cites(case, ranked("The coin is seen.", "It is fine.")).value == 0.5
    assert cites(case, "a text").status == "skipped"


def test_a_rewrite_passes_the_rules_itself() -> None:
    """Here a forbidden superlative; no rewrite is no fault."""
    good = Rewrite(texts={"text[1]": "A lamp that you can mend."})
    bad = Rewrite(texts={"text[1]": "The best lamp in the world."})

    assert rewrite(guarded(), review()).passed
    assert rewrite(guarded(), review(rewrite=good)).passed
    assert rewrite(guarded(), review(rewrite=bad)).passed is False


def test_every_piece_that_was_asked_for_is_there() -> None:
    """Two of three are two thirds."""
    case = copy_case()
    three = case.model_copy(update={"input": {**case.input, "variants": 3}})

    assert all_pieces(case, [piece(TEXT)]).passed
    assert all_pieces(three, [piece(TEXT), piece(TEXT)]).value == pytest.approx(2 / 3)
    assert all_pieces(gold(), [piece(TEXT)]).status == "skipped"


@pytest.mark.parametrize(
    "said",
    [
        "The call to action is strong.",
        "I would give it 8/10.",
        "As an AI, I have no opinion.",
    ],
)
def test_a_reader_is_no_marketer_no_jury_and_no_machine(said: str) -> None:
    """It stays whom it was drawn as."""
    assert reader(read(), reaction()).passed
    assert reader(read(), reaction(said)).passed is False
    assert reader(read(), reaction(barrier=said)).passed is False


def test_a_reader_of_the_trade_may_speak_of_it() -> None:
    """What its own description says, it may say."""
    case = read()
    persona = {**case.input["persona"], "situation": "Writes a call to action a day."}  # type: ignore[dict-item]
    own = case.model_copy(update={"input": {**case.input, "persona": persona}})

    assert reader(own, reaction("A call to action, like mine.")).passed


def test_emoji_are_counted_in_each_text() -> None:
    """One is let pass; a sign that is text is none."""
    assert emoji(copy_case(), [piece("Mend it 💡 for 5 # and ©.")]).passed
    assert emoji(copy_case(), [piece("🔥🚀 Mend it"), piece("Mend it")]).value == 0.5


def test_the_route_that_is_recommended_exists() -> None:
    """Whatever the case expects of routes."""
    assert routes(gold(), strategy()).passed
    assert routes(gold(), strategy(recommended="z")).passed is False


def test_routes_and_a_brief_said_back_live_in_their_world() -> None:
    """A lamp to mend is Larkwick's; a better tomorrow is everybody's."""
    case = guarded()
    generic = strategy().routes[0].model_copy(update={"idea": "Innovation unlocks growth."})
    looks = (generic.examples[0].model_copy(update={"looks": "Elevating excellence."}),)
    empty = generic.model_copy(update={"examples": looks})

    assert own_words(case, asked()).passed
    assert own_words(case, strategy(routes=(empty,))).passed is False
