"""Invention: figures and claims that neither the brief nor the brand gives."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import regex
from pydantic import JsonValue

from creative_agents.domain.review import Review
from creative_agents.evals.brands import known_brand
from creative_agents.evals.expected import Number
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._rules import findings_of
from creative_agents.evals.texts import as_text

_FIGURE: Final = regex.compile(r"\d+(?:[.,\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?")

_SMALL: Final = frozenset("0123456789")
"""One digit alone counts things in the text itself: three steps, two routes."""


def invention(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where nothing is invented; each invented figure or unproved claim takes a half.

    A figure may stand in the case's input, its brand, or what it expects. In copy the rules on
    claims, offers and quotations count too. An analyst may work shares out of what it got.

    Args:
        case: The case.
        output: Any output.
    """
    if isinstance(output, Review):
        return Score.skipped("invention", "a guardian counts: its figures are its own")
    known = {bare for text in _given(case) for bare in _figures(text)} | _SMALL
    rates = tuple(_rates(case))
    text = as_text(output)
    invented = [
        one for one in _figures(text) if one not in known and not _is_rate(float(one), one, rates)
    ]
    for found in findings_of(case, output, rules=("claims", "offers", "quotes")):
        invented += [one.quote or one.message for one in found if one.level == "error"]
    distinct = tuple(dict.fromkeys(invented))
    reason = f"invented: {'; '.join(distinct)}" if distinct else "nothing is invented"
    return Score.judged(
        "invention", max(0.0, 1 - len(distinct) / 2), reason=reason, evidence=distinct
    )


def _given(case: GoldCase) -> Iterator[str]:
    yield from _all(case.input)
    yield from case.wants.facts
    for wordings in case.wants.must_say:
        yield from wordings
    brand = known_brand(case)
    if brand is not None:
        yield from _all(brand.model_dump(mode="json", exclude={"fingerprint", "folder"}))


def _rates(case: GoldCase) -> Iterator[float]:
    """Give the figures that an analyst may work out: those expected, and shares of what it got."""
    for number in case.wants.numbers.values():
        yield number.value if isinstance(number, Number) else number
    if case.agent == "performance_analyst":
        counts = {float(one) for text in _all(case.input) for one in _figures(text)}
        yield from (part / whole for part in counts for whole in counts if 0 < part < whole)


def _is_rate(value: float, written: str, rates: Sequence[float]) -> bool:
    """Whether a figure is a rate, or its percentage, rounded as it is written."""
    half = 0.5 * 10.0 ** -len(written.partition(".")[2]) * 1.0001
    return any(abs(value - rate) <= half or abs(value - 100 * rate) <= half for rate in rates)


def _all(value: JsonValue) -> Iterator[str]:
    """Give texts and numbers alike."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _all(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _all(inner)
    elif value is not None:
        yield str(value)


def _figures(text: str) -> Iterator[str]:
    for match in _FIGURE.finditer(text):
        yield _bare(match[0])


def _bare(figure: str) -> str:
    """Write a figure one way: ``1 200,50`` and ``1,200.50`` give ``1200.5``."""
    digits = regex.sub(r"[\s\u00a0\u202f]", "", figure)
    whole = regex.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
