"""Build a domain model from a tree; every mistake becomes a line that says what to write."""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from creative_agents.brands.coherence import remarks
from creative_agents.brands.problems import Problems, choose
from creative_agents.brands.tree import Loc, Node
from creative_agents.brands.values import Hint, Reading, choices, core, hints, is_model
from creative_agents.domain.base import Model, slugify

ModelT = TypeVar("ModelT", bound=Model)


def build(model: type[ModelT], node: Node, *, file: str, problems: Problems) -> ModelT | None:
    """Build one noun.

    Args:
        model: The noun.
        node: What the person wrote.
        file: How the person knows the file.
        problems: Where mistakes are noted.

    Returns:
        The noun, or nothing where a mistake stands in it.
    """
    reading = Reading(file, node, problems)
    data = reading.plain(node, model)
    try:
        item = model.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _note(details, model, reading)
        return None
    for loc, what, fix in remarks(item):
        reading.mistake(loc, what, fix)
    return None if reading.bad else item


def _note(details: ErrorDetails, model: type[Model], reading: Reading) -> None:
    loc = details["loc"]
    if any(loc[: len(bad)] == bad for bad in reading.bad):
        return
    explain = _EXPLAIN.get(details["type"], _other)
    what, fix = explain(details, model)
    reading.mistake(loc, what, fix)


def _missing(details: ErrorDetails, model: type[Model]) -> tuple[str, str]:
    *above, key = details["loc"]
    owner = core(_hint(model, above))
    assert is_model(owner)  # only a noun can miss a key
    parents = [step for step in above if isinstance(step, str)]
    where = repr(parents[-1]) if parents else f"the {owner.__name__.lower()}"
    meaning = re.split(r"[.:;]", owner.model_fields[str(key)].description or "")[0].strip()
    meaning = meaning[:1].lower() + meaning[1:]
    return f"{key!r} is missing from {where}", f"write '{key}: …' ({meaning})"


def _word(details: ErrorDetails, model: type[Model]) -> tuple[str, str]:
    value = str(details["input"])
    return f"{value!r} is not a value of {_key(details)}", choose(value, _words(details, model))


def _words(details: ErrorDetails, model: type[Model]) -> tuple[str, ...]:
    return choices(_hint(model, details["loc"]))


def _pattern(details: ErrorDetails, _model: type[Model]) -> tuple[str, str]:
    value, pattern = str(details["input"]), str(details.get("ctx", {}).get("pattern"))
    if pattern == r"^[A-Z]{2}$":
        return _market(value)
    if pattern == r"^[A-Z]{3}$":
        return f"{value!r} is not a currency", "write its three capitals, such as EUR"
    if pattern.startswith("^(https?"):
        return f"{value!r} is not an address", "write it whole, such as https://example.org/hook"
    fix = f"write {slugify(value)!r}"
    return f"{value!r} is not an identifier: lower-case letters, digits and '-'", fix


def _market(value: str) -> tuple[str, str]:
    return f"{value!r} is not a market", "write its two capitals, such as FR or GB"


def _empty(details: ErrorDetails, _model: type[Model]) -> tuple[str, str]:
    return f"{_key(details)} is empty", "write its text or delete its line"


def _bound(details: ErrorDetails, _model: type[Model]) -> tuple[str, str]:
    said = details["msg"].removeprefix("Input should be ")
    return f"{details['input']!r} is out of range for {_key(details)}", f"write a number {said}"


def _boolean(details: ErrorDetails, _model: type[Model]) -> tuple[str, str]:
    return f"{details['input']!r} is neither true nor false", "write true or false"


def _whole(details: ErrorDetails, _model: type[Model]) -> tuple[str, str]:
    return f"{details['input']!r} is not a whole number for {_key(details)}", "write digits alone"


def _rule(details: ErrorDetails, _model: type[Model]) -> tuple[str, str]:
    said = details["msg"].removeprefix("Value error, ")
    return said, "correct one of the two"


def _other(details: ErrorDetails, _model: type[Model]) -> tuple[str, str]:
    said = details["msg"]
    return f"{_key(details)} cannot be used", said[:1].lower() + said[1:]


def _key(details: ErrorDetails) -> str:
    names = [step for step in details["loc"] if isinstance(step, str)]
    return repr(names[-1]) if names else "this"


def _hint(model: type[Model], loc: Loc) -> Hint:
    """Give the annotation at a place of a model."""
    hint: Hint = model
    for step in loc:
        bare = core(hint)
        if is_model(bare):
            hint = hints(bare)[str(step)]
        else:
            hint = get_args(bare)[0 if isinstance(step, int) else 1]
    return hint


_Explain = Callable[[ErrorDetails, type[Model]], tuple[str, str]]

_EXPLAIN: Final[Mapping[str, _Explain]] = {
    "missing": _missing,
    "literal_error": _word,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _empty,
    "greater_than": _bound,
    "greater_than_equal": _bound,
    "less_than_equal": _bound,
    "bool_parsing": _boolean,
    "int_parsing": _whole,
    "value_error": _rule,
}
