"""The JSON schema of gold files, for an editor that completes and checks while one types."""

import json
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from creative_agents.evals.expected import Expected
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import INPUTS

SCHEMA_FILE: Final = "gold.schema.json"
"""Its name, beside the gold cases."""

_TITLE: Final = "Gold cases of creative-agents"


def gold_schema() -> dict[str, Any]:
    """Give the schema of a file: a case, a list of cases, or ``defaults`` and ``cases``.

    A case of one of our agents has that agent's input; another agent's input is free.
    """
    models: tuple[type[BaseModel], ...] = (GoldCase, Expected, *INPUTS.values())
    references, held = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/$defs/{model}"
    )
    defs = held["$defs"]
    case = defs["GoldCase"]
    case["properties"]["expected"] = references[Expected, "validation"]
    case["allOf"] = [
        {
            "if": {"properties": {"agent": {"const": agent}}, "required": ["agent"]},
            "then": {"properties": {"input": references[model, "validation"]}},
        }
        for agent, model in INPUTS.items()
    ]
    part = {**case, "required": ["id"]}
    part.pop("allOf")
    defs["PartOfCase"] = part
    whole = {"$ref": "#/$defs/GoldCase"}
    cases = {"type": "array", "items": {"$ref": "#/$defs/PartOfCase"}}
    defaults = {"type": "object"}
    shared = {
        "type": "object",
        "properties": {"defaults": defaults, "cases": cases},
        "required": ["cases"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLE,
        "anyOf": [shared, {"type": "array", "items": whole}, whole],
        "$defs": defs,
    }


def gold_schema_text() -> str:
    """Give the schema as the file holds it."""
    return json.dumps(gold_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    Path("evals/gold", SCHEMA_FILE).write_text(gold_schema_text(), encoding="utf-8")
