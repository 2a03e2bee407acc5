"""What has run out in a brand folder on a given day: no mistake, but somebody should look."""

from collections.abc import Iterator
from datetime import date

from creative_agents.domain.brand import Brand


def notices(brand: Brand, *, on: date) -> tuple[str, ...]:
    """Say which facts of a brand have run out.

    A folder loads the same on every day; whether a fact may still be said is asked here
    and of the policies.

    Args:
        brand: The brand.
        on: The day.

    Returns:
        A line for each expired claim, ended offer, piece whose rights ended, and learned
        rule that is due to be looked at again.
    """
    return tuple(
        f"the {what} {name!r} {past} {day}; {fix}"
        for what, name, day, past, fix in _days(brand)
        if day is not None and day < on
    )


def _days(brand: Brand) -> Iterator[tuple[str, str, date | None, str, str]]:
    """Give each fact with its last day and the words that say it has passed."""
    for claim in brand.claims:
        yield "claim", claim.id, claim.expires, "expired on", "renew its proof or delete it"
    for offer in brand.offers:
        yield "offer", offer.id, offer.end, "ended on", "write a new one or delete it"
    for piece in brand.pieces:
        yield "piece", piece.id, piece.rights.until, "lost its rights on", "do not run it again"
    for rule in brand.rules:
        yield "rule", rule.id, rule.until, "was to be looked at by", "keep it or drop it"
