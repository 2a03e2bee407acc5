"""Selling: figures that somebody may rely on, told from those of a scene, a recipe or a film."""

from decimal import Decimal
from typing import Final

from creative_agents.policies._figures import Figure
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._sentences import bounds

_SENTENCE: Final = later(r"[.!?;:\n\u2026]")
_NEAR: Final = 60
_TIMES: Final = frozenset({"s", "min", "h", "day", "week", "month", "year"})
_AMOUNTS: Final = frozenset(
    {"g", "kg", "ml", "cl", "l", "mm", "cm", "m", "km", "mile", "times", "click", "point"}
)
_A_FEW: Final = Decimal(200)
_A_HANDFUL: Final = Decimal(12)
_BOUND_BEFORE: Final = later(
    r"\b(?:in|within|under|en|sous|(?:less|fewer|more) than|over|up to|at least|at most|moins de|"
    r"plus de|jusqu'a|au moins|au plus)\s+(?:just |only |a mere |seulement |a peine )?$"
)
_LOOSE_BEFORE: Final = later(r"\b(?:in|en)\s+$")
_SINCE: Final = later(r"\b(?:depuis|since|for (?:over|more than)|voila)\s+(?:plus de\s+)?$")
_PROMISED_AFTER: Final = later(
    r"\s*(?:"
    r"d'(?:autonomie|experience|essai|anciennete|expertise|avance|economies?|acces|usage)|"
    r"de (?:garantie|savoir-faire|fraicheur|batterie|metier|tenue|confort|recul|conservation|"
    r"protection|charge|musique)|offerte?s?|gratuite?s?|sans (?:engagement|frais|entretien|"
    r"interets?|recharge\w*)|chrono|maximum|max|au plus|ou moins|"
    r"of (?:experience|expertise|battery|protection|warranty|cover|light|charge|comfort|"
    r"freshness|wear|hold|playback|use|sound|access)|'? experience|"
    r"free|guarantees?|warranty|trial|longer|faster|on (?:one|a) charge|at most|or less|flat"
    r")\b"
)
_PROMISED: Final = later(
    r"\b(?:livr\w+|deliver\w*|expedi\w+|ship(?:s|ped|ping)?|dispatch\w*|repond\w*|reponses?|"
    r"repl(?:y|ies)|answer\w*|respon[ds]\w*|rembours\w+|refund\w*|garanti\w*|guarant\w*|"
    r"warrant\w*|dure(?:nt|r)?|(?<!the )(?<!past )(?<!\bat )lasts?|tien(?:t|nent)|"
    r"stays|holds|runs|suffi\w+|takes|(?:[a-z]{2,}s|can|will|may) take|"
    r"install\w*|fits|fitted|folds?|pli(?:e|ent|able)|recharg\w*|charge[sd]?|pret(?:e|s|es)?|"
    r"ready|repar\w+|repair\w*|sav(?:e|es|ed|ing)|gagne[zs]?|economis\w+|autonomie|batter\w+|"
    r"resultats?|results?|visibles?|apprenez|learn|chez vous|a votre porte|at your door|on site|"
    r"sur place|assistance|abonne\w*|subscri\w+|engagement|essai|trial|gratuit\w*|free|"
    r"offerte?s?|sans frais|delais?|waiting time|attente|conserv\w+)\b"
)
_FOR_A_PRICE: Final = later(
    r"(?:[\u20ac\u00a3$]\s?\d|\d\s?(?:\u20ac|eur\b|euros?\b|pounds?\b|dollars?\b))"
    r"[^.!?;:\n]{0,40}\b(?:for|during|pendant|durant|pour|over|sur)\s+(?:the first |les )?$"
)
_FILM: Final = later(
    r"\b(?:video\w*|films?|clips?|reels?|spots?|podcasts?|episodes?|(?:de )?lecture|read|listen|"
    r"ecoute|stor(?:y|ies)|trailer|bande-annonce|tutori?\w+)\b"
)
_COOKED: Final = later(
    r"\b(?:mijot\w+|infus\w+|enfourn\w+|petriss\w+|cuire|cuisez|cuisson|au four|a feu|thermostat|"
    r"(?:laissez|laisse|laisser)(?:-l\w+)? (?:repos|lev|marin|tremp|refroid|agir|tied|gonfl|poser)"
    r"\w*|faites (?:cuire|revenir|bouillir|fondre|chauffer|tremper)|egoutt\w+|"
    r"remue\w*|simmer|bake|boil|chill|steep|stir|roast|fry|soak|knead|prove|oven|on the hob|"
    r"leave (?:it|them|the \w+|to)|let (?:it|them|the \w+))\b"
)
_MIXED: Final = later(
    r"\b(?:ajoutez|ajoute|melangez|remuez|versez|battez|incorporez|fouettez|prenez|pesez|add|mix|whisk|"
    r"fold in|pour|take|weigh)\b"
)
_DEGREES: Final = later(r"\s*\u00b0")
_WEIGHED: Final = frozenset({"g", "kg", "ml", "cl", "l"})
_IN_YEAR: Final = later(r"\b(?:en|in|ete|hiver|printemps|automne|summer|winter|spring)\s+$")
_OF_YEAR: Final = later(r"\s+(?:winter|summer|spring|autumn|storm|flood|strike|season)\b")
_OF_A_THING: Final = later(
    r"(?:\b(?:a|an|another|one|some|this|that|his|her|old)|"
    r"\b(?:une?|cette?|ce|la|le|sa|son|des) (?:[a-z'-]+ ){1,3}?(?:de|du|des annees))\s+$"
)
_A_THING: Final = later(
    r"\s+(?!(?:and|or|to|in|at|of|for|with|by|from|on|as|is|was|are|et|ou|a|pieces?|seat\w*|"
    r"pages?|watts?|threads?|lumens?|counts?|calories?|steps?|words?|persons?|people|strong|odd|"
    r"places?|square|metres?|meters?|foot|feet|miles?|parts?|members?)\b)[a-z]{3,}|\s*(?:[.,;:!?)]|$)"
)
_AGES: Final = later(
    r"\b(?:whisk(?:y|ey|ies)|malts?|wines?|vins?|vintages?|crus?|millesimes?|cognacs?|armagnacs?|"
    r"ports?|portos?|champagnes?|rums?|rhums?|brand(?:y|ies)|bottles?|bouteilles?)\b"
)
_YEAR: Final = later(r"(?:1[89]|20)\d[1-9]|(?:1[89]|20)[1-9]0")
_YEARS: Final = (Decimal(1000), Decimal(2100))
_FOUNDED: Final = later(
    r"\b(?:depuis|since|fond\w+|found\w*|cre(?:e|ee|ees|es|ation)|creat\w+|establish\w*|nee?s?|"
    r"born|lanc\w+|launch\w*|ouver\w+|open\w*|invent\w*|brevet\w*|patent\w*|maison|tradition\w*|"
    r"heritage|recettes?|recipes?|fabri\w+|made|prime\w*|elue?s?|award\w*|prix|prize|vot\w+|"
    r"nomm\w+|named|medaill\w*|medal\w*|premiere?s?|first|won|gagn\w+)\b"
)


def sells(figure: Figure, line: Line) -> bool:
    """Whether a figure that nothing proves may mislead a buyer.

    Percentages, scores, prices, counts of customers and everything in digits do, and so does a
    duration that a service or a guarantee promises. A duration, a few people or a weight in
    words, the length of a film, the quantities of a recipe and the year of a memory only tell.

    Args:
        figure: A figure of the line that is no label and no idiom.
        line: Where it stands.
    """
    if figure.kind != "number" or figure.unit.startswith("/"):
        return True
    if _in_recipe(figure, line) or _in_memory(figure, line):
        return False
    written = line.plain[figure.start : figure.end]
    if figure.unit in _TIMES:
        return _promises_time(figure, line, spelled=not written[0].isdigit())
    if written[0].isdigit():
        return True
    few = (figure.unit == "person" and figure.value < _A_FEW) or (
        figure.unit == "customer" and figure.value <= _A_HANDFUL
    )
    return not (few or figure.unit in _AMOUNTS) or _bound(figure, line)


def promised(figure: Figure, line: Line) -> bool:
    """Whether the words around a duration promise it: "prêt en", "lasts", "d'autonomie"."""
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    return bool(
        _PROMISED_AFTER.match(line.plain, figure.end) or _PROMISED.search(line.plain, start, end)
    )


def _promises_time(figure: Figure, line: Line, *, spelled: bool) -> bool:
    if _SINCE.search(_before(figure, line)):
        return figure.unit == "year" or not spelled
    if promised(figure, line) or _priced(figure, line):
        return True
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    if figure.unit in {"s", "min"} and _FILM.search(line.plain, start, end):
        return False
    in_speech = line.kind == "script" and _LOOSE_BEFORE.search(_before(figure, line))
    return not spelled or (_bound(figure, line) and not in_speech)


def _priced(figure: Figure, line: Line) -> bool:
    """Whether a price holds for that time: "£29 a month for twelve months"."""
    start, _ = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    return _FOR_A_PRICE.search(line.plain, start, figure.start) is not None


def _bound(figure: Figure, line: Line) -> bool:
    return bool(_BOUND_BEFORE.search(_before(figure, line)))


def _in_recipe(figure: Figure, line: Line) -> bool:
    """Whether a quantity, a time or a heat is an instruction to the cook."""
    if figure.unit not in _TIMES | _WEIGHED and not _DEGREES.match(line.plain, figure.end):
        return False
    if _bound(figure, line) or _PROMISED_AFTER.match(line.plain, figure.end):
        return False
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    weighed = figure.unit in _WEIGHED and _MIXED.search(line.plain, start, figure.start)
    return bool(weighed or _COOKED.search(line.plain, start, end))


def _in_memory(figure: Figure, line: Line) -> bool:
    """Whether a bare number is a year in which nothing of the company happened."""
    first, last = _YEARS
    if figure.unit or not first <= figure.value <= last:
        return False
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    told = _IN_YEAR.search(_before(figure, line)) or _OF_YEAR.match(line.plain, figure.end)
    memory = told is not None or _dates_a_thing(figure, line, start, end)
    return memory and not _FOUNDED.search(line.plain, start, end)


def _dates_a_thing(figure: Figure, line: Line, start: int, end: int) -> bool:
    """Whether a year tells how old a thing is: "a 1962 desk lamp", and no drink that ages."""
    written = line.plain[figure.start : figure.end]
    if not _YEAR.fullmatch(written) or not _OF_A_THING.search(_before(figure, line)):
        return False
    named = _A_THING.match(line.plain, figure.end)
    return named is not None and not _AGES.search(line.plain, start, end)


def _before(figure: Figure, line: Line) -> str:
    return line.plain[max(0, figure.start - _NEAR) : figure.start]
