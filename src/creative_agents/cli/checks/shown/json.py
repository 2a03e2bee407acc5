"""As JSON, for machines."""

import json
from typing import Any

from creative_agents.cli.checks.report import Remark, Report


def show(report: Report) -> str:
    """Show a report as one object; columns are code points from 1, the end exclusive.

    Args:
        report: What there is to tell.
    """
    told: dict[str, Any] = {
        "findings": [_told(remark) for remark in report.remarks],
        "incomplete": report.incomplete,
        "notices": list(report.notices),
        "refused": list(report.refused),
        "counts": report.counts,
    }
    if report.fixed:
        told["fixed"] = [{"path": path, "fixes": count} for path, count in report.fixed]
    if report.score is not None:
        told["score"] = report.score.model_dump(mode="json")
    return json.dumps(told, ensure_ascii=False, indent=2)


def _told(remark: Remark) -> dict[str, Any]:
    finding = remark.finding
    return {
        "path": remark.path,
        "field": finding.field,
        "line": remark.line,
        "column": remark.column,
        "end_column": remark.end_column,
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "fix": finding.fix,
        "end_line": remark.end_line,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "replacement": finding.replacement,
        "why": finding.why,
        "piece": finding.piece,
        "owner": finding.owner,
        "source": finding.source,
        "incomplete": finding.incomplete,
    }
