"""The page: one self-contained HTML file that a director reads on any screen or on paper."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from creative_agents.delivery.colour import palette
from creative_agents.delivery.mockups import (
    button,
    domain,
    folded,
    mockup,
    search_ads,
    sms_count,
    storyboard,
)
from creative_agents.delivery.pieces import Piece
from creative_agents.delivery.view import view
from creative_agents.delivery.words import Words
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(campaign: Campaign, brand: Brand, channels: Mapping[str, Channel]) -> str:
    """Show a campaign as one HTML page that loads nothing from anywhere.

    Everything that people or models wrote is escaped, and the page's policy lets no script
    run but its own.

    Args:
        campaign: The whole run.
        brand: The brand, whose language and colours the page has.
        channels: Channels by name; a piece of an absent one is shown by its own fields.

    Returns:
        The page.
    """
    return _environment().get_template("campaign.html").render(_view(campaign, brand, channels))


def _view(campaign: Campaign, brand: Brand, channels: Mapping[str, Channel]) -> dict[str, object]:
    words = Words(brand.language)
    script = _script()
    return view(campaign, brand, channels) | {
        "palette": palette(brand.identity),
        "marked_kinds": _marked_kinds,
        "mockup": mockup,
        "search_ads": search_ads,
        "storyboard": storyboard,
        "domain": domain(brand),
        "folded": partial(folded, words=words),
        "sms_count": partial(sms_count, words=words),
        "button": partial(button, words=words),
        "script": script,
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }


def _marked_kinds(piece: Piece) -> tuple[str, ...]:
    kinds = (kind for line in piece.lines for part in line.segments for kind in part.kinds)
    return tuple(dict.fromkeys(kinds))


def web_address(text: str) -> str:
    """Give a text where it is a web address that is safe to link; nothing otherwise."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc and " " not in text else ""


def short_address(text: str) -> str:
    """Give the host of a web address, as a reader recognises it."""
    return (urlsplit(text).hostname or text).removeprefix("www.")


@cache
def _script() -> str:
    folder = resources.files("creative_agents.delivery") / "templates"
    return (folder / "script.js").read_text(encoding="utf-8")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=PackageLoader("creative_agents.delivery", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["web_address"] = web_address
    environment.filters["short_address"] = short_address
    return environment
