"""Claims: those that are used are in the brand's ledger, and allowed in this case."""

from collections.abc import Iterator
from typing import Any

from creative_agents.domain.strategy import Strategy
from creative_agents.evals.brands import brand_of
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import variants_of


def claims(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of claims used that may be; every one must.

    Args:
        case: The case; where it names ``claims``, only they are allowed.
        output: Pieces of copy, or a strategy.
    """
    used = tuple(dict.fromkeys(_used(output)))
    if not used:
        return Score.skipped("claims", "no claim is used")
    allowed = set(case.wants.claims) or {claim.id for claim in brand_of(case).claims}
    unknown = [claim for claim in used if claim not in allowed]
    value = 1 - len(unknown) / len(used)
    return Score.judged("claims", value, reason=f"{len(unknown)} not allowed", evidence=unknown)


def _used(output: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    if isinstance(output, Strategy):
        for message in output.messages:
            yield from (reason.claim for reason in message.reasons)
    for piece in variants_of(output):
        yield from piece.claims_used
