"""How long a text may be, as its schema says it: by keyword, or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from creative_agents.testing.answers import JsonSchema

_LETTERS: Final = r"(?:[\w-]+\s+)?(?:characters|caractères|signes)"
_MOST: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:at most|up to|no more than|maximum(?: of)?|max\.?)\s+(\d+)\s+{_LETTERS}",
        rf"(\d+)\s+{_LETTERS}\s+(?:at most|or less|or fewer|maximum|max)",
        rf"(?:au plus|au maximum|jusqu['\u2019]à|pas plus de|maximum|max\.?)\s+(\d+)\s+{_LETTERS}",
        rf"(\d+)\s+{_LETTERS}\s+(?:au plus|au maximum|maximum|max)",
    )
)
_LEAST: Final = re.compile(rf"(?:at least|au moins)\s+(\d+)\s+{_LETTERS}", re.IGNORECASE)
_LIMIT: Final = re.compile(r"\b(hard|visible|recommended) (\d+)-(\d+) (\w+)")
_CHARACTERS_A_UNIT: Final = {
    "characters": 1.0,
    "google_characters": 1.0,
    "x_characters": 1.0,
    "bytes": 0.5,
    "words": 5.0,
    "seconds": 10.0,
    "lines": 30.0,
    "sms_segments": 65.0,
}
"""How many characters surely fit into one unit of a channel's limit."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lengths of a text, in characters."""

    least: int
    """At least; 0 where nothing is said."""
    most: int | None
    """At most; nothing where nothing is said."""


def bounds_of(schema: "JsonSchema", description: str) -> Bounds:
    """Read the lengths from the keywords and from the description, the tightest of each.

    Args:
        schema: A schema of text.
        description: Its description, or that of the list around it. It may say a limit in
            English, in French, or as our copywriter does: ``[hard 0-30 google_characters]``.
    """
    most = [int(found[1]) for pattern in _MOST if (found := pattern.search(description))]
    least = [int(found[1]) for found in _LEAST.finditer(description)]
    for low, high in _channel_limits(description):
        least.append(low)
        most.append(high)
    if "maxLength" in schema:
        most.append(schema["maxLength"])
    if "minLength" in schema and schema["minLength"] > 1:
        least.append(schema["minLength"])
    return Bounds(least=max(least, default=0), most=min(most, default=None))


def _channel_limits(description: str) -> Iterator[tuple[int, int]]:
    for level, low, high, unit in _LIMIT.findall(description):
        characters = _CHARACTERS_A_UNIT.get(unit, 1.0)
        least = round(int(low) * characters * 1.5) if level == "hard" else 0
        yield least, max(1, int(int(high) * characters))
