"""Markdown, for a GitHub step summary or a comment on a pull request."""

from collections.abc import Iterator
from typing import Final

from creative_agents.evals.gate import Decision
from creative_agents.evals.reporters._told import failed_scores, failures, head, lines, named
from creative_agents.evals.trial import RunResult

MOST: Final = 25
"""Failures that are told."""

SIGNS: Final = {
    "pass": "✅ pass",
    "not compared": "⚪ not compared",
    "worse": "❌ worse",
    "inconclusive": "❔ can't tell yet",
    "infrastructure": "⚠️ could not be scored",
}
"""The verdicts as a pull request shows them."""


def markdown(result: RunResult, decision: Decision) -> str:
    """Write a run as Markdown.

    Args:
        result: The run.
        decision: What the gate says.
    """
    return "\n".join(
        (
            f"## {SIGNS[decision.told]}: {_cell(result.suite)}",
            "",
            *(f"- {_cell(reason)}" for reason in decision.reasons),
            "",
            *(f"{_cell(line)}  " for line in head(result, decision)),
            "",
            *_table(result, decision),
            *_failures(result),
            "",
        )
    )


def _table(result: RunResult, decision: Decision) -> Iterator[str]:
    yield "| scorer | mean | pass | baseline | difference | |"
    yield "|---|---|---|---|---|---|"
    for one in lines(result, decision):
        cells = (one.name, one.mean, one.passed, one.before, one.difference, one.finding)
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _failures(result: RunResult) -> Iterator[str]:
    bad = failures(result)
    if not bad:
        return
    yield ""
    yield f"<details><summary>{len(bad)} to look at</summary>"
    yield ""
    for trial in bad[:MOST]:
        said = [f"{one.name}: {one.reason}" for one in failed_scores(trial)]
        yield f"- `{named(trial)}` {_cell(trial.error or '; '.join(said))}"
    yield ""
    yield "</details>"


def _cell(text: str) -> str:
    """Keep a text on its line and out of the markup."""
    flat = " ".join(text.split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
