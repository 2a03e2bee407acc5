"""Labels: figures that are a house, a telephone, a day or a rank, and count nothing."""

from typing import Final

from creative_agents.policies._figures import Figure
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._sentences import bounds

_NEAR: Final = 60
_SENTENCE: Final = later(r"[!?;\n\u2026]|\.(?!\d)")
_STREET: Final = later(
    r"[a-d]?,? (?:[a-z'-]+ ){0,3}?(?:street|st|road|rd|lane|row|avenue|"
    r"ave|crescent|terrace|gardens?|drive|close|wharf|quay|yard|mews|parade|place|square|hill|"
    r"court|walk|way|gate|green|alley|boulevard|blvd|broadway|highway|grove|rise|passage|"
    r"arcade|buildings?|side|embankment|esplanade|promenade|cheapside)\b|"
    r"(?: ?(?:[a-d]|bis|ter)\b)?,? (?:rue|quai|avenue|boulevard|bd|place|impasse|chemin|"
    r"route|allees?|cours|passage|square|faubourg|sentier|esplanade|venelle|ruelle|promenade|"
    r"cite|villa|hameau|lieu-dit|mail|parvis|traverse|montee|cote|rond-point|digue|port)"
    r"(?: [a-z'-]+){1,3}"
)
_TOWN: Final = later(r" [a-z]{2}")
_BEFORE_TOWN: Final = later(r"(?:[,(\u00b7|\n-]|\b(?:a|at|in|cedex|b|l|ch))[ -]?$")
_ALONE: Final = later(r" [a-z-]+(?: cedex| \d\d?)?\s*(?:,|\n|$)")
_STATE: Final = later(r"\b[a-z]{2} $")
_CODE: Final = later(r"\d{4,5}")
_CALLED: Final = later(
    r"\b(?:call|ring|dial|phone|tel|telephone|text|hotline|helpline|freephone|samaritans|"
    r"appelez|appelle|appeler|composez|compose|composer|telephonez|joignez|joindre|joignables?|"
    r"envoyez|sms|numero vert|numero gratuit|ecoute|urgences?|emergency|999|112)\b"
    r"[^.!?\d]{0,40}(?:\b(?:15|17|18|112|999|911|111)\b[^.!?\d]{0,12})?$"
)
_DIALLED: Final = later(r"\(?\d{2,4}\)?(?:[ .-]\d{2,4})*|\d-\d{3}-\d{3}-\d{4}|\d{2,6}")
_AFTER_CALL: Final = later(
    r"\s*(?:[.,;:!?()]|$|(?:at|any|day|night|free|if|when|for free|and|or|now|from|to|is|ou|et|si|"
    r"a|en|gratuit\w*|jour|nuit|pour|quand|des|anonym\w*|c'est|repond\w*|\u2013|-)\b|[\u2013-])"
)
_DAY: Final = later(r"\b(?:le|la|du|au|des le|the|on the|by the|until the|since the)\s+$")
_NO_NOUN: Final = later(
    r"(?:er|st|nd|rd|th)?\s*(?:[.,;:!?)]|$|n'|(?:ne|est|sont|etait|et|ou|on|nous|vous|je|il|elle|"
    r"tombe|arrive|passe|se|y|chaque|du mois|de chaque|and|is|was|falls|comes|we|you|it|they|or|"
    r"of (?:each|every|the) month)\b)"
)
_MONTH_LONG: Final = 31


def is_named(figure: Figure, line: Line) -> bool:
    """Whether a figure names a house, a town, a line to call, a day of the month or a rank.

    Args:
        figure: A figure of the line.
        line: Where it stands.
    """
    if figure.kind != "number" or figure.unit or figure.clock:
        return False
    return (
        _is_rank(figure, line)
        or _is_house(figure, line)
        or _is_postcode(figure, line)
        or _is_dialled(figure, line)
        or _is_day(figure, line)
    )


def _is_rank(figure: Figure, line: Line) -> bool:
    """Whether it is written as names are: "01 to 06"."""
    written = line.plain[figure.start : figure.end]
    return len(written) > 1 and written[0] == "0" and written.isdigit()


def _is_house(figure: Figure, line: Line) -> bool:
    """Whether a street follows, its name in capitals: "3 Fisherman's Row", "12, rue Haute"."""
    street = _STREET.match(line.plain, figure.end)
    if street is None or not line.plain[figure.start].isdigit():
        return False
    return any(
        sign.isupper() for sign in line.text[slice(*line.bare.span(figure.end, street.end()))]
    )


def _is_postcode(figure: Figure, line: Line) -> bool:
    """Whether it stands where a town's code does: ", 29900 Concarneau", "Portland, OR 97214"."""
    if not _CODE.fullmatch(line.plain, figure.start, figure.end):
        return False
    before = line.plain[max(0, figure.start - _NEAR) : figure.start]
    if _STATE.search(before):
        start, end = line.bare.span(figure.start - 3, figure.start - 1)
        if line.text[start:end].isupper():
            return True
    town = _TOWN.match(line.plain, figure.end)
    alone = not before.strip() and _ALONE.match(line.plain, figure.end)
    if town is None or not (alone or _BEFORE_TOWN.search(before)):
        return False
    start, _ = line.bare.span(figure.end + 1, figure.end + 2)
    return line.text[start].isupper()


def _is_dialled(figure: Figure, line: Line) -> bool:
    """Whether a reader calls it: "ring Samaritans on 116 123", "composez le 3114"."""
    if not _DIALLED.fullmatch(line.plain, figure.start, figure.end):
        return False
    start, _ = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    called = _CALLED.search(line.plain[start : figure.start])
    return bool(called and _AFTER_CALL.match(line.plain, figure.end))


def _is_day(figure: Figure, line: Line) -> bool:
    """Whether it is a day of the month that has none beside it: "le loyer du 5 n'y est pas"."""
    if not 0 < figure.value <= _MONTH_LONG or not line.plain[figure.start].isdigit():
        return False
    before = line.plain[max(0, figure.start - _NEAR) : figure.start]
    return bool(_DAY.search(before) and _NO_NOUN.match(line.plain, figure.end))
