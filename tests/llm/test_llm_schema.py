from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from creative_agents.domain.base import Model
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.strategy import Strategy
from creative_agents.llm.schema import shape_of


class Cat(Model):
    """A cat."""

    kind: Literal["cat"]
    lives: int = 9


class Dog(Model):
    """A dog."""

    kind: Literal["dog"]


class Owner(Model):
    """Who has animals."""

    name: str = Field(default="", max_length=30)
    """What they are called."""
    pet: Annotated[Cat | Dog, Field(discriminator="kind")]
    """What they have."""
    second: Cat | None = None
    """Another one."""
    favourite: Cat
    """The best of them."""


class Tree(Model):
    """A type that contains itself."""

    children: tuple["Tree", ...]


def nodes(schema: object) -> list[dict[str, Any]]:
    """Every object inside a schema."""
    if isinstance(schema, list):
        return [node for child in schema for node in nodes(child)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(node for child in schema.values() for node in nodes(child))]


@pytest.mark.parametrize("output", [Owner, Tree, Strategy, Ranking])
def test_schemas_are_strict(output: type[Model]) -> None:
    """Every object requires all its properties and allows no other; no keyword is refused."""
    schema = shape_of(output).schema
    assert schema["type"] == "object"
    for node in nodes(schema):
        if isinstance(node.get("properties"), dict):
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False
        refused = {"oneOf", "allOf", "discriminator", "default", "maxLength", "minLength", "const"}
        assert not refused & {key for key in node if key not in _property_names(schema)}
        assert set(node) == {"$ref"} or "$ref" not in node


def _property_names(schema: dict[str, Any]) -> set[str]:
    return {
        name
        for node in nodes(schema)
        if isinstance(node.get("properties"), dict)
        for name in node["properties"]
    }


def test_lengths_are_said_or_kept() -> None:
    """A service that refuses lengths reads them in the description; another honours them."""
    said = shape_of(Owner).schema["properties"]["name"]
    kept = shape_of(Owner, lengths=True).schema["properties"]["name"]
    assert said == {
        "type": "string",
        "description": "What they are called. (at most 30 characters)",
    }
    assert kept["maxLength"] == 30


def test_a_reference_keeps_its_description() -> None:
    """What a field says about a nested type reaches the model."""
    favourite = shape_of(Owner).schema["properties"]["favourite"]
    assert favourite["description"] == "The best of them."
    assert favourite["anyOf"] == [{"$ref": "#/$defs/Cat"}]


def test_a_schema_is_built_once() -> None:
    """The same type gives the same object, and another type another fingerprint."""
    assert shape_of(Owner) is shape_of(Owner)
    assert shape_of(Owner).fingerprint != shape_of(Tree).fingerprint
