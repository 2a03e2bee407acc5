"""For a terminal: the decision first, then each scorer, then what failed."""

from collections.abc import Iterator
from typing import Final

from creative_agents.evals.gate import Decision
from creative_agents.evals.reporters._told import (
    failed_scores,
    failures,
    head,
    lines,
    named,
    text_of,
)
from creative_agents.evals.trial import RunResult, Trial

MOST: Final = 10
"""Failures that are told."""


def terminal(result: RunResult, decision: Decision) -> str:
    """Tell a run in plain text.

    Args:
        result: The run.
        decision: What the gate says.
    """
    return "\n".join(
        (
            *head(result, decision),
            "",
            *_table(result, decision),
            *_slices(decision),
            *_failures(result),
            "",
            f"{decision.told}: {decision.reasons[0]}",
            *(f"  {reason}" for reason in decision.reasons[1:]),
        )
    )


def _table(result: RunResult, decision: Decision) -> Iterator[str]:
    rows = [("scorer", "mean", "pass", "before", "difference", "")]
    rows += [
        (one.name, one.mean, one.passed, one.before, one.difference, one.finding)
        for one in lines(result, decision)
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width)
        yield "  ".join(cells).rstrip()


def _slices(decision: Decision) -> Iterator[str]:
    worse = [one for one in decision.slices if one.finding == "worse"]
    if worse:
        yield ""
        yield "slices that got worse (they do not gate):"
        for one in worse:
            yield f"  {one.name}: {one.before:.3f} to {one.after:.3f}, p {one.p_adjusted:.4f}"


def _failures(result: RunResult) -> Iterator[str]:
    bad = failures(result)
    if not bad:
        return
    yield ""
    for trial in bad[:MOST]:
        said = [f"{one.name} ({one.reason})" for one in failed_scores(trial)]
        yield f"  {named(trial)}: {trial.error or '; '.join(said)}"
    if len(bad) > MOST:
        yield f"  and {len(bad) - MOST} more"


def output_text(trial: Trial) -> str:
    """Write an output as a person reads it."""
    return text_of(trial.output)
