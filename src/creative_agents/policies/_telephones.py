"""Telephones: which numbers of a text need no fact of the brand."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final

from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._fold import letters
from creative_agents.policies._known import Known
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._sentences import bounds
from creative_agents.policies.base import PACKAGE

_SENTENCE: Final = later(r"[!?;\n\u2026]|\.(?!\d)")
_OF_HELP: Final = later(
    r"\b(?:samaritans|childline|lifeline|helpline|crisis line|shelter|refuge|police|coastguard|"
    r"ambulance|fire brigade|citizens advice|mountain rescue|poison\w*|sos|urgences?|pompiers|samu|"
    r"gendarmerie|antipoison|croix-rouge|suicide|ecoute|ligne d'aide|child focus|tele-accueil)\b"
)
_CONTACTS: Final = frozenset({"contact", "press_contact", "contacts"})


def is_helpline(figure: Figure) -> bool:
    """Whether a telephone number is that of a public help line."""
    return figure.kind == "phone" and figure.value in _helplines()


def is_unknown_contact(figure: Figure, line: Line, known: Known) -> bool:
    """Whether it is the number of a contact or of help, and the folder holds no number at all.

    Where the folder holds one, another one is likely a slip.
    """
    if figure.kind != "phone" or known.phones:
        return False
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    of_help = _OF_HELP.search(line.plain, start, end) is not None
    return of_help or line.field.name in _CONTACTS


@cache
def _helplines() -> frozenset[Decimal]:
    text = (resources.files(PACKAGE) / "lexicons" / "helplines.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["line"]
    read = (figures(letters(entry["number"]).plain, "fr") for entry in entries)
    return frozenset(found.value for each in read for found in each)
