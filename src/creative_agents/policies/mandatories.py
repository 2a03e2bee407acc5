"""Mandatories: what the copy must carry stands in it word for word."""

from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Offer
from creative_agents.domain.brief import Mandatory
from creative_agents.domain.review import Finding
from creative_agents.policies._counts import counts
from creative_agents.policies._fold import phrase, signs
from creative_agents.policies._known import offers_at_hand
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._near import nearest
from creative_agents.policies._room import has_room
from creative_agents.policies.base import PolicyContext, Rule

ABSENT: Final = Rule(name="mandatories.absent", level="error", owner="legal")
ALTERED: Final = Rule(name="mandatories.altered", level="error", owner="legal")


def mandatories(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find what the brief or the offer in use makes mandatory, and the piece does not carry.

    Case, kinds of space, apostrophes, quotes and dashes may differ; accents and words may not.
    Words on the picture count. What no field has room for is not asked for, unless the brief
    names the channel.
    """
    read = lines(piece, context)
    for text, reason, source in _wanted(piece, context, read):
        if not _carries(text, context, read):
            place = nearest(text, read)
            rule = ABSENT if place is None else ALTERED
            found = rule.finding(context, place, source=source, text=text)
            yield found.model_copy(update={"why": reason}) if reason else found


def _wanted(
    piece: Asset, context: PolicyContext, read: tuple[Line, ...]
) -> Iterator[tuple[str, str | None, str]]:
    for mandatory in context.brief.mandatories if context.brief else ():
        if _concerns(mandatory, piece, context):
            yield mandatory.text, mandatory.reason, "brief"
    for offer in offers_at_hand(context):
        line = offer.legal_line
        if line and has_room(context.channel, line) and _in_use(offer, piece, context, read):
            yield line, None, f"offers/{offer.id}"


def _concerns(mandatory: Mandatory, piece: Asset, context: PolicyContext) -> bool:
    if mandatory.channels:
        return piece.channel in mandatory.channels
    return has_room(context.channel, mandatory.text)


def _in_use(offer: Offer, piece: Asset, context: PolicyContext, read: tuple[Line, ...]) -> bool:
    """Whether the piece speaks of an offer: the writer says so, or its price stands there."""
    if context.variant is not None and context.variant.offer is not None:
        return context.variant.offer == offer.id
    begun = offer.start is None or offer.start <= context.on_air
    if offer.price is None or not begun:
        return False
    said = (figure for line in read for figure in counts(line, piece.language))
    return any(figure.kind == "money" and figure.value == offer.price.amount for figure in said)


def _carries(text: str, context: PolicyContext, read: tuple[Line, ...]) -> bool:
    wanted = phrase(text)
    shown = [line.typed.plain for line in read]
    if context.variant is not None:
        shown.append(signs(context.variant.on_image).plain)
    return any(wanted.search(plain) for plain in shown)
