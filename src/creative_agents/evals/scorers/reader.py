"""A reader: a persona speaks as itself, not as the trade, a jury or a machine."""

from typing import Any, Final

import regex

from creative_agents.domain.base import Language
from creative_agents.domain.persona import Reaction
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import folded, leaves, says

TRADE: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        *("call to action", "target audience", "value proposition", "brand awareness"),
        *("conversion rate", "click-through", "ctr", "kpi", "touchpoint", "funnel"),
        *("engagement rate", "copywriting", "brand voice", "tone of voice", "key message"),
        *("the headline", "the tagline", "the audience", "purchase intent", "market segment"),
    ),
    "fr": (
        *("appel à l'action", "public cible", "cœur de cible", "la cible", "notoriété"),
        *("proposition de valeur", "taux de conversion", "taux de clic", "ctr", "kpi"),
        *("point de contact", "points de contact", "tunnel de", "taux d'engagement"),
        *("ton de la marque", "message clé", "l'accroche", "intention d'achat", "persona"),
    ),
}
"""Words of those who make advertisements."""

MACHINE: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("as an ai", "language model", "an ai assistant", "as a persona", "synthetic persona"),
    "fr": ("en tant qu'ia", "modèle de langage", "une ia", "intelligence artificielle"),
}
"""Words of those who are nobody."""

_MARK: Final = regex.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:/|out of|on a scale of|sur)\s*(?:5|10|20|100)\b|★|⭐"
)


def reader(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where nothing in a reaction is of the trade, of a machine, or a mark.

    What the persona's own description or the piece says, the persona may say.

    Args:
        case: The case, whose input holds the persona and the piece.
        output: A `Reaction`.
    """
    if not isinstance(output, Reaction):
        return Score.skipped("reader", "no reader")
    said = f"{output.understood}\n{output.barrier}\n{output.question}\n{output.outside}"
    own = " ".join(leaves(case.input))
    words = (*TRADE[case.language], *MACHINE[case.language])
    strange = [word for word in words if says(said, [word]) and not says(own, [word])]
    strange += [mark for mark in _MARK.findall(folded(said)) if mark not in folded(own)]
    return Score.judged(
        "reader", float(not strange), reason=f"{len(strange)} not a reader's", evidence=strange
    )
