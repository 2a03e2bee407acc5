"""Makers: fields of a format that whoever makes the piece reads, and its audience does not."""

from typing import Final

from creative_agents.domain.channel import Channel
from creative_agents.policies._lines import Line

_BRIEFED: Final = "creators"
_ORDERS: Final = frozenset({"deliverable", "freedom", "must_not", "disclosure"})
_SHOWN: Final = frozenset({"shot", "shots", "duration"})


def is_order(line: Line, channel: Channel) -> bool:
    """Whether a text orders, allows or forbids something to a creator, so that it sells nothing.

    Args:
        line: The text.
        channel: Where it stands.
    """
    return channel.platform == _BRIEFED and line.field.name in _ORDERS


def is_for_makers(line: Line, channel: Channel) -> bool:
    """Whether the audience never reads a text, but may hear what it says from who does.

    Args:
        line: The text.
        channel: Where it stands.
    """
    briefed = channel.platform == _BRIEFED and line.field.name == "idea"
    shown = channel.format.video and line.field.name in _SHOWN
    return briefed or shown or is_order(line, channel)
