"""All pieces: as many were written as were asked for, in each channel."""

from collections import Counter
from typing import Any

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import CampaignInput, CopywriterInput
from creative_agents.evals.score import Score
from creative_agents.evals.texts import variants_of
from creative_agents.evals.trace import CampaignTrace


def all_pieces(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of the pieces asked for that were written; set aside ones were.

    Args:
        case: The case of a copywriter or of a campaign that ended.
        output: The variants, or a `CampaignTrace`.
    """
    wanted = _wanted(case, output)
    if not wanted:
        return Score.skipped("all_pieces", "no number of pieces was asked for")
    pieces = list(variants_of(output))
    if isinstance(output, CampaignTrace) and output.campaign is not None:
        pieces += [one.piece for one in output.campaign.set_aside]
    written = Counter(piece.asset.channel for piece in pieces)
    missing = wanted - written
    value = 1 - missing.total() / wanted.total()
    said = [f"{channel}: {number}" for channel, number in missing.items()]
    return Score.judged("all_pieces", value, reason=f"{missing.total()} missing", evidence=said)


def _wanted(case: GoldCase, output: Any) -> Counter[str]:  # noqa: ANN401 - as above
    if case.agent == "copywriter":
        asked = CopywriterInput.model_validate(case.input)
        return Counter({asked.channel: asked.variants})
    if isinstance(output, CampaignTrace) and output.campaign is not None:
        given = CampaignInput.model_validate(case.input)
        channels = given.channels or output.campaign.brief.channels
        return Counter(dict.fromkeys(channels, given.variants))
    return Counter()
