"""Swap the logo: could a competitor sign it?"""

from typing import Any

from creative_agents.evals.brands import brand_of
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import variants_of
from creative_agents.tools.originality import FEWEST_WORDS, distinctive


def swap_the_logo(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of pieces that hold something only this brand can say.

    Names, figures, places, cleared claims and customers' words count. A piece of fewer than
    twelve words has no room for them and is left out.

    Args:
        case: The case.
        output: The pieces of copy.
    """
    brand, pieces = brand_of(case), variants_of(output)
    long = [one for one in pieces if len(one.asset.full_text().split()) >= FEWEST_WORDS]
    if not long:
        return Score.skipped("swap_the_logo", "no piece long enough")
    owned = [distinctive(piece.asset, brand) for piece in long]
    value = sum(bool(found) for found in owned) / len(long)
    said = [what for found in owned for what in found]
    reason = f"{sum(not found for found in owned)} of {len(long)} could be anybody's"
    return Score.judged("swap_the_logo", value, reason=reason, evidence=said)
