"""The opening: the text by which somebody knows a piece again."""

from typing import Final

from creative_agents.domain.asset import Asset

_OPENING: Final = ("headline", "subject", "hook", "body", "text", "title", "primary_text")


def opening(asset: Asset) -> str:
    """Give the text by which a piece is recognised: its headline, subject or hook."""
    texts = (asset.text(name) for name in _OPENING)
    first = next((text for text in texts if text), "") or asset.full_text()
    return first.strip().partition("\n")[0]
