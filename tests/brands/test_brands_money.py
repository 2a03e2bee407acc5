import pytest

from creative_agents.brands.money import parse_money


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("49 EUR", "49 EUR"),
        ("49,90 €", "49.90 EUR"),
        ("49,90\u00a0€", "49.90 EUR"),
        ("1\u202f299,00\u00a0€", "1299.00 EUR"),
        ("15 000 €", "15000 EUR"),
        ("£49", "49 GBP"),
        ("£1,299.50", "1299.50 GBP"),
        ("$12,000", "12000 USD"),
        ("EUR 49.9", "49.9 EUR"),
        ("49 chf", "49 CHF"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, shown: str) -> None:
    """Signs, codes, commas, points and every kind of space are understood."""
    assert str(parse_money(text)) == shown


@pytest.mark.parametrize(
    "text", ["", "49", "€", "€49 EUR", "-5 EUR", "10k EUR", "12 49 €", "4.5.6 €"]
)
def test_what_is_not_one_amount_with_one_currency_is_nothing(text: str) -> None:
    """No amount is guessed."""
    assert parse_money(text) is None
