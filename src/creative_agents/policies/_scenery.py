"""Scenery: figures in digits that describe a place, a game, a dish or somebody's walk."""

from typing import Final

from creative_agents.policies._figures import Figure
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._sentences import bounds

_SENTENCE: Final = later(r"[!?;:\n\u2026]|\.(?!\d)")
_NEAR: Final = 40
_HELP: Final = later(r"116[ .]?\d{3}|112|999|911|988|114|115|119|3114|3919|39 19|3018|3020")
_CALLS: Final = later(
    r"\b(?:dial|call|ring|phone|freephone|text|faites|appelez|composez|le|au|on)\s+(?:le\s+|the\s+)?$"
)
_SPOONS: Final = later(
    r"\s+(?:(?:heaped|level|small|large|good|petites?|grosses?|bonnes?) )?"
    r"(?:tablespoons?|teaspoons?|tbsp|tsp|cups?|pinch(?:es)?|cloves?|eggs?|onions?|carrots?|slices?|cuill?eres?|pincees?|gousses?|"
    r"oeufs?|oignons?|carottes?|tranches?|verres?|noix)\b"
)
_COOKS: Final = later(
    r"\b(?:add|stir|mix|whisk|pour|chop|peel|fry|beat|take|crack|ajoutez|remuez|melangez|versez|"
    r"fouettez|battez|prenez|cassez|epluchez|coupez|hachez)\b"
)
_DEGREES: Final = later(r"\s*(?:degrees|degres|\u00b0)")
_SCORE: Final = later(r"\b(?:score|match|game|won|lost|beat|nil|partie|gagne|perdu)\b")
_SCALE: Final = later(
    r"\b(?:counts? (?:up )?to|compte[rz]? jusqu'a|scale of \d+ to|de (?:1|un|0|zero) a|"
    r"from (?:1|one|0) to)\s+$"
)
_FEATURES: Final = later(
    r"\s+(?:[a-z]+ )?(?:steps|stairs|arches|windows|floors|storeys|doors|houses|benches|"
    r"trees|streets|chimneys|bells|gulls|sheep|cows|inhabitants|souls|marches|fenetres|etages|portes|maisons|bancs|"
    r"arbres|rues|cheminees|cloches|mouettes|moutons|vaches|habitants|ames|virages|bends)\b"
)
_PLACES: Final = later(
    r"\b(?:lighthouse|church|chapel|village|tower|street|hill|stairs?|staircase|bridge|town|island|"
    r"house|path|trail|quay|lane|valley|pier|castle|road|phare|sentier|eglise|chapelle|tour|rue|"
    r"colline|escalier|pont|ville|ile|maison|chemin|quai|vallee|jetee|chateau|hameau|bourg|route)\b"
)
_WALKS: Final = later(
    r"\b(?:turn|follow|walk|tournez|suivez|marchez|continuez|(?:he|she|we|i|they) (?:ran|walked|"
    r"swam|rowed|cycled|drove|carried|waited|slept)|(?:il|elle|on|j'|je) ?(?:a|ai|avait|avons) "
    r"(?:couru|marche|nage|rame|pedale|roule|porte|attendu|dormi|grimpe))\b"
)
_WALKED: Final = frozenset({"m", "km", "mile", "min", "h", "day", "week"})
_SOLD: Final = later(
    r"[\u20ac\u00a3$%]|\b(?:prix|price|livr\w+|deliver\w*|garanti\w*|guarante\w*|vend\w+|sold|sells?|"
    r"offre|offer|batter\w+|autonomie)\b"
)


def is_scenery(figure: Figure, line: Line) -> bool:
    """Whether a figure describes, cooks, plays, walks or calls for help, and sells nothing.

    Args:
        figure: A figure of the line.
        line: Where it stands.
    """
    if figure.kind != "number" or figure.clock:
        return False
    plain = line.plain
    before = plain[max(0, figure.start - _NEAR) : figure.start]
    bare = not figure.unit
    if bare and (_HELP.fullmatch(plain, figure.start, figure.end) or _SCALE.search(before)):
        return _HELP.fullmatch(plain, figure.start, figure.end) is None or _called(before, line)
    start, end = bounds(plain, figure.start, figure.end, _SENTENCE)
    if not _describes(figure, line, start, end):
        return False
    return _SOLD.search(plain, start, end) is None


def _called(before: str, line: Line) -> bool:
    """Whether the number of a help line stands where one is called, or is one of Europe's."""
    return bool(_CALLS.search(before)) or "116" in line.plain


def _describes(figure: Figure, line: Line, start: int, end: int) -> bool:
    plain = line.plain
    if figure.unit:
        return figure.unit in _WALKED and _WALKS.search(plain, start, figure.start) is not None
    if _DEGREES.match(plain, figure.end):
        return True
    if _SPOONS.match(plain, figure.end):
        return _COOKS.search(plain, start, end) is not None
    if _FEATURES.match(plain, figure.end):
        return _PLACES.search(plain, start, end) is not None
    played = plain[figure.end : figure.end + 1] == "-" or plain[figure.start - 1] == "-"
    return played and _SCORE.search(plain, start, end) is not None
