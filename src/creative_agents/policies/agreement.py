"""Agreement: the texts of one piece give one weight, one duration, one hour for one thing."""

from collections.abc import Iterable
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Finding
from creative_agents.policies._agreement import disagreements, said_in
from creative_agents.policies._known import known
from creative_agents.policies._lines import lines
from creative_agents.policies.base import PolicyContext, Rule

FIGURE: Final = Rule(name="agreement.figure", level="warning", owner="product")
_FEWEST: Final = 2


def agreement(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find measures and hours of one text that another text of the piece gives otherwise."""
    texts = lines(piece, context)
    if len(texts) < _FEWEST:
        return
    facts = known(context)
    said = [each for line in texts for each in said_in(line, piece.language, facts)]
    for one, other in disagreements(said):
        place = one.line.place(one.figure.start, one.figure.end)
        theirs = other.line.place(other.figure.start, other.figure.end)
        told = {"other": theirs.quote, "other_place": theirs.field.place}
        yield FIGURE.finding(context, place, **told)
