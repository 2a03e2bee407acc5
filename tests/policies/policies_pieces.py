"""Pieces of copy to check, made in one line each."""

from datetime import date

from creative_agents.channels import load
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Identity, Product, Voice
from creative_agents.domain.channel import Channel
from creative_agents.domain.review import Finding
from creative_agents.policies.base import Policy, PolicyContext

TODAY = date(2026, 11, 22)


def brand(language: Language = "en", *, facts: tuple[str, ...] = ()) -> Brand:
    """A bicycle lamp and its maker, LUMEA."""
    lamp = Product(id="lamp", name="Lumea Go", description="A bicycle lamp.", facts=facts)
    voice = Voice(summary="Plain and warm.")
    identity = Identity(name="LUMEA")
    return Brand(id="lumea", language=language, identity=identity, voice=voice, products=(lamp,))


def piece(channel: str, language: Language = "en", **texts: str | list[str]) -> Asset:
    """An asset from its texts; a list gives several texts of a field."""
    fields = [
        AssetField(name=name, index=index, text=text)
        for name, value in texts.items()
        for index, text in enumerate([value] if isinstance(value, str) else value, 1)
    ]
    return Asset(channel=channel, language=language, fields=tuple(fields))


def findings(
    policy: Policy, asset: Asset, *, channel: Channel | None = None, facts: tuple[str, ...] = ()
) -> list[Finding]:
    """What a policy says of an asset, in the asset's language."""
    context = PolicyContext(
        brand=brand(asset.language, facts=facts),
        channel=channel or load(asset.channel),
        today=TODAY,
    )
    return list(policy(asset, context))


def told(found: list[Finding]) -> list[tuple[str, str, str]]:
    """Rule, place and quote of each finding."""
    return [(finding.rule, finding.field, finding.quote) for finding in found]
