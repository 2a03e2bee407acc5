"""Unsubscribe: a mail or a message says who sends it and how to stop it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.channel import Format
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import letters, phrase, signs
from creative_agents.policies.base import PolicyContext, Rule

_LAW: Final = "CPCE L34-5 (FR); 16 CFR 316 (US)"
STOP: Final = Rule(name="unsubscribe.stop", level="error", owner="legal", source=_LAW)
WAY_OUT: Final = Rule(name="unsubscribe.way_out", level="error", owner="legal", source=_LAW)
SENDER: Final = Rule(name="unsubscribe.sender", level="error", owner="legal", source=_LAW)
ADDRESS: Final = Rule(name="unsubscribe.address", level="error", owner="legal", source=_LAW)
ADVISED: Final = Rule(name="unsubscribe.address_advised", level="suggestion", owner="legal")
_STOP: Final = re.compile(r"\bstop\b[^a-z]*(?:\d|$|\b(?:sms|pub|au|to|a|en|par|sur)\b)")
_WAY_OUT: Final = re.compile(
    r"\bunsubscri|\bopt[ -]?out|\bemail preferences|\bmanage (?:your )?preferences|"
    r"\bdesabonn|\bdesinscri|\bne plus recevoir|\b(?:vos|gerer mes) preferences"
)


def unsubscribe(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find what the law wants of a commercial mail or message and the piece does not carry."""
    if not context.channel.format.unsubscribe:
        return
    whole = letters(piece.full_text()).plain
    if _is_message(context.channel.format):
        if not _STOP.search(whole):
            yield STOP.finding(context)
    else:
        if not _WAY_OUT.search(piece.full_text().lower() + whole):
            yield WAY_OUT.finding(context)
        yield from _postal(piece, context)
    if not any(letters(name).plain in whole for name in _senders(context)):
        yield SENDER.finding(context, sender=context.brand.sender or context.brand.name)


def _is_message(format: Format) -> bool:
    limits = (*format.total, *(limit for field in format.fields for limit in field.limits))
    return any(limit.unit == "sms_segments" for limit in limits)


def _senders(context: PolicyContext) -> Iterator[str]:
    identity = context.brand.identity
    yield from filter(None, (context.brand.sender, identity.name, identity.legal_name))


def _postal(piece: Asset, context: PolicyContext) -> Iterator[Finding]:
    """Ask for the postal address: the United States require it, elsewhere it is good practice."""
    address = context.brand.postal_address
    if address is not None and phrase(address).search(signs(piece.full_text()).plain):
        return
    market = context.brief.market if context.brief else None
    required = market == "US" or (market is None and "US" in context.brand.markets)
    if address is not None or required:
        rule = ADDRESS if required else ADVISED
        yield rule.finding(context, address=address or "-")
