"""What was measured, and the shares that follow from it."""

from datetime import date

from pydantic import Field

from creative_agents.domain.base import Model
from creative_agents.domain.money import Money


class Results(Model):
    """Counts over one period. A count that nobody took is absent, never zero."""

    start: date
    """First day."""
    end: date
    """Last day."""
    source: str
    """Where the counts were read."""
    impressions: int | None = Field(default=None, ge=0)
    """Times shown; for an e-mail or an SMS, messages delivered."""
    opens: int | None = Field(default=None, ge=0)
    """E-mails opened, as the tool counts them."""
    clicks: int | None = Field(default=None, ge=0)
    """Clicks."""
    conversions: int | None = Field(default=None, ge=0)
    """What the campaign wanted people to do, done."""
    spend: Money | None = None
    """Media cost."""
    revenue: Money | None = None
    """Sales attributed."""


def ctr(results: Results) -> float | None:
    """Click-through rate: clicks over impressions, a share in [0, 1].

    Args:
        results: The counts.

    Returns:
        The share, or nothing where a count is absent or there was no impression.
    """
    return _share(results.clicks, results.impressions)


def cvr(results: Results) -> float | None:
    """Conversion rate: conversions over clicks, a share in [0, 1].

    Args:
        results: The counts.

    Returns:
        The share, or nothing where a count is absent or there was no click.
    """
    return _share(results.conversions, results.clicks)


def _share(part: int | None, whole: int | None) -> float | None:
    if part is None or not whole:
        return None
    return part / whole
