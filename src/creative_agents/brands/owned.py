"""What a piece takes from the brand folder as it stands: no model writes these texts.

An address, a sender, a legal line, a boilerplate have one right wording; a model could only
get it wrong, and every token spent on it is wasted.
"""

from collections.abc import Callable, Iterator
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Offer
from creative_agents.domain.brief import Brief
from creative_agents.domain.channel import Channel, FormatField
from creative_agents.domain.measure import measure

UNSUBSCRIBE: Final[dict[Language, str]] = {
    "en": "You receive this e-mail because you asked for it. Unsubscribe: {{ unsubscribe_link }}",
    "fr": "Vous recevez cet e-mail parce que vous l’avez demandé. "
    "Se désabonner\u00a0: {{ unsubscribe_link }}",
}
"""The way out that a mail's footer shows; the tag is filled by the tool that sends."""

_COLON: Final[dict[Language, str]] = {"en": ":", "fr": "\u00a0:"}

STOP: Final[dict[Language, str]] = {"en": "Reply STOP to opt out", "fr": "STOP par SMS"}
"""The way out of a text message, in GSM-7 letters."""


def owned_texts(brand: Brand, brief: Brief, channel: Channel) -> dict[str, str]:
    """Give the texts of a format that the folder holds.

    Args:
        brand: The folder.
        brief: What is asked: its products, offers, market and mandatories.
        channel: The format.

    Returns:
        By field name; a field for which the folder has nothing, or nothing that fits, is
        absent, and is the copywriter's to write.
    """
    found = {
        field.name: _SOURCES[field.name](brand, brief, channel)
        for field in channel.format.fields
        if field.name in _SOURCES
    }
    return {
        name: text
        for name, text in found.items()
        if text and _fits(text, channel.format.field(name))
    }


def plain_text(
    body: str, cta: str, link: str | None, footer: str, language: Language = "en"
) -> str:
    """Give a mail without layout: same words, same order, the link written out."""
    action = f"{cta}{_COLON[language]} {link}" if link else cta
    return "\n\n".join(part for part in (body, action, footer) if part)


def landing_page(brand: Brand, brief: Brief) -> str | None:
    """Give the page that keeps the promise: the product's, else the brand's."""
    links = (product.link for product in brand.products if product.id in brief.products)
    return next((link for link in links if link), brand.identity.link)


def legal_lines(brand: Brand, brief: Brief, channel: Channel) -> tuple[str, ...]:
    """Give the lines that a piece must carry word for word: the brief's and its offers'."""
    return tuple(dict.fromkeys(_legal_lines(brand, brief, channel)))


def _legal_lines(brand: Brand, brief: Brief, channel: Channel) -> Iterator[str]:
    for mandatory in brief.mandatories:
        if not mandatory.channels or channel.name in mandatory.channels:
            yield mandatory.text
    for offer in _offers(brand, brief):
        if offer.legal_line:
            yield offer.legal_line


def _offers(brand: Brand, brief: Brief) -> tuple[Offer, ...]:
    return tuple(offer for offer in brand.offers if offer.id in brief.offers)


def _sender(brand: Brand, _brief: Brief, _channel: Channel) -> str | None:
    return brand.sender or brand.name


def _name(brand: Brand, _brief: Brief, _channel: Channel) -> str | None:
    return brand.name


def _link(brand: Brand, brief: Brief, _channel: Channel) -> str | None:
    return landing_page(brand, brief)


def _boilerplate(brand: Brand, _brief: Brief, _channel: Channel) -> str | None:
    return brand.boilerplate


def _contact(brand: Brand, _brief: Brief, _channel: Channel) -> str | None:
    return brand.press_contact


def _footer(brand: Brand, brief: Brief, channel: Channel) -> str | None:
    who = brand.postal_address or brand.identity.legal_name or brand.name
    if brand.name not in who:
        who = f"{brand.name}, {who}"
    return "\n".join((*legal_lines(brand, brief, channel), f"{who}.", UNSUBSCRIBE[brief.language]))


def _fits(text: str, field: FormatField) -> bool:
    limit = field.limit("hard")
    return limit is None or limit.max is None or measure(text, limit.unit) <= limit.max


_SOURCES: Final[dict[str, Callable[[Brand, Brief, Channel], str | None]]] = {
    "sender": _sender,
    "business_name": _name,
    "brand_name": _name,
    "final_url": _link,
    "boilerplate": _boilerplate,
    "contact": _contact,
    "footer": _footer,
}
