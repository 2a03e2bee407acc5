"""Amounts as people write them: ``49 EUR``, ``49,90 €``, ``£49``, ``$1,299.00``."""

import re
from decimal import Decimal
from typing import Final

from creative_agents.domain.money import Money

_SIGNS: Final = {"€": "EUR", "£": "GBP", "$": "USD"}
_MONEY: Final = re.compile(
    r"(?P<before>[A-Za-z]{3}|[€£$])? ?"
    r"(?P<whole>\d+|\d{1,3}(?:[ .,]\d{3})+)(?:[.,](?P<cents>\d{1,2}))?"
    r" ?(?P<after>[A-Za-z]{3}|[€£$])?"
)


def parse_money(text: str) -> Money | None:
    """Read an amount with its currency.

    Args:
        text: The amount, in English or French writing. A comma or a point before one or
            two last digits separates cents; before three it separates thousands.

    Returns:
        The amount, or nothing where the text is not an amount with exactly one currency.
    """
    found = _MONEY.fullmatch(" ".join(text.split()))
    if found is None or bool(found["before"]) == bool(found["after"]):
        return None
    sign = found["before"] or found["after"]
    whole = re.sub(r"\D", "", found["whole"])
    cents = f".{found['cents']}" if found["cents"] else ""
    return Money(amount=Decimal(whole + cents), currency=_SIGNS.get(sign, sign.upper()))
