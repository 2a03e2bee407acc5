"""As SARIF 2.1.0, which code hosts and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import hashlib
import json
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from creative_agents import __version__
from creative_agents.cli.checks.report import Remark, Report
from creative_agents.domain.review import Finding, Level

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
"""The schema that a report follows."""

_LEVELS: Final = {"error": "error", "warning": "warning", "suggestion": "note"}


def show(report: Report, *, fail_on: Level = "error") -> str:
    """Show a report as one log with one run.

    Args:
        report: What there is to tell.
        fail_on: The least level that makes the check end with 1.
    """
    rules = {remark.finding.rule: remark.finding for remark in report.remarks}
    order = {rule: number for number, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {"driver": _driver(rules)},
        "columnKind": "unicodeCodePoints",
        "results": [_result(remark, order) for remark in report.remarks],
        "invocations": [_invocation(report, fail_on)],
    }
    if report.score is not None:
        run["properties"] = {"score": report.score.model_dump(mode="json")}
    return json.dumps(
        {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _driver(rules: dict[str, Finding]) -> dict[str, Any]:
    return {
        "name": "creative-agents",
        "semanticVersion": __version__,
        "rules": [_rule(finding) for finding in rules.values()],
    }


def _rule(finding: Finding) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": finding.rule,
        "shortDescription": {"text": finding.rule},
        "properties": {"owner": finding.owner},
    }
    if finding.why:
        rule["fullDescription"] = {"text": finding.why}
    if finding.source.startswith(("https://", "http://")):
        rule["helpUri"] = quote(finding.source, safe=":/?#[]@!$&'()*+,;=%~")
    return rule


def _result(remark: Remark, order: dict[str, int]) -> dict[str, Any]:
    finding = remark.finding
    message = " ".join(filter(None, (finding.message, finding.fix)))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": _LEVELS[finding.level],
        "message": {"text": message},
        "locations": [_location(remark)],
        "partialFingerprints": {"findingHash/v1": _hash(remark)},
    }
    if remark.span is not None and finding.replacement is not None:
        result["fixes"] = [_fix(remark, finding.replacement)]
    return result


def _location(remark: Remark) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(remark.path)},
            "region": _region(remark),
        }
    }
    if remark.finding.field:
        name = " ".join(filter(None, (remark.finding.piece, remark.finding.field)))
        location["logicalLocations"] = [{"name": name, "kind": "property"}]
    return location


def _region(remark: Remark) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": remark.line}
    if remark.span is not None:
        region |= {
            "startColumn": remark.column,
            "endLine": remark.end_line,
            "endColumn": remark.end_column,
        }
    if remark.shown:
        region["snippet"] = {"text": remark.shown}
    return region


def _fix(remark: Remark, words: str) -> dict[str, Any]:
    region = {name: value for name, value in _region(remark).items() if name != "snippet"}
    replacement = {"deletedRegion": region, "insertedContent": {"text": words}}
    change = {"artifactLocation": {"uri": _uri(remark.path)}, "replacements": [replacement]}
    return {"description": {"text": words or "-"}, "artifactChanges": [change]}


def _invocation(report: Report, fail_on: Level) -> dict[str, Any]:
    told = [
        *({"level": "error", "message": {"text": line}} for line in report.refused),
        *({"level": "note", "message": {"text": line}} for line in report.notices),
    ]
    if report.incomplete:
        told.append({"level": "error", "message": {"text": report.say("incomplete")}})
    return {
        "executionSuccessful": not (report.incomplete or report.refused),
        "exitCode": report.exit_code(fail_on),
        "toolExecutionNotifications": told,
    }


def _uri(path: str) -> str:
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _hash(remark: Remark) -> str:
    finding = remark.finding
    parts = (remark.path, finding.rule, finding.piece, finding.field, finding.quote, remark.shown)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
