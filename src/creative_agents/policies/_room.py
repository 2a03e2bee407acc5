"""Room: whether a format can hold a sentence at all."""

from typing import Final

from creative_agents.domain.channel import Channel, FormatField

_BY_LENGTH: Final = frozenset({"characters", "google_characters", "x_characters", "bytes"})
_TEXTS: Final = frozenset({"text", "long_text", "script"})


def has_room(channel: Channel, text: str) -> bool:
    """Whether some field of the channel takes a sentence within its hard limit."""
    return any(
        field.kind in _TEXTS and _longest(field) >= len(text) for field in channel.format.fields
    )


def _longest(field: FormatField) -> float:
    limit = field.limit("hard")
    if limit is None or limit.max is None or limit.unit not in _BY_LENGTH:
        return float("inf")
    return limit.max
