"""The JSON schema in a request, however the caller wrote it down."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from creative_agents.testing.answers import JsonSchema


def schema_of(asked: Mapping[str, Any] | type[BaseModel]) -> JsonSchema:
    """Give the JSON schema of a pydantic class, a JSON schema or its wrappers.

    Args:
        asked: The class, the schema, an OpenAI ``response_format`` or a function around it.

    Returns:
        The schema, with a ``title`` wherever a name was given.
    """
    if not isinstance(asked, Mapping):
        return asked.model_json_schema()
    if "json_schema" in asked:
        return schema_of(asked["json_schema"])
    for inner in ("schema", "parameters"):
        if inner in asked and "name" in asked:
            return {"title": asked["name"], **asked[inner]}
    return asked


def schema_in(options: Mapping[str, Any]) -> JsonSchema | None:
    """Find the schema that a call's options ask for.

    Args:
        options: What was bound to the model, or the body of a request.

    Returns:
        The schema; nothing when plain text or any JSON object was asked for.
    """
    body = options.get("extra_body") or {}
    asked = options.get("response_format") or body.get("response_format")
    if asked is None:
        return None
    if isinstance(asked, Mapping) and asked.get("type") in {"text", "json_object"}:
        return None
    return schema_of(asked)


def response_format(asked: Mapping[str, Any] | type[BaseModel]) -> dict[str, Any]:
    """Write a schema down as OpenAI's ``response_format``."""
    schema = schema_of(asked)
    name = str(schema.get("title", "answer"))
    return {
        "type": "json_schema",
        "json_schema": {"name": name, "schema": dict(schema), "strict": True},
    }
