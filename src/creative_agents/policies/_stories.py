"""Stories: figures that tell a scene, name a thing or belong to an idiom, and promise nothing."""

from decimal import Decimal
from typing import Final

from creative_agents.policies._figures import Figure
from creative_agents.policies._labels import is_named
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._scenery import is_scenery
from creative_agents.policies._selling import promised
from creative_agents.policies._sentences import bounds
from creative_agents.policies._units import MONTHS, one_of

_NEAR: Final = 60
_CLAUSE: Final = later(r"[.!?;\n]")
_WHOLLY: Final = (
    r"\b(?:pause|fond|[vn]ous|moi|toi|profit\w+|viv\w+|etre|donn\w+|motiv\w+|present\w*|concentr\w+|"
    r"detendue?s?|heureu\w+|d'accord|dimanche|vacances|amie?s?|week-end|bonheur|plaisir|calme|"
    r"avec \w+)\s"
)
_IDIOM: Final = later(
    r"1, ?2,? (?:et )?3\b|\d{1,2}[.:]\d\d (?:train|bus|ferry|flight|tram|leaves|goes|from|to|is|"
    r"was|arrives|stops)\b|\d ?(?:en|in) ?1\b|"
    r"5 a 7\b|(?:seven days a week|sept jours sur sept)\b|[2-6]g\b|[248]k\b|"
    r"(?:trois|three) (?:mousquetaires|musketeers)\b"
)
_IDIOM_AFTER: Final = tuple(
    (later(before), later(said))
    for before, said in (
        (r"\b1, ?(?:2,? (?:et )?)?$", r"[23]\b"),
        (r"\d ?(?:en|in) ?$", r"1\b"),
        (r"\b5 a $", r"7\b"),
        (r"\ba $", r"(?:deux|2) pas\b"),
        (rf"{_WHOLLY}a $", "[12]00 ?%"),
        (r"\b(?:give|giving|donnez|donner|donne) (?:\w+ )?$", r"1\d0 ?%"),
        (r"\bcatch[- ]$", r"22\b"),
    )
)
_LABELLED: Final = later(
    r"\b(?:top|etape|step|chapitre|chapter|episode|volume|vol\.?|tome|page|p\.|partie|part|"
    r"saison|season|question|lecon|lesson|regle|rule|jour|day|niveau|level|version|acte|act|"
    r"at mile|au kilometre|numero|issue|edition|piste|track|semaine|week|catch|room|"
    r"chambre|salle|quai|platform|"
    r"ligne|gate|unit|suite|flat|appartement|bp|n[o\u00b0]|no\.|nr\.?|article|art\.|clause|"
    r"figure|fig\.|train de|annees|rang|rangee|place|siege|voiture|voie|porte|casier|bureau|"
    r"etage|bus|tram|metro|caisse|guichet|table|stand|hall|couloir|allee|lot|dossard|number|row|"
    r"seat|coach|bay|booth|aisle|locker|lane|counter|desk|floor|stall|screen|ecran|exit|sortie|"
    r"junction|court|terrain|trou|hole|batch|ticket|dossier)"
    r"\s*[-#]?\s*$"
)
_FOR_LABELS: Final = Decimal(1000)
_NUMBERED: Final = later(
    r"\b(?:numeros?|n[o\u00b0]s?|no\.|nr\.?|numbers?|serial|serie|series|ref\w*|dossier|ticket|commande|"
    r"invoice|facture)\s*[-#:]?\s*$|#\s?$"
)
_SIZED: Final = later(
    r"\b(?:cle|clef|foret|meche|douille|vis|ecrou|boulon|tournevis|aiguille|crochet|pinceau|embout|"
    r"grain|taille|pointure|size|gauge|grit|torx|allen|hex|spanner|wrench|needle|hook|drill bit)s? "
    r"(?:(?:plate|allen|btr|torx|a molette|of|de|du|en|a|no\.?|n[o\u00b0]|number|numero)s? ?)*$"
)
_TOOL: Final = later(
    r"[\s-]*(?:mm[\s-]|millimetre[\s-]|inch[\s-])?(?:(?:allen|hex|socket|torx|ring|open) )?"
    r"(?:spanner|wrench|socket|drill|bit|hook|needle|allen key|hex key|key|screw|bolt|nut|grit)s?\b"
)
_DAY_AFTER: Final = later(r"\b(?:le|the|on the)\s+$")
_MONTH_DAY: Final = Decimal(31)
_MONTHS: Final = later(rf"\b(?:{one_of(MONTHS)}|1er|1st|du mois|of the month)\b")
_GIVES: Final = later(
    r"\b(?:plant\w*|donat\w+|donn\w+|give[ns]?|offer\w*|offert\w*|revers\w+|free|gratuit\w*|each|every|chaque|"
    r"pour|buy|achete\w*|get|only|seule?)\b|="
)
_HUNG: Final = later(r"[a-z]-$")
_HABIT: Final = later(r"\s+(?:par|per|an?|l'an|chaque|each|every)\b")
_EVERY: Final = later(r"\b(?:every|tous les|toutes les)\s+$")
_TIMES: Final = frozenset({"min", "h", "s", "day", "week", "month", "year", "night"})
_TOLD_BEFORE: Final = later(
    r"\b(?:il y a|voila|ca fait|encore|prenez|prends|prendre|accordez-vous|offrez-vous|take|"
    r"spend|wait|attendez|restez|stay|another|give (?:us|yourself|it)|for the (?:next|past|last)|"
    r"(?<!livre )(?<!livree )(?<!pret )(?<!recu )dans)\s+$"
)
_TOLD_AFTER: Final = later(
    r"\s*(?:plus tard|later|ago|auparavant|earlier|de plus\b|more\b|to go\b)"
)
_CLOCK: Final = later(
    r"\b(?:a|vers|il est|des|avant|apres|a partir de|jusqu'a|de|entre|et|at|until)\s*$"
)
_OF_THE_DAY: Final = later(
    r"\s*(?:du (?:matin|soir)|de l'apres-midi|in the (?:morning|afternoon|evening)|at night)\b"
)
_AGED_BEFORE: Final = later(
    r"\b(?:a|agee?s? de|aged|(?:enfants?|bebes?|fil(?:le|s)|garcons?|soeur|frere|mere|pere|tante|"
    r"oncle|femme|homme|dame|monsieur|voisine?|ami|amie|cousine?|chien|chat|gamine?|jeunes?|eleves?)"
    r"(?: [a-z]+)? de)\s+$"
)
_NO_AGE: Final = later(
    r"\b(?:pret|credit|taux|emprunt|garanti\w*|rembours\w+|assur\w+|bail|contrat|limite?e?s?)\b"
)
_YEARS_OLD: Final = later(
    r"s?[\s-]old\b(?!\s+(?:whisk|malt|rum|brandy|cognac|port\b|cheddar|gouda|brand|company|firm|"
    r"recipe|tradition|house|business|vine|oak))"
)
_KIN: Final = (
    "mother|father|mum|dad|gran|grandma|grandpa|grandmother|grandfather|nan|daughter|son|sister|brother|"
    "aunt|uncle|neighbour|neighbor|dog|cat|mere|pere|mamie|papi|grand-mere|grand-pere|fille|fils|soeur|"
    "frere|tante|oncle|voisine?|chien|chienne|chat"
)
_SOMEBODY_IS: Final = later(rf"\b(?:s?he|who|{_KIN})(?:'s|\s+is|\s+was|\s+turn(?:s|ed))\s+$")
_SOMEBODY_HAS: Final = later(rf"\b(?:il|elle|{_KIN})\s+(?:en\s+)?(?:a|avait|aura)\s+$")
_AFTER_NUMBER: Final = later(
    r"\b(?:numero|number|n\u00b0|taille|pointure|size|chambre|room|salle|table|bus|ligne) ?\d+\b"
    r"[^.!?]{0,40}\b(?:le|la|au|du|the|and)\s+$"
)
_ENDS: Final = later(r"\s*(?:[.,;!?)]|and\b|but\b|now\b|today\b|$)")
_OLDEST: Final = Decimal(120)
_LOWEST: Final = later(r"\bprix le plus bas\b[^.!?\n]{0,30}$|\blowest price\b[^.!?\n]{0,30}$")
_THIRTY_DAYS: Final = later(r"(?:30|trente|thirty)\s+(?:derniers\s+)?(?:jours|days)")
_LASTING: Final = later(r"\s+d(?:e |'|u )")
_BINDING: Final = later(
    r"\b(?:ouv(?:re|res|rons|rez|rent|ert|erts|erte|ertes|erture|ertures)|ferm\w+|open\w*|clos\w+|until|till|"
    r"jusqu\w*|by|(?<!in that )(?<!in this )(?<!in )order\w*|command\w+|livr\w+|deliver\w*|"
    r"expedi\w+|ship\w*|dispatch\w*|"
    r"rendez-vous|rdv|meet|starts?|begins?|debut\w*|reserv\w+|book\w*|vente|sale|happy hour|doors|"
    r"du (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|de \d+ ?h(?: ?\d\d)? a|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day to|daily|tous les jours|every day|call|appelez|"
    r"appel|horaires?|hours|hotline|support)\b|\d ?[-\u2013] ?\d"
)
_HOLIDAYS: Final = frozenset(
    Decimal(month) + Decimal(day) / 100
    for month, days in {
        1: (1, 6),
        2: (2, 14),
        3: (8,),
        4: (1,),
        5: (1, 8),
        6: (21,),
        7: (4, 14),
        8: (15,),
        10: (31,),
        11: (1, 11),
        12: (24, 25, 26, 31),
    }.items()
    for day in days
)
"""Days that everybody knows, ``month.day``."""
_PROMISED: Final = later(
    r"\b(?:until|till|by|before|ends?|from|starting|through|jusqu\w*|avant|au plus tard|fin|"
    r"termine|des|partir|du|au|to|livr\w+|deliver\w*|ship\w*|valable|valid|offre|offer|soldes?|sale|"
    r"prix|price|command\w+|order\w*|recev\w+)\b"
)


def is_story(figure: Figure, line: Line) -> bool:
    """Whether a figure belongs to a scene, a name or an idiom, so that nothing proves it."""
    return (
        _in_name(figure, line)
        or is_named(figure, line)
        or is_scenery(figure, line)
        or _in_idiom(figure, line)
        or _is_label(figure, line)
        or _is_single(figure, line)
        or _is_day(figure, line)
        or _is_age(figure, line)
        or _legal_window(figure, line)
        or _passes_time(figure, line)
        or _scene_hour(figure, line)
        or _scene_day(figure, line)
    )


def is_clock(figure: Figure, line: Line) -> bool:
    """Whether a figure is a time of the day: "19 h 40", "7pm", "à 16 h"."""
    if figure.clock or figure.unit not in {"h", ""} or not 0 < figure.value <= 24:
        return figure.clock
    if figure.kind == "number" and _OF_THE_DAY.match(line.plain, figure.end):
        return True
    said = line.plain[figure.start : figure.end]
    return (
        said.endswith(("h", "heures"))
        and bool(_CLOCK.search(_before(figure, line)))
        and not _LASTING.match(line.plain, figure.end)
    )


def _in_name(figure: Figure, line: Line) -> bool:
    """Whether a number hangs on a word: "oméga-3", "WD-40"."""
    hung = _HUNG.search(_before(figure, line))
    return figure.kind == "number" and hung is not None


def _in_idiom(figure: Figure, line: Line) -> bool:
    plain, before = line.plain, _before(figure, line)
    return bool(_IDIOM.match(plain, figure.start)) or any(
        said.match(plain, figure.start) and after.search(before) for after, said in _IDIOM_AFTER
    )


def _is_label(figure: Figure, line: Line) -> bool:
    if figure.kind != "number":
        return False
    before = _before(figure, line)
    if _SIZED.search(before) or _TOOL.match(line.plain, figure.end):
        return figure.unit in {"", "mm"}
    if figure.unit:
        paged = figure.unit.startswith("/") and figure.value < _FOR_LABELS
        return paged and _LABELLED.search(before) is not None
    return bool(
        _NUMBERED.search(before)
        or _AFTER_NUMBER.search(before)
        or (figure.value < _FOR_LABELS and _LABELLED.search(before))
    )


def _is_single(figure: Figure, line: Line) -> bool:
    """Whether it counts one thing, and gives or asks nothing for it: "a receipt for 1 parrot"."""
    one = figure.kind == "number" and not figure.unit and figure.value == 1
    return one and not _GIVES.search(_clause(figure, line))


def _is_day(figure: Figure, line: Line) -> bool:
    """Whether it is a day after another of the same month: "coulé le 8 octobre, coupé le 9"."""
    if figure.kind != "number" or figure.unit or not 0 < figure.value <= _MONTH_DAY:
        return False
    follows = _DAY_AFTER.search(_before(figure, line)) and _ENDS.match(line.plain, figure.end)
    return bool(follows and _MONTHS.search(line.plain))


def _is_age(figure: Figure, line: Line) -> bool:
    """Whether somebody is that old: "à 71 ans", "a 4-year-old", "she is 71"."""
    if figure.kind != "number" or figure.value > _OLDEST or figure.unit not in {"", "year"}:
        return False
    before = _before(figure, line)
    if not figure.unit:
        return bool(_SOMEBODY_IS.search(before) and _ENDS.match(line.plain, figure.end))
    if _SOMEBODY_HAS.search(before) and not _NO_AGE.search(_clause(figure, line)):
        return True
    aged = _AGED_BEFORE.search(before)
    if aged and aged.group().strip() == "a":  # "à quarante ans", not "la maison a quarante ans"
        at = figure.start - len(aged.group())
        aged = aged if line.text[line.bare.span(at, at + 1)[0]] in "\u00e0\u00c0A" else None
    if aged and not _NO_AGE.search(_clause(figure, line)):
        return True
    return bool(_YEARS_OLD.match(line.plain, figure.end))


def _legal_window(figure: Figure, line: Line) -> bool:
    """Whether it is the window that a law names: "prix le plus bas des 30 derniers jours"."""
    near = line.plain[max(0, figure.start - _NEAR) : figure.start]
    return bool(_THIRTY_DAYS.match(line.plain, figure.start) and _LOWEST.search(near))


def _passes_time(figure: Figure, line: Line) -> bool:
    if figure.unit == "times":  # "deux fois par an" is a habit
        return bool(_HABIT.match(line.plain, figure.end))
    if figure.unit not in _TIMES or promised(figure, line):
        return False
    written = line.plain[figure.start : figure.end]
    if not written[0].isdigit() and _EVERY.search(_before(figure, line)):
        return True
    return bool(
        _TOLD_BEFORE.search(_before(figure, line)) or _TOLD_AFTER.match(line.plain, figure.end)
    )


def _scene_hour(figure: Figure, line: Line) -> bool:
    """An hour binds where something opens, ends, leaves or is booked; else it tells a scene."""
    return is_clock(figure, line) and not _BINDING.search(_clause(figure, line))


def _scene_day(figure: Figure, line: Line) -> bool:
    """A holiday without a year is a scene, unless something ends, starts or arrives on it."""
    holiday = figure.kind == "date" and not figure.unit and figure.value in _HOLIDAYS
    return holiday and not _PROMISED.search(_clause(figure, line))


def _before(figure: Figure, line: Line) -> str:
    return line.plain[max(0, figure.start - _NEAR) : figure.start]


def _clause(figure: Figure, line: Line) -> str:
    start, end = bounds(line.plain, figure.start, figure.end, _CLAUSE)
    return line.plain[start:end]
