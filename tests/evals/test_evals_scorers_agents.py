from typing import Any

import pytest
from evals_cases import BRIEF, LARKWICK, gold

from creative_agents.domain.brief import Challenge, Question
from creative_agents.domain.persona import Reaction
from creative_agents.domain.ranking import Rank, Ranking
from creative_agents.domain.review import Finding, Level, Review
from creative_agents.domain.strategy import TestLine
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import ShortStrategy
from creative_agents.evals.requests import whole_strategy
from creative_agents.evals.scorers.asks import asks
from creative_agents.evals.scorers.asks_not import asks_not
from creative_agents.evals.scorers.barrier import barrier
from creative_agents.evals.scorers.blocks import blocks
from creative_agents.evals.scorers.chain import chain
from creative_agents.evals.scorers.claims import claims
from creative_agents.evals.scorers.finding_precision import finding_precision
from creative_agents.evals.scorers.finding_recall import finding_recall
from creative_agents.evals.scorers.next_action import next_action
from creative_agents.evals.scorers.quoted import quoted
from creative_agents.evals.scorers.ranking import ranking
from creative_agents.evals.scorers.understands import understands
from creative_agents.evals.scorers.verdict import verdict

TEXT = "Loved by all. Loved by the fastest lamp."


def guarded(**expected: Any) -> GoldCase:
    """Make a guardian's case on one text."""
    piece = {"channel": "x_post", "text": TEXT}
    given = {"on": "2026-11-22", "piece": piece, "market": "GB"}
    return gold(agent="brand_guardian", brand=LARKWICK, input=given, expected=expected)


def found(
    quote: str, start: int | None = None, level: Level = "error", rule: str = "claims.x"
) -> Finding:
    """Make a finding on that text."""
    at = TEXT.index(quote) if start is None else start
    end = at + len(quote)
    return Finding(
        rule=rule, level=level, message="m", field="text[1]", quote=quote, start=at, end=end
    )


def review(*findings: Finding) -> Review:
    """Make a review."""
    return Review(piece="x_post/1", findings=findings)


WANTED = {"field": "text", "quote": "fastest", "rule": "claims"}


@pytest.mark.parametrize(
    ("finding", "value"),
    [
        (found("fastest"), 1.0),
        (found("the fastest lamp"), 1.0),
        (found("fastest", level="suggestion"), 0.0),
        (found("all"), 0.0),
        (found("fastest", rule="terms.avoid"), 0.0),
        (found("fastest", rule="guardian"), 1.0),
    ],
)
def test_a_remark_counts_at_its_place_and_level(finding: Finding, value: float) -> None:
    """Spans that overlap are the same remark; another place, rule or taste is not."""
    assert finding_recall(guarded(findings=[WANTED]), review(finding)).value == value


def test_the_second_of_the_same_words_is_told_from_the_first() -> None:
    """An occurrence is a place."""
    case = guarded(findings=[{"field": "text", "quote": "Loved", "occurrence": 2}])

    assert finding_recall(case, review(found("Loved", start=14))).passed
    assert finding_recall(case, review(found("Loved", start=0))).passed is False


def test_precision_counts_false_alarms_and_not_taste() -> None:
    """One right of two grave remarks is a half; a suggestion is free."""
    case = guarded(findings=[WANTED])
    given = review(found("fastest"), found("all"), found("Loved", level="suggestion"))

    assert finding_precision(case, given).value == 0.5
    assert finding_precision(guarded(findings=[]), review()).passed
    assert finding_precision(guarded(), given).status == "skipped"


def test_a_verdict_is_right_or_not() -> None:
    """An error refuses; a warning lets pass."""
    assert verdict(guarded(passes=False), review(found("fastest"))).passed
    assert verdict(guarded(passes=False), review(found("all", level="warning"))).passed is False


def challenge(*questions: str, blocking: bool = False) -> Challenge:
    """Make a challenge."""
    return Challenge(
        restated="Sell lamps at a good price.",
        questions=tuple(
            Question(id=f"q{at}", question=one, why="it matters", assumption="a", blocking=blocking)
            for at, one in enumerate(questions)
        ),
    )


def test_what_must_be_asked_is_looked_for_in_questions() -> None:
    """A word of the restated brief is no question."""
    case = gold(expected={"asks": [["price", "cost"], ["date", "when"]]})

    assert asks(case, challenge("What may it cost?")).value == 0.5
    assert asks(case, challenge("What may it cost?", "When does it end?")).passed
    assert asks(case, challenge()).value == 0


def test_needless_questions_are_told() -> None:
    """What the brief says is not asked, and not more than it deserves."""
    case = gold(expected={"asks_not": ["price"], "max_questions": 1})

    assert asks_not(case, challenge("When?")).passed
    assert asks_not(case, challenge("Which price?")).value == 0.5
    assert asks_not(case, challenge("When?", "Who?")).value == 0.5


def test_blocking_is_right_or_not() -> None:
    """Only what no assumption could carry stops the work."""
    assert blocks(gold(expected={"blocks": True}), challenge("Legal?", blocking=True)).passed
    assert blocks(gold(expected={"blocks": True}), challenge("Legal?")).passed is False


def reaction(**changes: str) -> Reaction:
    """Make a reaction."""
    fields = dict.fromkeys(("recalled_brand", "barrier", "question", "jarring", "outside"), "")
    said = {"understood": "A lamp that opens with a coin.", "next_action": "look_closer"}
    return Reaction.model_validate({**fields, **said, **changes})


def read(**expected: Any) -> GoldCase:
    """Make a persona's case."""
    persona = {"id": "ana", "name": "Ana", "situation": "Rents a flat in Leeds."}
    given = {"persona": persona, "piece": {"text": TEXT}}
    return gold(agent="synthetic_persona", brand=LARKWICK, input=given, expected=expected)


def test_a_reader_is_scored_on_what_it_understood_did_and_feared() -> None:
    """A persona that always likes everything is told."""
    case = read(understands=["coin"], actions=["look_closer", "save"], barrier=True)

    assert understands(case, reaction()).passed
    assert next_action(case, reaction(next_action="buy")).passed is False
    assert barrier(case, reaction()).passed is False
    assert barrier(case, reaction(barrier="The price.")).passed


def test_a_quotation_stands_in_the_piece() -> None:
    """Letter for letter."""
    assert quoted(read(), reaction(jarring="Loved by all")).passed
    assert quoted(read(), reaction(jarring="Hated by all")).passed is False
    assert quoted(read(), reaction()).passed
    assert quoted(read(), "a text").status == "skipped"


def ranked(*order: str) -> Ranking:
    """Make a ranking."""
    test = TestLine(hypothesis="h", change="c", measure="m", kill="k")
    ranks = tuple(Rank(piece=one, reasons=("r",), rival_explanation="") for one in order)
    return Ranking(order=ranks, confidence="low", next_test=test, decision="d")


def test_a_ranking_holds_every_piece_the_best_first() -> None:
    """First, last and complete are three things."""
    pieces = [{"text": "one"}, {"text": "two"}, {"text": "three"}]
    strategy = {"proposition": "p", "idea": "i"}
    case = gold(
        agent="performance_analyst",
        brand=LARKWICK,
        input={"brief": BRIEF, "strategy": strategy, "pieces": pieces},
        expected={"best": ["x_post/1"], "worst": ["x_post/3"]},
    )

    assert ranking(case, ranked("x_post/1", "x_post/2", "x_post/3")).passed
    assert ranking(case, ranked("x_post/1", "x_post/3", "x_post/2")).value == pytest.approx(2 / 3)
    assert ranking(case, ranked("x_post/1", "x_post/3")).value == pytest.approx(2 / 3)


def test_claims_are_of_the_ledger_and_allowed_here() -> None:
    """A claim that exists may still be out of place."""
    known = whole_strategy(ShortStrategy(proposition="p", idea="i", claims=("parts-25-years",)))
    unknown = whole_strategy(ShortStrategy(proposition="p", idea="i", claims=("best-lamp",)))

    assert claims(guarded(), known).passed
    assert claims(guarded(), unknown).passed is False
    assert claims(guarded(claims=["made-in-huddersfield"]), known).passed is False


def test_a_chain_says_three_things() -> None:
    """An insight that repeats the promise is loose."""
    good = ShortStrategy(
        proposition="It opens.", idea="i", insight="Mending frightens.", problem="Waste."
    )
    same = ShortStrategy(proposition="It opens.", idea="i", insight="It opens.", problem="Waste.")

    assert chain(guarded(), whole_strategy(good)).passed
    assert chain(guarded(), whole_strategy(same)).value == pytest.approx(2 / 3)
