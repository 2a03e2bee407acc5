from collections.abc import Sequence
from typing import Any

import pytest
from campaign_house import make_strategy
from evals_cases import copy_case, gold, piece

from creative_agents.domain.base import Language
from creative_agents.errors import ConfigError, UnknownNameError
from creative_agents.evals import scorers
from creative_agents.evals.scorers import find_scorers, installed_scorers
from creative_agents.evals.scorers.address import address
from creative_agents.evals.scorers.format_valid import format_valid
from creative_agents.evals.scorers.gold_distance import gold_distance
from creative_agents.evals.scorers.invention import invention
from creative_agents.evals.scorers.language import language
from creative_agents.evals.scorers.must_not_say import must_not_say
from creative_agents.evals.scorers.must_say import must_say
from creative_agents.evals.scorers.numbers import numbers
from creative_agents.evals.scorers.originality import originality
from creative_agents.evals.scorers.policy_pass import policy_pass
from creative_agents.evals.scorers.readability import readability
from creative_agents.evals.scorers.swap_the_logo import swap_the_logo
from creative_agents.evals.scorers.trajectory import trajectory
from creative_agents.evals.scorers.variety import variety
from creative_agents.evals.scorers.worn_phrases import worn_phrases

GOOD = "Perch opens with a coin. Eleven parts, each sold on its own, from Huddersfield."


def test_every_file_of_the_folder_is_a_scorer() -> None:
    """A scorer is found by its file; its name is the function's."""
    known = installed_scorers()

    assert {"policy_pass", "finding_recall", "gate_unapproved", "cost"} <= set(known)
    assert all(function.__name__ == name for name, function in known.items())


def test_a_scorer_is_named_or_passed() -> None:
    """A function of one's own stands beside those that are installed."""

    def short(case: Any, output: Any) -> Any:
        """Stand for a scorer."""

    assert list(find_scorers(["must_say", short])) == ["must_say", "short"]
    with pytest.raises(UnknownNameError, match="no scorer 'beauty'; there are"):
        find_scorers(["beauty"])


def test_a_file_without_its_function_is_refused() -> None:
    """The folder's promise is kept."""
    with pytest.raises(ConfigError, match="must hold a function named 'x'"):
        scorers._function(None, "x", "package.x")


@pytest.mark.parametrize(
    ("wanted", "text", "value"),
    [
        (["coin"], "It opens with COINS.", 1.0),
        ([["25 years", "25 ans"], "Huddersfield"], "Pièces pendant 25 ans.", 0.5),
        (["l’été"], "L'été à Sète", 1.0),
        (["été"], "Il a prêté sa lampe", 0.0),
        (["7,50 €"], "À 7,50\u00a0€ le pot", 1.0),
    ],
)
def test_what_must_be_said_is_found_in_any_typography(
    wanted: Sequence[Any], text: str, value: float
) -> None:
    """Case, apostrophes and no-break spaces do not matter; a word begins where it begins."""
    assert must_say(gold(expected={"must_say": list(wanted)}), text).value == value


def test_what_must_not_be_said_is_told() -> None:
    """One of several wordings is enough."""
    case = gold(expected={"must_not_say": [["unbreakable", "lifetime"], "cheap"]})

    score = must_not_say(case, "A lamp for a lifetime.")

    assert (score.value, score.passed, score.evidence) == (0.5, False, ("lifetime",))
    assert must_not_say(case, "A lamp.").passed


def test_what_a_strategy_will_not_say_is_not_said() -> None:
    """Its list of that is left out; the same words in a route are found."""
    case = gold(expected={"must_not_say": ["unbreakable"]})

    refused = must_not_say(case, make_strategy(not_said=("unbreakable",)))
    said = must_not_say(case, make_strategy(not_said=("x",), recommendation="It is unbreakable."))

    assert (refused.passed, said.passed) == (True, False)


def test_a_rule_that_refuses_fails_policy_pass() -> None:
    """A claim that nobody proved is refused; copy from the ledger passes."""
    assert policy_pass(copy_case(), [piece(GOOD)]).passed
    bad = policy_pass(copy_case(), [piece(GOOD), piece("The UK's no. 1 lamp, guaranteed.")])
    assert (bad.value, bad.passed) == (0.5, False)
    assert bad.evidence


def test_a_text_over_its_limit_fails_the_format() -> None:
    """The channel's hard limit counts; style does not."""
    assert format_valid(copy_case(), [piece(GOOD)]).passed
    assert format_valid(copy_case(), [piece(GOOD * 6)]).passed is False


def test_no_copy_from_a_copywriter_is_a_fail() -> None:
    """An empty answer must not slip by as nothing to score."""
    assert policy_pass(copy_case(), []).passed is False
    assert policy_pass(gold(), "a text").status == "skipped"


@pytest.mark.parametrize(
    ("language", "worn"),
    [
        ("en", "Unlock the power of light. Elevate your evenings. Look no further."),
        ("fr", "Découvrez une expérience unique. Plongez dans un univers d’exception."),
    ],
)
def test_worn_phrases_are_told(language: Language, worn: str) -> None:
    """What everybody writes is counted, in both languages."""
    case = copy_case(language=language)

    score = worn_phrases(case, [piece(worn, language=language)])

    assert score.passed is False
    assert len(score.evidence) >= 2
    assert worn_phrases(case, [piece("Onze.", language=language)]).passed


@pytest.mark.parametrize(
    ("language", "said", "invented"),
    [
        ("en", "Perch: 62 cm of reach, £129.", ()),
        ("en", "Perch: 4,212 lamps mended, 573 cm of reach.", ("573",)),
        ("fr", "Douze ans, 1 234 567 boîtes.", ("1234567",)),
    ],
)
def test_an_invented_figure_is_told(
    language: Language, said: str, invented: tuple[str, ...]
) -> None:
    """A figure stands in the brief or the brand, however it is written, or it is invented."""
    assert invention(copy_case(language=language), said).evidence == invented


@pytest.mark.parametrize(
    ("text", "passed"), [(GOOD, True), ("Elle s’ouvre avec une pièce, tout simplement.", False)]
)
def test_the_wrong_language_fails(text: str, *, passed: bool) -> None:
    """The work is in the language of the case."""
    assert language(copy_case(), [piece(text)]).passed is passed


@pytest.mark.parametrize(
    ("wanted", "text", "passed"),
    [
        ("vous", "Ouvrez votre boîte.", True),
        ("vous", "Ouvre ta boîte.", False),
        ("tu", "Tu l’ouvres, elle t’attend.", True),
        ("tu", "Tu l’ouvres avec vos mains.", False),
        ("none", "La boîte s’ouvre.", True),
        ("none", "La boîte t’attend.", False),
    ],
)
def test_the_form_of_address_is_one(wanted: str, text: str, *, passed: bool) -> None:
    """tu, vous or neither, and never two of them."""
    case = copy_case({"address": wanted}, language="fr")

    assert address(case, text).passed is passed
    assert address(copy_case({"address": wanted}), text).status == "skipped"


def test_variants_that_say_one_thing_are_a_collapse() -> None:
    """Two alike of three leave two pairs of three that differ."""
    other = piece("The sofa end of the evening, lit for two suppers.")
    alike = [piece(GOOD), piece(GOOD.replace("Eleven", "The eleven")), other]

    assert variety(copy_case(), alike).value == pytest.approx(2 / 3)
    assert variety(copy_case(), alike).reason == "1 pair alike"
    assert variety(copy_case(), [piece(GOOD), other]).passed
    assert variety(copy_case(), [piece(GOOD), other]).reason == "0 pairs alike"
    assert variety(copy_case(), [piece(GOOD)]).status == "skipped"


def test_copy_that_anybody_could_sign_fails_the_swap() -> None:
    """Something only this brand can say must stand in it."""
    anyone = "A beautiful lamp for your home that brings warm light to every evening you share."

    assert swap_the_logo(copy_case(), [piece(GOOD)]).passed
    assert swap_the_logo(copy_case(), [piece(anyone)]).passed is False


def test_a_line_of_ones_own_is_original() -> None:
    """Nothing taken, nothing told."""
    assert originality(copy_case(), [piece("Nine minutes, then back to chapter four.")]).passed


def test_distance_to_gold_is_reported_and_never_gates() -> None:
    """A far answer may be the better one."""
    case = copy_case({"acceptable": [{"text": "Mend it."}, {"text": GOOD}]})

    near, far = gold_distance(case, GOOD), gold_distance(case, "Zinc quartz jumps.")

    assert near.value == 0
    assert near.reason.endswith("1")
    assert (far.value or 0) > 0.5
    assert near.passed is far.passed is None


def test_readability_is_told_of_long_copy_alone() -> None:
    """Under sixty words the measure says nothing."""
    long = "The cat sat on the mat and looked at the lamp. " * 8

    assert (readability(copy_case(), long).value or 0) > 0.8
    assert readability(copy_case(), GOOD).status == "skipped"


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ({"ctr": 0.021, "lift": 0.1}, True),
        ({"ctr": 0.12, "lift": 0.1}, False),
        ("CTR reached 2.1 %, a lift of 10%.", True),
        ("Le taux de clic atteint 2,1 %, soit 10 % de mieux.", True),
        ("CTR reached 12 %, a lift of 10%.", False),
    ],
)
def test_an_analysts_figures_are_checked(output: Any, *, passed: bool) -> None:
    """Under their name, or anywhere in a text, as a share or a percentage."""
    case = gold(expected={"numbers": {"ctr": 0.021, "lift": {"value": 0.1, "tolerance": 0.01}}})

    assert numbers(case, output).passed is passed


@pytest.mark.parametrize(
    ("nodes", "passed"),
    [
        (["plan", "ask", "write", "deliver"], True),
        (["plan", "write", "deliver"], False),
        (["ask", "plan", "write"], False),
        (["plan", "ask", "write", "write", "write"], False),
    ],
)
def test_a_path_is_in_order_and_its_loops_end(nodes: list[str], *, passed: bool) -> None:
    """Others may stand between; none is visited more often than allowed."""
    case = gold(expected={"nodes": ["plan", "ask", "write"], "most_loops": 2})

    assert trajectory(case, {"nodes": nodes}).passed is passed


@pytest.mark.parametrize(
    ("tools", "passed"),
    [(["search", "read", "write"], True), (["write", "search"], False), (["search"] * 3, False)],
)
def test_the_tools_of_an_agent_are_a_path_too(tools: list[str], *, passed: bool) -> None:
    """An agent of one's own says which it called; the same loops end."""
    case = gold(expected={"tools": ["search", "write"], "most_loops": 2})

    assert trajectory(case, {"tools": tools}).passed is passed
    assert trajectory(case, "a text").status == "skipped"
