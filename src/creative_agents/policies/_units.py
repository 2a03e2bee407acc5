"""Units, currencies and months, as `letters` gives them."""

from collections.abc import Iterable
from typing import Final


def one_of(words: Iterable[str]) -> str:
    """Make an alternation of words, the longest first."""
    return "|".join(sorted((word for word in words if word[0].isalnum()), key=len, reverse=True))


def _named(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}


CURRENCIES: Final = _named(
    {
        "EUR": "\u20ac euro euros eur",
        "GBP": "\u00a3 pound pounds gbp quid",
        "USD": "$ dollar dollars usd",
        "cent": "cent cents centimes pence p",
    }
)
"""A currency's ISO 4217 code by its sign or its name; ``cent`` for a hundredth of any."""

_MONTHS: Final = (
    "january jan janvier janv",
    "february feb fevrier fevr",
    "march mars",
    "april apr avril",
    "may mai",
    "june jun juin",
    "july jul juillet juil",
    "august aug aout",
    "september sept sep septembre",
    "october oct octobre",
    "november nov novembre",
    "december dec decembre",
)
MONTHS: Final = {word: place for place, names in enumerate(_MONTHS, 1) for word in names.split()}
"""A month's number by its name or its abbreviation, in both languages."""

UNITS: Final = _named(
    {
        "g": "g gr gramme grammes gram grams",
        "kg": "kg kilo kilos kilogramme kilogrammes kilogram kilograms",
        "ml": "ml",
        "cl": "cl",
        "l": "l litre litres liter liters",
        "mm": "mm",
        "cm": "cm centimetre centimetres centimeter centimeters",
        "m": "m metre metres meter meters",
        "km": "km kilometre kilometres kilometer kilometers",
        "mile": "mile miles",
        "m2": "m2",
        "h": "h hr hrs hour hours heure heures",
        "min": "min mins mn minute minutes",
        "s": "s sec secs second seconds seconde secondes",
        "day": "j day days jour jours",
        "week": "week weeks semaine semaines",
        "month": "month months mois",
        "year": "an ans annee annees year years yr yrs",
        "times": "times fois x",
        "kcal": "kcal calories calorie",
        "w": "w watts watt",
        "star": "star stars etoile etoiles",
        "click": "click clicks clic clics",
        "person": "people person persons personne personnes",
        "customer": "customers customer clients client clientes cliente",
        "point": "point points",
        "review": "review reviews avis",
    }
)
"""A unit's canonical name by the words that people write."""
