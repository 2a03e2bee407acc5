"""Google Ads Editor: responsive search ads as its import reads them.

Column headers in English, one row an item, an empty cell for what stays as it is:
https://support.google.com/google-ads/editor/answer/57747 (checked 2026-11-22). Campaign and
ads come in paused; budget, bids, targeting and keywords stay the account's business.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from creative_agents.delivery.links import landing, tagged
from creative_agents.delivery.tables import Table, offending, written
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign

CHANNEL: Final = "google_rsa"
"""The channel whose pieces it takes."""
FILE: Final = "google_ads_editor.csv"
"""Name of the file."""
HEADLINES: Final = 15
"""Headlines that a responsive search ad takes."""
DESCRIPTIONS: Final = 4
"""Descriptions that it takes."""
PATHS: Final = 2
"""Display paths that it takes."""


def _numbered(name: str, count: int, *, positions: bool) -> tuple[str, ...]:
    texts = tuple(f"{name} {number}" for number in range(1, count + 1))
    return texts + (tuple(f"{text} position" for text in texts) if positions else ())


COLUMNS: Final = (
    "Campaign",
    "Campaign type",
    "Campaign status",
    "Ad group",
    "Ad group status",
    "Ad type",
    *_numbered("Headline", HEADLINES, positions=True),
    *_numbered("Description", DESCRIPTIONS, positions=True),
    *_numbered("Path", PATHS, positions=False),
    "Final URL",
    "Status",
)
"""The columns, in order."""


def render_google_ads(campaign: Campaign, brand: Brand) -> Table | None:
    """Write the search ads of a campaign for Google Ads Editor.

    Args:
        campaign: The whole run.
        brand: The brand, for the pages that the ads lead to.

    Returns:
        The file, or nothing where the campaign has no search ad.
    """
    ads = [one for one in campaign.deck.variants if one.asset.channel == CHANNEL]
    if not ads:
        return None
    safe = [one for one in ads if not offending(one)]
    return Table(
        content=written(COLUMNS, _rows(safe, campaign, brand)),
        left_out=tuple((one.id, text) for one in ads if (text := offending(one))),
        without_link=tuple(one.id for one in safe if not landing(one, campaign.brief, brand)),
    )


def _rows(ads: Iterable[Variant], campaign: Campaign, brand: Brand) -> Iterable[Mapping[str, str]]:
    name = f"{brand.name} - {campaign.brief.title}"
    group = {"Campaign": name, "Ad group": campaign.brief.id}
    yield {"Campaign": name, "Campaign type": "Search", "Campaign status": "Paused"}
    yield group | {"Ad group status": "Enabled"}
    for ad in ads:
        link = tagged(landing(ad, campaign.brief, brand), ad, campaign.brief, "google_ads")
        rest = {"Ad type": "Responsive search ad", "Final URL": link, "Status": "Paused"}
        yield group | rest | _texts(ad)


def _texts(ad: Variant) -> dict[str, str]:
    sizes = {"headline": HEADLINES, "description": DESCRIPTIONS, "path": PATHS}
    return {
        f"{name.capitalize()} {number}": text
        for name, size in sizes.items()
        for number, text in enumerate(ad.asset.texts(name)[:size], start=1)
    }
