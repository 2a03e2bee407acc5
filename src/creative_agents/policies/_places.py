"""Places: streets, museums, firms, whose name may hold any word."""

from collections.abc import Iterator
from typing import Final

from creative_agents.policies._later import later

_CAPITAL: Final = r"[A-ZÀ-ÞŒ][a-zà-ÿœ\u2019'-][\w\u2019'-]*"
_FRENCH: Final = later(
    r"(?<!\w)(?i:rue|place|avenue|boulevard|quai|impasse|allée|passage|chemin|square|route|pont|"
    r"gare|musée|festival|théâtre|château|hôtel|lycée|collège|cinéma|fondation|association)"
    rf" (?:(?:de|du|des|aux?|à|le|la|les) |(?:d|l|de l)['\u2019])*{_CAPITAL}"
    rf"(?:[ -](?:(?:de|du|des|la|le|les|et) )?{_CAPITAL})*"
)
_ENGLISH: Final = later(
    rf"(?<!\w){_CAPITAL} (?:(?:of|the|and|&|{_CAPITAL}) )*"
    r"(?:Street|Road|Lane|Avenue|Square|Row|Mews|Museum|Festival|Theatre|Theater|Hotel|Inn|Library|"
    r"School|College|University|Hospital|Station|Hall|House|Bridge|Park|Club|Society|Association|"
    r"Foundation|Trust|Awards?|Conference|Summit|Ltd|Limited|Inc|LLC|plc)(?!\w)"
)
_SMALL: Final = later(r"(?<!\w)[a-zà-ÿ]{4,}")
_FEWEST: Final = 2


def places(text: str) -> Iterator[tuple[int, int]]:
    """Find the names of places and firms in a text as written.

    A headline set in capitals throughout shows no name.

    Args:
        text: The text.

    Returns:
        The span of each, its street or museum included.
    """
    for pattern in (_FRENCH, _ENGLISH):
        for match in pattern.finditer(text):
            around = f"{text[: match.start()]} {text[match.end() :]}"
            if len(_SMALL.findall(around)) >= _FEWEST or pattern is _FRENCH:
                yield match.span()
