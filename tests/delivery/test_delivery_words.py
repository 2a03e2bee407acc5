import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import resources
from pathlib import Path

import delivery_petit_feu
import pytest
from delivery_fixtures import known_channels

from creative_agents.delivery.page import render_html
from creative_agents.delivery.typography import set_prose
from creative_agents.delivery.words import Words, catalogue
from creative_agents.domain.money import Money

EN, FR = Words("en"), Words("fr")
AGENTS = sorted(Path(str(resources.files("creative_agents.agents"))).glob("[a-z]*.py"))


def test_both_languages_say_the_same_things() -> None:
    """Every text stands in English and in French, with the same named places."""
    assert "banner.draft.title" in catalogue()
    assert len(catalogue().keys()) > 200


def test_french_signs_keep_their_no_break_space() -> None:
    """No French text breaks a line before a double sign or inside guillemets."""
    texts = catalogue()._texts["fr"]
    loose = {key: text for key, text in texts.items() if re.search(r" [;:?!»]|« ", text)}
    assert loose == {}


@pytest.mark.parametrize("words", [EN, FR], ids=["english", "french"])
def test_apostrophes_are_typographic(words: Words) -> None:
    """Texts that a marketer reads carry the curly apostrophe."""
    texts = catalogue()._texts[words.language].values()
    assert not [text for text in texts if "'" in text]


@pytest.mark.parametrize(
    ("words", "written"), [(EN, "1,234.5"), (FR, "1\u202f234,5")], ids=["english", "french"]
)
def test_numbers_follow_the_language(words: Words, written: str) -> None:
    """Thousands and decimals are written as the reader writes them."""
    assert words.number(1234.5, 1) == written


@pytest.mark.parametrize(
    ("words", "written"),
    [(EN, ["£59", "€9.90"]), (FR, ["59\u00a0£", "9,90\u00a0€"])],
    ids=["english", "french"],
)
def test_money_follows_the_language(words: Words, written: list[str]) -> None:
    """Whole amounts lose their cents, others keep two digits, the sign is placed."""
    amounts = [
        Money(amount=Decimal("59.00"), currency="GBP"),
        Money(amount=Decimal("9.9"), currency="EUR"),
    ]
    assert [words.money(amount) for amount in amounts] == written


def test_currency_without_a_sign_keeps_its_code() -> None:
    """A currency that has no sign of its own follows the amount by its code."""
    assert EN.money(Money(amount=Decimal(12), currency="CHF")) == "12\u00a0CHF"


def test_small_costs_are_not_rounded_to_nothing() -> None:
    """A piece that cost four hundredths of a cent is not shown as free."""
    assert EN.dollars(Decimal("0.0004")) == "$0.0004"
    assert FR.dollars(Decimal("1.5")) == "1,50\u00a0$"


def test_days_are_written_out() -> None:
    """A French first of the month is an ordinal, an English one is not."""
    first = date(2026, 11, 1)
    assert (EN.day(first), FR.day(first)) == ("1\u00a0November 2026", "1er\u00a0novembre 2026")


def test_moments_are_in_utc() -> None:
    """A moment of another zone is shown in UTC, and says so."""
    paris = datetime(2026, 11, 20, 15, 30, tzinfo=timezone(timedelta(hours=1)))
    assert EN.moment(paris) == "20\u00a0November 2026, 14:30 UTC"
    assert FR.moment(paris.astimezone(UTC)).endswith("à 14\u00a0h\u00a030 UTC")


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(48, "48 s"), (252, "4 min"), (20460, "5 h 41 min"), (277200, "3 d 5 h")],
)
def test_durations_keep_two_units(seconds: float, written: str) -> None:
    """A duration is written in its two largest units."""
    assert EN.duration(seconds) == written


def test_zero_is_singular_in_french_only() -> None:
    """Zero takes the singular in French and the plural in English."""
    assert EN.count("pieces", 0) == "0 approved pieces"
    assert FR.count("pieces", 0) == "0\u00a0pièce validée"


@pytest.mark.parametrize(
    "key",
    [
        *(f"agent.{file.stem}" for file in AGENTS if file.stem != "brand_builder"),
        *(f"via.{way}{named}" for way in ("terminal", "spreadsheet") for named in ("", "-as")),
    ],
)
def test_who_did_what_has_words(key: str) -> None:
    """No agent and no way to answer stands in a deck as the code names it."""
    assert key in catalogue()


def test_word_that_nobody_translated_stands() -> None:
    """A word outside the closed lists is shown as it is."""
    assert EN.term("agent", "press_officer") == "press_officer"


def test_french_prose_is_set_and_copy_is_not() -> None:
    """What the agents say keeps its signs with its words; copy stays letter for letter."""
    strategy = delivery_petit_feu.STRATEGY
    assert "dimanche\u00a0: 1,4" in set_prose(strategy, "fr").problem.statement
    assert set_prose(strategy, "en") is strategy
    page = render_html(delivery_petit_feu.CAMPAIGN, delivery_petit_feu.BRAND, known_channels())
    assert "À 19\u00a0h\u00a030, ce" in page
    assert "Petit Feu : il fait 3 degrés" in page
