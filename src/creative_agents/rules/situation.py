"""Where a text runs, and which rules that calls for."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

_EU: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EU: Final = frozenset(_EU.split())
"""ISO 3166-1 codes of the member states of the European Union."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known of a text beside its words."""

    language: str = ""
    """ISO 639-1 code of the text's language; empty: not known, rules of every language run."""
    market: str = ""
    """ISO 3166-1 code of the market; empty: not known, rules of every market run."""
    channel: str = ""
    """Name of the channel; empty: rules bound to a channel do not run."""
    categories: frozenset[str] = frozenset()
    """Product categories; rules bound to a category run only for these."""
    on: date = field(default_factory=date.today)
    """The day of the check."""
    reader: str = ""
    """Language in which the findings are told; empty: that of the text."""


@dataclass(frozen=True, slots=True)
class Applies:
    """The situations in which a rule runs; what is empty restricts nothing."""

    languages: frozenset[str] = frozenset()
    """Languages of the text."""
    markets: frozenset[str] = frozenset()
    """ISO 3166-1 codes; ``EU`` stands for each member state."""
    channels: frozenset[str] = frozenset()
    """Names of channels."""
    categories: frozenset[str] = frozenset()
    """Product categories."""
    in_force_from: date | None = None
    """First day on which the rule runs."""
    in_force_to: date | None = None
    """Last day on which the rule runs."""

    def to(self, situation: Situation) -> bool:
        """Say whether the rule runs in a situation."""
        return (
            (not situation.language or _among(situation.language, self.languages))
            and (not situation.market or _in_market(situation.market, self.markets))
            and _among(situation.channel, self.channels)
            and (not self.categories or not self.categories.isdisjoint(situation.categories))
            and (self.in_force_from is None or self.in_force_from <= situation.on)
            and (self.in_force_to is None or situation.on <= self.in_force_to)
        )


ALWAYS: Final = Applies()
"""A rule that runs everywhere."""


def _among(value: str, allowed: frozenset[str]) -> bool:
    return not allowed or value in allowed


def _in_market(market: str, markets: frozenset[str]) -> bool:
    return _among(market, markets) or ("EU" in markets and market in EU)
