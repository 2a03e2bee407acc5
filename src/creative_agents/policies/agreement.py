"""Agreement: the texts of one piece give one weight, one duration, one hour for one thing."""

from collections.abc import Iterable
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Finding
from creative_agents.policies._agreement import (
    against_folder,
    disagreements,
    folder_says,
    said_in,
)
from creative_agents.policies._known import known
from creative_agents.policies._lines import Same, lines
from creative_agents.policies.base import PolicyContext, Rule

FIGURE: Final = Rule(name="agreement.figure", level="warning", owner="product")
_FEWEST: Final = 2


def agreement(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find measures, counts and hours that another text, or the folder, contradicts."""
    texts = lines(piece, context)
    facts = known(context)
    said = [each for line in texts for each in said_in(line, piece.language, facts)]
    folder = folder_says(Same(facts), piece.language) if said else ()
    pairs = {id(one): (one, other) for one, other in against_folder(said, folder)}
    if len(texts) >= _FEWEST:
        pairs = {id(one): (one, other) for one, other in disagreements(said)} | pairs
    for one, other in pairs.values():
        place = one.line.place(one.figure.start, one.figure.end)
        theirs = other.line.place(other.figure.start, other.figure.end)
        told = {"other": theirs.quote, "other_place": other.piece or theirs.field.place}
        yield FIGURE.finding(context, place, **told)
