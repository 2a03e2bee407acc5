"""Rewriting: another wording that a guardian proposes is one that the rules let pass."""

from typing import Any

from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Review
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import GuardianInput
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.scorers._rules import findings_of, shown


def rewrite(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where the rules refuse nothing in the rewritten piece, or nothing is rewritten.

    Args:
        case: The case, whose input holds the piece.
        output: A `Review`.
    """
    if not isinstance(output, Review):
        return Score.skipped("rewrite", "no review")
    if output.rewrite is None:
        return Score.judged("rewrite", 1.0, reason="nothing is rewritten")
    piece = GuardianInput.model_validate(case.input).piece.variant(case.language)
    asset = _rewritten(piece.asset, output.rewrite.texts)
    (found,) = findings_of(case, piece.model_copy(update={"asset": asset}))
    errors = [one for one in found if one.level == "error"]
    return Score.judged(
        "rewrite",
        float(not errors),
        reason=counted(len(errors), "error in it", "errors in it"),
        evidence=shown(errors),
    )


def _rewritten(asset: Asset, texts: dict[str, str]) -> Asset:
    fields = tuple(
        one.model_copy(update={"text": texts.get(one.place, one.text)}) for one in asset.fields
    )
    return asset.model_copy(update={"fields": fields})
