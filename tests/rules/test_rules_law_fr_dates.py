"""The French law pack through time and languages: which rule speaks on which day."""

from datetime import date

import pytest

from creative_agents.rules import Ruleset, Situation, load_packs

OLD_CREDIT = (
    "Un crédit vous engage et doit être remboursé. "
    "Vérifiez vos capacités de remboursement avant de vous engager."
)
NEW_CREDIT = "Attention\u00a0! Un crédit coûte de l’argent et doit être remboursé."


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    """The French pack, compiled once."""
    return load_packs(("law-fr",))


def in_france(on: date, *sold: str) -> Situation:
    """Give a situation in France on a day."""
    return Situation(market="FR", categories=frozenset(sold), on=on)


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2026, 6, 23), "SoldesSpring2026"),
        (date(2026, 7, 22), "SoldesAutumn2026"),
        (date(2027, 1, 5), "SoldesAutumn2026"),
        (date(2027, 2, 3), "SoldesSpring2027"),
        (date(2027, 7, 28), "SoldesAutumn2027"),
    ],
)
def test_soldes_are_closed_between_two_periods(rules: Ruleset, day: date, rule: str) -> None:
    """One rule, and one only, closes the word on a day between two periods."""
    found = rules.check("Soldes : -50 %.", "plain", in_france(day)).findings
    assert [one.rule for one in found if "20" in one.rule] == [f"law-fr.{rule}"]


@pytest.mark.parametrize(
    "day",
    [date(2026, 6, 24), date(2026, 7, 21), date(2027, 1, 6), date(2027, 2, 2), date(2027, 6, 30)],
)
def test_soldes_are_open_in_their_period(rules: Ruleset, day: date) -> None:
    """In a legal period no error is reported on the word."""
    found = rules.check("Soldes : -50 %.", "plain", in_france(day)).findings
    assert not [one.rule for one in found if one.level == "error"]


@pytest.mark.parametrize(
    ("day", "mention"), [(date(2026, 11, 19), OLD_CREDIT), (date(2026, 11, 20), NEW_CREDIT)]
)
def test_the_sentence_on_credit_is_that_of_the_day(rules: Ruleset, day: date, mention: str) -> None:
    """The sentence in force on the day satisfies every rule on the mention."""
    found = rules.check(f"Un prêt personnel. {mention}", "plain", in_france(day, "credit")).findings
    assert not [one.rule for one in found if "Mention" in one.rule]


@pytest.mark.parametrize("text", ["Un prêt personnel.", "A personal loan."])
def test_the_old_sentence_was_mandatory_until_its_last_day(rules: Ruleset, text: str) -> None:
    """On 19 November 2026 a loan without the old sentence is reported, by one rule."""
    found = rules.check(text, "plain", in_france(date(2026, 11, 19), "credit")).findings
    rule = "CreditMentionUntilNovember2026"
    assert [one.rule for one in found if one.level == "error"] == [f"law-fr.{rule}"]


@pytest.mark.parametrize(
    ("rule", "language", "text", "expected"),
    [
        ("FrenchVersion", "en", "Bags for every day, sewn by hand.", [""]),
        ("FrenchVersion", "en", "Bags, sewn by hand. Des sacs cousus à la main pour vous.", []),
        ("FrenchVersion", "fr", "Des sacs cousus à la main.", []),
        ("FrenchTranslation", "en", "Just do it better.", []),
    ],
)
def test_the_language_of_the_text_counts(
    rules: Ruleset, rule: str, language: str, text: str, expected: list[str]
) -> None:
    """The two rules on language read each a text of their own language only."""
    where = Situation(market="FR", language=language, on=date(2026, 11, 22))
    found = rules.check(text, "plain", where).findings
    assert [one.quote for one in found if one.rule == f"law-fr.{rule}"] == expected
