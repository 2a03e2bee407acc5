"""Quotation: what an agent quotes stands in the piece, letter for letter."""

from typing import Any

from creative_agents.domain.persona import Reaction
from creative_agents.domain.review import Review
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import GuardianInput, PersonaInput
from creative_agents.evals.score import Score


def quoted(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of quotations that stand in the piece; 1 where nothing is quoted.

    Args:
        case: The case, whose input holds the piece.
        output: A `Reaction` or a `Review`.
    """
    if isinstance(output, Reaction):
        piece = PersonaInput.model_validate(case.input).piece
        quotes = [output.jarring] if output.jarring else []
    elif isinstance(output, Review):
        piece = GuardianInput.model_validate(case.input).piece
        quotes = [one.quote for one in output.findings if one.quote]
        quotes += [one.quote for one in output.keep]
    else:
        return Score.skipped("quoted", "nothing here quotes a piece")
    text = f"{piece.asset(case.language).full_text()}\n{piece.on_image}"
    invented = [quote for quote in quotes if quote not in text]
    value = 1 - len(invented) / max(1, len(quotes))
    return Score.judged("quoted", value, reason=f"{len(invented)} invented", evidence=invented)
