"""Weekdays: a day of the week beside a date that falls on another one."""

from datetime import date

import pytest
from policies_shop import asset, context

from creative_agents.domain.base import Language
from creative_agents.policies import check
from creative_agents.policies.weekdays import weekdays


def wrong(text: str, language: Language) -> list[str]:
    """The words that the rule finds wrong on 22 November 2026."""
    piece = asset("landing_hero", language, headline=text)
    return [
        found.quote
        for found in check(piece, context(piece, today=date(2026, 11, 22)), policies=(weekdays,))
    ]


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "Come on Monday 24 November 2026, at nine", "Monday 24 November 2026"),
        ("en", "Monday, November 24, 2026, by the quay", "Monday, November 24, 2026"),
        ("en", "Open on Friday 28 November", "Friday 28 November"),
        ("en", "On 24 November 2026 (Monday), bring a cup", "24 November 2026 (Monday)"),
        ("en", "Doors on Sat 29/11/2026", "Sat 29/11/2026"),
        ("fr", "Le samedi 27 novembre 2026, à 9 h 30", "samedi 27 novembre 2026"),
        ("fr", "Rendez-vous mardi 1er décembre 2027", "mardi 1er décembre 2027"),
        ("fr", "Samedi 27 et samedi 28 novembre 2026", "Samedi 27"),
        ("fr", "sam. 27 nov. 2026", "sam. 27 nov. 2026"),
        ("fr", "Le lundi 24/11/2026", "lundi 24/11/2026"),
    ],
)
def test_a_day_and_a_date_that_differ(language: Language, text: str, quote: str) -> None:
    """The span is the weekday and the date, however they are written."""
    assert wrong(text, language) == [quote]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tuesday 24 November 2026, from nine"),
        ("en", "Saturday 11/12/2027, in the order of the day"),
        ("en", "On Saturday 3 March 1951 the pier opened"),
        ("en", "Monday 5 May, as in 2025"),
        ("fr", "Du samedi 28 au dimanche 29 novembre 2026"),
        ("fr", "Vendredi 27 novembre, puis samedi 28"),
        ("fr", "Mon 3 mars à moi"),
        ("fr", "Le jeudi 14 mai 2026 était férié"),
        ("fr", "Le lundi 30 février n’existe pas"),
    ],
)
def test_a_day_and_a_date_that_go_together(language: Language, text: str) -> None:
    """The right day, a date of another year and a date that nobody can check are left alone."""
    assert wrong(text, language) == []
