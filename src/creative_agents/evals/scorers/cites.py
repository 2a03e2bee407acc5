"""Citing: an analyst's reasons rest on what was found, read or measured, not on a feeling."""

from typing import Any

import regex

from creative_agents.domain.ranking import Ranking
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.texts import leaves, stems

_FIGURE = regex.compile(r"\d")


def cites(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of ranked pieces whose reasons hold a figure, or words of the evidence.

    Args:
        case: The case, whose input is the evidence: brief, strategy, pieces, findings, readings.
        output: A `Ranking`.
    """
    if not isinstance(output, Ranking) or not output.order:
        return Score.skipped("cites", "no ranking")
    evidence = stems(" ".join(leaves(case.input)))
    bare = [rank for rank in output.order if not _rests(" ".join(rank.reasons), evidence)]
    value = 1 - len(bare) / len(output.order)
    said = [f"{one.piece}: {' '.join(one.reasons)}" for one in bare]
    return Score.judged(
        "cites",
        value,
        reason=counted(len(bare), "rests on nothing", "rest on nothing"),
        evidence=said,
    )


def _rests(reasons: str, evidence: frozenset[str]) -> bool:
    return _FIGURE.search(reasons) is not None or bool(stems(reasons) & evidence)
