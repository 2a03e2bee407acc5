"""Whether a value has exactly the type that an annotation promises, all the way down."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, JsonValue

_SEQUENCES = (list, tuple, set, frozenset)


def mistyped(value: object, hint: Any, place: str = "") -> Iterator[str]:
    """Name every place where a value is not what its annotation says.

    No type passes for another: a list is not a tuple, a mapping is not a noun, 1 is not True.

    Args:
        value: What was read back.
        hint: The annotation.
        place: Where it stands.
    """
    origin = get_origin(hint)
    if hint is JsonValue:
        yield from _not_json(value, place)
    elif origin is Annotated:
        yield from mistyped(value, get_args(hint)[0], place)
    elif origin in {Union, UnionType}:
        found = [list(mistyped(value, one, place)) for one in get_args(hint)]
        yield from min(found, key=len)
    elif origin is Literal:
        if value not in get_args(hint):
            yield f"{place}: {value!r} is not one of {get_args(hint)}"
    elif type(value) is not (expected := _class_of(hint)):
        yield f"{place}: {type(value).__name__} is not {expected.__name__}"
    else:
        yield from _inside(value, hint, place)


def _inside(value: object, hint: Any, place: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from mistyped(getattr(value, name), field.annotation, f"{place}.{name}")
    elif isinstance(value, dict):
        key_hint, value_hint = get_args(hint)
        for key, item in value.items():
            yield from mistyped(key, key_hint, f"{place} key")
            yield from mistyped(item, value_hint, f"{place}[{key!r}]")
    elif isinstance(value, _SEQUENCES):
        hints = get_args(hint)
        for index, item in enumerate(value):
            one = hints[0] if len(hints) == 1 or hints[-1] is Ellipsis else hints[index]
            yield from mistyped(item, one, f"{place}[{index}]")


def _not_json(value: object, place: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _not_json(item, f"{place}[{key!r}]")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _not_json(item, f"{place}[{index}]")
    elif type(value) not in {str, int, float, bool, NoneType}:
        yield f"{place}: {type(value).__name__} is not JSON"


def _class_of(hint: Any) -> type:
    expected = NoneType if hint is None else get_origin(hint) or hint
    assert isinstance(expected, type), hint
    return expected
