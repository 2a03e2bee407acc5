from decimal import Decimal

import pytest

from creative_agents.policies._figures import figures
from creative_agents.policies._fold import letters

CASES = [
    ("49,90 €", "money", "49.90", "EUR"),
    ("€1,250.50", "money", "1250.50", "EUR"),
    ("1\u202f250,50\u00a0€", "money", "1250.50", "EUR"),
    ("12\u00a0€\u00a050", "money", "12.5", "EUR"),
    ("£5k", "money", "5000", "GBP"),
    ("2 millions d\u2019euros", "money", "2000000", "EUR"),
    ("99p", "money", "0.99", ""),
    ("20\u00a0%", "percent", "20", ""),
    ("20 pour cent", "percent", "20", ""),
    ("1er mars 2027", "date", "3.01", "2027"),
    ("March 12th, 2027", "date", "3.12", "2027"),
    ("2027-03-12", "date", "3.12", "2027"),
    ("12/03/27", "date", "3.12", "2027"),
    ("19h30", "number", "19.5", "h"),
    ("7:30pm", "number", "19.5", "h"),
    ("8am", "number", "8", "h"),
    ("48 heures", "number", "48", "h"),
    ("deux minutes", "number", "2", "min"),
    ("10\u00a0000 clients", "number", "10000", "customer"),
    ("x2", "number", "2", "times"),
    ("4,5/5", "number", "4.5", "/5"),
    ("04 12 34 56 78", "phone", "412345678", ""),
]


@pytest.mark.parametrize(("text", "kind", "value", "unit"), CASES)
def test_a_figure_is_read_as_people_write_it(text: str, kind: str, value: str, unit: str) -> None:
    """One figure, its kind, its value and its unit, however it is spelled."""
    (found,) = figures(letters(text).plain, "fr")
    assert (found.kind, found.value, found.unit) == (kind, Decimal(value), unit)
    assert letters(text).span(found.start, found.end) == (0, len(text))


def test_a_range_of_days_shares_its_month() -> None:
    """The words "du 3 au 15 décembre" hold two dates."""
    found = figures(letters("du 3 au 15 décembre").plain, "fr")
    assert [figure.value for figure in found] == [Decimal("12.03"), Decimal("12.15")]


@pytest.mark.parametrize("text", ["le 3e étage", "21st century", "CO2", "3D", "B2B", "un jour"])
def test_ordinals_and_names_are_no_figures(text: str) -> None:
    """An ordinal, a formula and an article count nothing."""
    assert figures(letters(text).plain, "en") == ()
