"""JSON schemas: built once for each type, in the form that strict services take."""

import copy
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import BaseModel

JsonSchema = dict[str, Any]
"""A JSON schema, as a dict."""

_DROPPED = frozenset({"title", "default", "examples", "discriminator", "uniqueItems", "const"})
"""Keywords that no strict service needs; ``const`` is written as an ``enum`` of one."""

_LENGTHS = {"minLength": "at least {} characters", "maxLength": "at most {} characters"}
"""Keywords that OpenAI's strict mode refuses: said in the description instead."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A type as a service is asked for it."""

    name: str
    """The type's name, letters, digits, ``_`` and ``-`` only."""
    schema: JsonSchema
    """The schema."""
    response_format: JsonSchema
    """The schema in the envelope of the chat completions API."""
    fingerprint: str
    """SHA-256 of the schema."""
    size: int
    """Characters of the schema as JSON."""


_shapes: dict[bool, WeakKeyDictionary[type[BaseModel], Shape]] = {
    False: WeakKeyDictionary(),
    True: WeakKeyDictionary(),
}


def shape_of(output: type[BaseModel], *, lengths: bool = False) -> Shape:
    """Give the strict schema of a type; built once for each type.

    Every property is required and no other is allowed; ``$defs`` are kept; ``oneOf``
    becomes ``anyOf``.

    Args:
        output: The type of the answer.
        lengths: Whether the service honours ``minLength`` and ``maxLength``; else they are
            said in the description.

    Returns:
        The shape.
    """
    shapes = _shapes[lengths]
    shape = shapes.get(output)
    if shape is None:
        shape = shapes[output] = _build(output, lengths=lengths)
    return shape


def _build(output: type[BaseModel], *, lengths: bool) -> Shape:
    plain = output.model_json_schema()
    if "$ref" in plain:  # a type that contains itself; strict services want an object on top
        plain = {**plain["$defs"][plain["$ref"].rsplit("/", 1)[1]], "$defs": plain["$defs"]}
    schema = _strict(plain, lengths=lengths)
    name = re.sub(r"[^a-zA-Z0-9_-]", "_", output.__name__)
    text = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    return Shape(
        name=name[:64],
        schema=schema,
        response_format={
            "type": "json_schema",
            "json_schema": {"name": name[:64], "schema": schema, "strict": True},
        },
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
        size=len(text),
    )


def _strict(node: JsonSchema, *, lengths: bool) -> JsonSchema:
    if "$ref" in node:
        return _reference(node)
    if isinstance(merged := node.get("allOf"), list) and len(merged) == 1:
        rest = {key: value for key, value in node.items() if key != "allOf"}
        return _strict({**rest, **merged[0]}, lengths=lengths)
    strict: JsonSchema = {
        ("anyOf" if key == "oneOf" else key): _inside(key, value, lengths=lengths)
        for key, value in node.items()
        if key not in _DROPPED
    }
    if "const" in node:
        strict["enum"] = [node["const"]]
    if not lengths:
        _say_lengths(strict)
    if strict.get("type") == "object" and "properties" in strict:
        strict["required"] = list(strict["properties"])
        strict["additionalProperties"] = False
    return strict


def _reference(node: JsonSchema) -> JsonSchema:
    """A strict service takes nothing beside a reference, so its description goes around it."""
    reference = {"$ref": node["$ref"]}
    if "description" not in node:
        return reference
    return {"anyOf": [reference], "description": node["description"]}


def _inside(key: str, value: Any, *, lengths: bool) -> object:  # noqa: ANN401 - any JSON
    if isinstance(value, dict) and key in {"properties", "$defs"}:
        return {name: _strict(child, lengths=lengths) for name, child in value.items()}
    if isinstance(value, list) and key in {"anyOf", "oneOf", "prefixItems"}:
        return [_strict(child, lengths=lengths) for child in value]
    if isinstance(value, dict) and key in {"items", "additionalProperties"}:
        return _strict(value, lengths=lengths)
    return copy.deepcopy(value)


def _say_lengths(strict: JsonSchema) -> None:
    said = [words.format(strict.pop(key)) for key, words in _LENGTHS.items() if key in strict]
    said = [words for words in said if words != "at least 1 characters"]
    if said:
        text = f"{strict.get('description', '')} ({', '.join(said)})"
        strict["description"] = text.strip()
