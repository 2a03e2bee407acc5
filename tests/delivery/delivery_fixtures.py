"""Small builders that the two fixture campaigns share."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from creative_agents import channels
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.channel import Channel
from creative_agents.domain.cost import CallRecord, Outcome, Usage

START = datetime(2026, 11, 20, 9, 2, tzinfo=UTC)
NAMES = (
    "google_rsa",
    "meta_feed",
    "linkedin_sponsored",
    "email",
    "sms",
    "landing_hero",
    "tiktok",
    "press_release",
)


def known_channels() -> dict[str, Channel]:
    """Give the channels that the fixtures write for, as the package ships them."""
    return {name: channels.load(name) for name in NAMES}


def asset(channel: str, language: Language, **texts: str | list[str]) -> Asset:
    """Make an asset; a list gives a field several texts."""
    fields: list[AssetField] = []
    for name, value in texts.items():
        several = [value] if isinstance(value, str) else value
        fields += [
            AssetField(name=name, index=index, text=text)
            for index, text in enumerate(several, start=1)
        ]
    return Asset(channel=channel, language=language, fields=tuple(fields))


def calls(model: str, usd: Decimal | None) -> tuple[CallRecord, ...]:
    """Give a plausible record of calls, one priced like the other."""
    agents = ["strategist"] * 2 + ["copywriter"] * 9 + ["brand_guardian"] * 9
    agents += ["synthetic_persona"] * 18 + ["performance_analyst"]
    return tuple(
        CallRecord(
            key=f"{number:064x}",
            agent=agent,
            model=model,
            prompt=f"{len(agent):064x}",
            started_at=START + timedelta(seconds=8 * number),
            seconds=2.4 + number % 5 * 0.7,
            usage=Usage(input_tokens=1840 + 31 * number, output_tokens=210 + 17 * (number % 7)),
            usd=usd,
            outcome=_outcome(number),
        )
        for number, agent in enumerate(agents)
    )


def _outcome(number: int) -> Outcome:
    return "repaired" if number == 7 else "answered"
