"""Meta Ads Manager: feed ads as its bulk import reads them.

Meta documents the import behind a login only. The columns are those of the header that Ads
Manager exports and takes back, as several public tools that write such files repeat it (read
2026-11-22; no page of Meta's could be); compare them with an export of your own account. One
of these tools reports that the importer stops at line breaks inside a CSV cell and takes the
same rows as XLSX: hence two files. Everything comes in paused; budget, audience and picture
are chosen in Ads Manager.
"""

from collections.abc import Mapping
from typing import Final

from creative_agents.delivery.links import landing, tagged
from creative_agents.delivery.mockups import domain
from creative_agents.delivery.tables import Table, offending, workbook, written
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign

CHANNEL: Final = "meta_feed"
"""The channel whose pieces it takes."""
FILE: Final = "meta_bulk_upload.csv"
"""Name of the file as text."""
WORKBOOK: Final = "meta_bulk_upload.xlsx"
"""Name of the same rows as a workbook."""
COLUMNS: Final = (
    "Campaign Name",
    "Campaign Status",
    "Ad Set Name",
    "Ad Set Run Status",
    "Ad Name",
    "Ad Status",
    "Creative Type",
    "Title",
    "Body",
    "Link Description",
    "Link",
    "Display Link",
    "Call to Action",
)
"""The columns, in order."""


def render_meta(campaign: Campaign, brand: Brand) -> Table | None:
    """Write the feed ads of a campaign for Meta's bulk import.

    Args:
        campaign: The whole run.
        brand: The brand, for the pages that the ads lead to.

    Returns:
        The file, or nothing where the campaign has no feed ad.
    """
    ads = [one for one in campaign.deck.variants if one.asset.channel == CHANNEL]
    if not ads:
        return None
    safe = [one for one in ads if not offending(one)]
    return Table(
        content=written(COLUMNS, [_row(one, campaign, brand) for one in safe]),
        left_out=tuple((one.id, text) for one in ads if (text := offending(one))),
        without_link=tuple(one.id for one in safe if not landing(one, campaign.brief, brand)),
    )


def render_meta_workbook(campaign: Campaign, brand: Brand) -> bytes | None:
    """Write the same ads as a workbook, whose cells hold text and never a formula.

    Args:
        campaign: The whole run.
        brand: The brand.

    Returns:
        An XLSX file, or nothing where the campaign has no feed ad.
    """
    ads = [one for one in campaign.deck.variants if one.asset.channel == CHANNEL]
    return workbook("Ads", COLUMNS, [_row(one, campaign, brand) for one in ads]) if ads else None


def _row(ad: Variant, campaign: Campaign, brand: Brand) -> Mapping[str, str]:
    return {
        "Campaign Name": f"{brand.name} - {campaign.brief.title}",
        "Campaign Status": "PAUSED",
        "Ad Set Name": campaign.brief.id,
        "Ad Set Run Status": "PAUSED",
        "Ad Name": ad.id,
        "Ad Status": "PAUSED",
        "Creative Type": "Link Page Post Ad",
        "Title": ad.asset.text("headline"),
        "Body": ad.asset.text("primary_text"),
        "Link Description": ad.asset.text("description"),
        "Link": tagged(landing(ad, campaign.brief, brand), ad, campaign.brief, "meta"),
        "Display Link": domain(brand) if brand.identity.link else "",
        "Call to Action": ad.asset.text("cta"),
    }
