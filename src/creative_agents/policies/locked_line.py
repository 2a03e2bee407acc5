"""Locked line: a person's own line stands in the piece as they wrote it."""

from collections.abc import Iterable
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import phrase
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._near import nearest
from creative_agents.policies._room import has_room
from creative_agents.policies.base import Place, PolicyContext, Rule

ABSENT: Final = Rule(name="locked_line.absent", level="error", source="brief")
ALTERED: Final = Rule(name="locked_line.altered", level="error", source="brief")
_TYPOGRAPHY: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u2026": "..."}
)


def locked_line(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find that the brief's locked line is absent where it has room, or was touched.

    Only a headline or a tagline (``kind`` ``line``) is looked for: an insight or a platform is
    extended and not repeated. Apostrophes and kinds of space are typography, not words.
    """
    start = context.brief.start_from if context.brief else None
    if start is None or start.kind != "line":
        return
    read = lines(piece, context)
    if _stands(start.text, read, context):
        return
    place = _touched(start.text, read)
    if place is not None:
        yield ALTERED.finding(context, place, line=start.text)
    elif has_room(context.channel, start.text):
        yield ABSENT.finding(context, line=start.text)


def _stands(text: str, read: tuple[Line, ...], context: PolicyContext) -> bool:
    shown = [line.text for line in read]
    if context.variant is not None:
        shown.append(context.variant.on_image)
    wanted = text.translate(_TYPOGRAPHY)
    return any(wanted in each.translate(_TYPOGRAPHY) for each in shown)


def _touched(text: str, read: tuple[Line, ...]) -> Place | None:
    wanted = phrase(text)
    for line in read:
        if match := wanted.search(line.typed.plain):
            return line.typed_place(*match.span())
    return nearest(text, read)
