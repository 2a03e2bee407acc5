"""As workflow commands of GitHub Actions, which become annotations of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from typing import Final

from creative_agents.cli.checks.report import Remark, Report

_COMMANDS: Final = {"error": "error", "warning": "warning", "suggestion": "notice"}


def show(report: Report) -> str:
    """Show a report, one command a finding.

    Args:
        report: What there is to tell.
    """
    lines = [_command(remark) for remark in report.remarks]
    lines += [f"::error::{_data(report.say('refused', line=line))}" for line in report.refused]
    lines += [f"::notice::{_data(line)}" for line in report.notices]
    if report.incomplete:
        lines.append(f"::error::{_data(report.say('incomplete'))}")
    return "\n".join(lines)


def _command(remark: Remark) -> str:
    finding = remark.finding
    values = {"file": remark.path, "line": str(remark.line), "endLine": str(remark.end_line)}
    if remark.span is not None and remark.line == remark.end_line:
        # GitHub takes columns only where a finding stands on one line
        values |= {"col": str(remark.column), "endColumn": str(remark.end_column)}
    values["title"] = finding.rule
    told = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    where = f"{finding.field}: " if finding.field else ""
    message = "\n".join(filter(None, (where + finding.message, finding.why, finding.fix)))
    return f"::{_COMMANDS[finding.level]} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
