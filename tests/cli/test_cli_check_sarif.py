import json
import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import jsonschema
import pytest
from cli_terminal import LARKWICK, Typed

SCHEMA: Final = "CREATIVE_AGENTS_SARIF_SCHEMA"
"""Environment variable: the file of the published schema, which may not be copied here."""

REQUIRED: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {"type": "array", "items": {"$ref": "#/definitions/run"}},
    },
    "definitions": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name", "rules"],
                            "properties": {
                                "rules": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": {"type": "object", "required": ["id"]},
                                }
                            },
                        }
                    },
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "invocations": {
                    "type": "array",
                    "items": {"type": "object", "required": ["executionSuccessful"]},
                },
                "results": {"type": "array", "items": {"$ref": "#/definitions/result"}},
            },
        },
        "result": {
            "type": "object",
            "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
            "properties": {
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {
                    "type": "object",
                    "required": ["text"],
                    "properties": {"text": {"type": "string", "minLength": 1}},
                },
                "locations": {"type": "array", "items": {"$ref": "#/definitions/location"}},
                "fixes": {
                    "type": "array",
                    "items": {"type": "object", "required": ["artifactChanges"]},
                },
            },
        },
        "location": {
            "type": "object",
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {"region": {"$ref": "#/definitions/region"}},
                }
            },
        },
        "region": {
            "type": "object",
            "properties": {
                name: {"type": "integer", "minimum": 1}
                for name in ("startLine", "startColumn", "endLine", "endColumn")
            },
        },
    },
}
"""What SARIF 2.1.0 requires of the parts that we write, in our own words."""


@pytest.fixture
def log(cli: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A log of a check with findings, a fix, a notice, a file that is refused and a score."""
    monkeypatch.chdir(tmp_path)
    rules = tmp_path / "Mine"
    rules.mkdir()
    (rules / "Rule.yml").write_text(
        "extends: substitution\nmessage: \"Use '%s'\"\nlevel: error\n"
        "action:\n  name: replace\nswap:\n  gizmo: lamp\n"
    )
    (tmp_path / "é 1.md").write_text("✨ Our eco-friendly gizmo.\n", encoding="utf-8")
    (tmp_path / "latin.md").write_bytes("été".encode("latin-1"))
    (tmp_path / "a.yml").write_text("channel: x_post\nfields: {text: Eco-friendly lamps.}\n")
    given = ("--brand", LARKWICK, "--pack", rules, "--score", "--format", "sarif")
    return cli("check", ".", *given).json


def test_a_log_has_what_sarif_requires(log: Any) -> None:
    """The parts that a reader needs, in their types."""
    jsonschema.Draft7Validator(REQUIRED).validate(log)


@pytest.mark.skipif(SCHEMA not in os.environ, reason=f"{SCHEMA} names no file")
def test_a_log_validates_against_the_published_schema(log: Any) -> None:
    """https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/."""
    published = json.loads(Path(os.environ[SCHEMA]).read_text(encoding="utf-8"))
    assert published["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")

    jsonschema.Draft4Validator(published).validate(log)


def test_a_result_stands_at_its_rule_and_its_words(log: Any) -> None:
    """Columns count code points; the address of a file is encoded."""
    (run,) = log["runs"]
    result = next(one for one in run["results"] if one["ruleId"] == "Mine.Rule")
    place = result["locations"][0]["physicalLocation"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "Mine.Rule"
    assert unquote(place["artifactLocation"]["uri"]) == "é 1.md"
    assert "%" in place["artifactLocation"]["uri"]
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (20, 25)
    change = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == "lamp"


def test_what_could_not_be_read_is_told(log: Any) -> None:
    """The run did not succeed, and says why."""
    (invocation,) = log["runs"][0]["invocations"]

    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 2
    told = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert any("latin.md" in line for line in told)
