"""Pocket: amounts of money that somebody finds, loses or owes in a story, and that buy nothing."""

from decimal import Decimal
from typing import Final

from creative_agents.policies._figures import Figure
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._sentences import bounds

_SENTENCE: Final = later(r"[!?;\n\u2026]|\.(?!\d)")
_FOUND: Final = later(
    r"\b(?:found|lost|dropped|bets?|owe[sd]?|fine[ds]?|borrowed|lent|tips?|tipped|tooth fairy|"
    r"jar|sofa|matchbox|mattress|pockets?|piggy bank|coins?|pocket money|drawer|pavement|"
    r"trouve\w*|perdu\w*|pari\w*|prete\w*|emprunt\w*|pourboire|tirelire|allumettes|matelas|bocal|poches?|canape|trottoir|"
    r"pieces? de|petite souris|argent de poche|doit|devait|amende|monnaie)\b"
)
_BOUGHT: Final = later(
    r"\b(?:prices?|prix|costs?|coute\w*|only|seulement|save|saving|off|offre\w*|offers?|deal|order\w*|"
    r"command\w*|per|par|from|des|a partir|deliver\w*|livr\w*|free|gratuit\w*|buy|achet\w*|"
    r"vouchers?|bons?|credit|pret|taux|cash ?back|rembours\w*|win|gagnez)\b"
)
_SMALL: Final = Decimal(50)


def is_found_money(figure: Figure, line: Line) -> bool:
    """Whether a small amount lies in a pocket or was bet, and is no price of anything.

    Args:
        figure: A figure of the line.
        line: Where it stands.
    """
    if figure.kind != "money" or figure.value > _SMALL:
        return False
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    found = _FOUND.search(line.plain, start, end)
    return bool(found) and not _BOUGHT.search(line.plain, start, end)
