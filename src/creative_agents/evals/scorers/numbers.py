"""An analyst's figures against the truth."""

from collections.abc import Iterator
from typing import Any, Final

import regex
from pydantic import BaseModel, JsonValue

from creative_agents.evals.expected import Number
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import as_text

_FIGURE: Final = regex.compile(
    r"(?<![\w.,])-?\d+(?:[ ,.\u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:[ \u00a0\u202f]?%)?"
)


def numbers(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of expected figures that the analyst gives right; all of them must be.

    A figure is looked for under its name, where the output has keys, else anywhere in its text,
    as a share or as a percentage.

    Args:
        case: The case; ``numbers`` holds them.
        output: A mapping, a model or a text.
    """
    wanted = case.wants.numbers
    if not wanted:
        return Score.skipped("numbers", "no figure is expected")
    named = dict(_named(output))
    written = [] if set(wanted) <= set(named) else list(_written(as_text(output)))
    wrong = []
    for name, number in wanted.items():
        truth = number if isinstance(number, Number) else Number(value=number)
        given = [named[name]] if name in named else written
        if not any(_same(value, truth) for value in given):
            wrong.append(f"{name}: {given[0] if name in named else 'absent'}, true {truth.value}")
    value = 1 - len(wrong) / len(wanted)
    return Score.judged("numbers", value, reason=f"{len(wrong)} wrong", evidence=wrong)


def _same(value: float, truth: Number) -> bool:
    return abs(value - truth.value) <= truth.tolerance * max(abs(truth.value), 1e-9) + 1e-12


def _named(output: Any) -> Iterator[tuple[str, float]]:  # noqa: ANN401 - as above
    dumped = output.model_dump(mode="json") if isinstance(output, BaseModel) else output
    yield from _keys(dumped)


def _keys(value: JsonValue) -> Iterator[tuple[str, float]]:
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _keys(inner)
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, int | float) and not isinstance(inner, bool):
                yield key, float(inner)
            else:
                yield from _keys(inner)


def _written(text: str) -> Iterator[float]:
    for match in _FIGURE.finditer(text):
        bare = regex.sub(r"[\s\u00a0\u202f%]", "", match[0])
        whole = regex.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare).replace(",", ".")
        yield float(whole)
        if match[0].endswith("%"):
            yield float(whole) / 100
        if bare.replace(",", ".").count(".") == 1:
            yield float(bare.replace(",", "."))
