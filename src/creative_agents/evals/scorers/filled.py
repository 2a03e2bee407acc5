"""Filled: what an agent must say is said, and no stand-in holds its place."""

from collections.abc import Iterator
from typing import Any, Final

import regex

from creative_agents.domain.brief import Challenge
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import Review
from creative_agents.domain.strategy import Strategy, TestLine
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import folded

STAND_INS: Final = frozenset(
    (
        *("n/a", "na", "none", "no", "nil", "null", "nothing", "tbd", "tbc", "todo", "xxx"),
        *("unknown", "string", "text", "aucun", "aucune", "néant", "rien", "inconnu"),
        *("à définir", "à compléter", "à venir", "sans objet"),
    )
)
"""Whole texts that stand for one to come."""

_LEFT: Final = regex.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX+)\b|(?i:lorem ipsum)|"
    r"[\[<{](?i:insert|your|placeholder|à compléter|insérer|votre)\b[^\]>}]*[\]>}]"
)


def filled(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of what the agent must say that says something.

    Of a strategy: its steps, its routes with their risks, a plan, a test that can end; of a
    challenge: what is asked, why, and what is assumed meanwhile; of a review: why or what instead,
    a remark; of a ranking: reasons, another explanation, a test that can end.

    Args:
        case: The case.
        output: A `Strategy`, a `Challenge`, a `Review` or a `Ranking`.
    """
    del case
    if not isinstance(output, Strategy | Challenge | Review | Ranking):
        return Score.skipped("filled", "nothing here has places to fill")
    places = list(_places(output))
    empty = [f"{name}: {text}" for name, text in places if _stands_in(text)]
    value = 1 - len(empty) / max(1, len(places))
    return Score.judged("filled", value, reason=f"{len(empty)} not filled", evidence=empty)


def _places(output: Strategy | Challenge | Review | Ranking) -> Iterator[tuple[str, str]]:
    if isinstance(output, Strategy):
        yield from _of_strategy(output)
    elif isinstance(output, Challenge):
        yield "restated", output.restated
        for one in output.questions:
            yield from (("question", one.question), ("why", one.why))
            yield "assumption", one.assumption
    elif isinstance(output, Review):
        for remark in output.findings:
            yield "why or fix", remark.why or remark.fix or remark.replacement or ""
    else:
        yield from _of_ranking(output)


def _of_strategy(strategy: Strategy) -> Iterator[tuple[str, str]]:
    for step in (strategy.problem, strategy.insight, strategy.proposition):
        yield from (("statement", step.statement), ("evidence", step.evidence))
    for route in strategy.routes:
        yield from (("idea", route.idea), ("why", route.why), ("risk", route.risk))
    yield "recommendation", strategy.recommendation
    yield "plan", " ".join(line.purpose for line in strategy.plan)
    yield from _of_tests(strategy.tests)


def _of_ranking(ranking: Ranking) -> Iterator[tuple[str, str]]:
    for rank in ranking.order:
        yield "reasons", " ".join(rank.reasons)
    if len(ranking.order) > 1:
        yield "rival explanation", " ".join(one.rival_explanation for one in ranking.order)
    yield "decision", ranking.decision
    yield from _of_tests((ranking.next_test,))


def _of_tests(tests: tuple[TestLine, ...]) -> Iterator[tuple[str, str]]:
    if not tests:
        yield "tests", ""
    for test in tests:
        yield from (("hypothesis", test.hypothesis), ("change", test.change))
        yield from (("measure", test.measure), ("kill", test.kill))


def _stands_in(text: str) -> bool:
    bare = folded(text).strip(" .…-–—?!:;*_/")
    return not bare or bare in STAND_INS or _LEFT.search(text) is not None
