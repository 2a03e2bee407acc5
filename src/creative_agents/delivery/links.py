"""Links: where a piece sends its reader, tagged so that the visit can be counted."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from creative_agents.domain.asset import Variant
from creative_agents.domain.base import slugify
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief

SOURCES: Final[Mapping[str, tuple[str, str]]] = {
    "google_ads": ("google", "cpc"),
    "meta": ("facebook", "paid_social"),
}
"""``utm_source`` and ``utm_medium`` by platform, as the default channel groups of Google
Analytics sort them: https://support.google.com/analytics/answer/9756891 (checked 2026-11-22)."""


def landing(variant: Variant, brief: Brief, brand: Brand) -> str:
    """Give the page that a piece leads to, untagged.

    Args:
        variant: The piece. Its own ``final_url`` comes first.
        brief: What was asked: its products come next.
        brand: The brand, whose home page comes last.

    Returns:
        The address, or nothing where the folder names none.
    """
    offer = brand.offer(variant.offer) if variant.offer else None
    ids = (*(offer.products if offer else ()), *brief.products)
    products = (product for id in ids if (product := brand.product(id)))
    pages = (variant.asset.text("final_url"), *(one.link for one in products), brand.identity.link)
    return next((page for page in pages if page), "")


def tagged(link: str, variant: Variant, brief: Brief, platform: str) -> str:
    """Add the UTM tags of a campaign to a link; tags that it already has stay.

    Args:
        link: The page.
        variant: The piece, which becomes ``utm_content``.
        brief: What was asked: its id becomes ``utm_campaign``.
        platform: The channel's platform, a key of `SOURCES`.

    Returns:
        The tagged link; nothing where there is no link.
    """
    if not link:
        return ""
    source, medium = SOURCES.get(platform, (platform, "paid"))
    tags = {
        "utm_source": source,
        "utm_medium": medium,
        "utm_campaign": brief.id,
        "utm_content": slugify(variant.id),
    }
    parts = urlsplit(link)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit(parts._replace(query=urlencode(tags | query)))
