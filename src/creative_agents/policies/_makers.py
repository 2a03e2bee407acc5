"""Makers: fields of a format that whoever makes the piece reads, and its audience does not."""

from typing import Final

from creative_agents.domain.channel import Channel
from creative_agents.policies._fold import letters
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._sentences import bounds

_BRIEFED: Final = "creators"
_ORDERS: Final = frozenset({"deliverable", "freedom", "must_not", "disclosure"})
_FORBIDDEN: Final = "must_not"
_SENTENCE: Final = later(r"[.!?;\n\u2026]")
_SAID_AFTER_ALL: Final = later(
    r"\b(?:n'oublie[sz]?|n'oubliez|n'hesite[sz]?|oublie[rz]?|omet\w*|manque[rz]? de|forget\w*|"
    r"fail\w*|omit\w*|hesitat\w*|mais (?:plutot )?(?:dis|dites|ecri\w+|montre\w*)|"
    r"but (?:do |rather )?(?:say|write|show|tell))\b"
)
"""What turns a prohibition round: "n'oublie pas de dire que"."""
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


def forbids(text: str, start: int, name: str, channel: Channel) -> bool:
    """Whether words stand in what a creator may not say, so that nobody will read them.

    Args:
        text: The text, as written.
        start: Where the words begin in it.
        name: Name of the field.
        channel: Where it stands.
    """
    if name != _FORBIDDEN or channel.platform != _BRIEFED:
        return False
    first, last = bounds(text, start, start, _SENTENCE)
    return _SAID_AFTER_ALL.search(letters(text[first:last]).plain) is None
