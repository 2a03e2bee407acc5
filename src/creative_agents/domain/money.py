"""Money: an amount is nothing without its currency."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from creative_agents.domain.base import Model

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code: ``"EUR"``, ``"GBP"``, ``"USD"``."""


class Money(Model):
    """An amount in one currency."""

    amount: Decimal = Field(ge=0)
    """Zero or more, in units of the currency (euros, not cents)."""
    currency: Currency = "EUR"
    """ISO 4217 code."""

    def __str__(self) -> str:
        """Show the amount with its currency: ``"49.90 EUR"``."""
        return f"{self.amount} {self.currency}"
