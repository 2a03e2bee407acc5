"""What the deck says, in the reader's language: texts, numbers, dates, durations."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.money import Money

THIN_SPACE: Final = "\u202f"
"""Narrow no-break space: between thousands in French."""
NO_BREAK: Final = "\u00a0"
"""No-break space: between a number and its unit."""

_SIGNS: Final = {"EUR": "€", "GBP": "£", "USD": "$"}
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86400


def catalogue() -> Catalogue:
    """Give the texts of the deck, in both languages."""
    return Catalogue.load("creative_agents.delivery", "words")


@dataclass(frozen=True)
class Words:
    """The texts and the figures of one language."""

    language: Language
    """The reader's language."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Give a text, its named places filled; numbers among them are written out."""
        said = {
            name: self.number(value) if isinstance(value, int | Decimal) else value
            for name, value in values.items()
        }
        return catalogue().say(self.language, key, **said)

    def count(self, key: str, n: int) -> str:
        """Give ``key.one`` or ``key.many`` for a number: zero is singular in French."""
        return catalogue().count(self.language, key, n, n=self.number(n))

    def term(self, key: str, word: str) -> str:
        """Give a closed word, such as a verdict; one that nobody translated stands as it is."""
        full = f"{key}.{word}"
        return self(full) if full in catalogue() else word

    def number(self, value: float | Decimal, digits: int = 0) -> str:
        """Write a number: ``1,234.5`` in English, ``1 234,5`` in French."""
        text = f"{value:,.{digits}f}"
        if self.language == "en":
            return text
        return text.replace(",", THIN_SPACE).replace(".", ",")

    def dollars(self, value: Decimal) -> str:
        """Write an amount in US dollars, with enough digits to be more than zero."""
        digits = 2 if value == 0 or value >= 1 else 4
        amount = self.number(value, digits)
        return f"${amount}" if self.language == "en" else f"{amount}{NO_BREAK}$"

    def money(self, value: Money) -> str:
        """Write an amount in its currency: ``£59``, ``9,90 €``."""
        sign = _SIGNS.get(value.currency, value.currency)
        amount = self.number(value.amount, 0 if value.amount == value.amount.to_integral() else 2)
        before = self.language == "en" and len(sign) == 1
        return f"{sign}{amount}" if before else f"{amount}{NO_BREAK}{sign}"

    def day(self, value: date) -> str:
        """Write a date: ``22 November 2026``, ``1er novembre 2026``."""
        first = "1er" if self.language == "fr" and value.day == 1 else str(value.day)
        return f"{first}{NO_BREAK}{self(f'month.m{value.month}')} {value.year}"

    def moment(self, value: datetime) -> str:
        """Write a date and an hour, in UTC."""
        utc = value.astimezone(UTC) if value.tzinfo else value
        return self("moment", day=self.day(utc), hour=f"{utc:%H}", minute=f"{utc:%M}")

    def duration(self, seconds: float) -> str:
        """Write a time that passed, in its two largest units."""
        whole = round(seconds)
        if whole < _MINUTE:
            return self("duration.seconds", seconds=whole)
        if whole < _HOUR:
            return self("duration.minutes", minutes=whole // _MINUTE)
        if whole < _DAY:
            return self("duration.hours", hours=whole // _HOUR, minutes=whole % _HOUR // _MINUTE)
        return self("duration.days", days=whole // _DAY, hours=whole % _DAY // _HOUR)
