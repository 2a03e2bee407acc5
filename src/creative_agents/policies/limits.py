"""Limits: no text longer or shorter than its channel takes, shows or advises."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.channel import Limit, LimitLevel, Unit
from creative_agents.domain.measure import measure
from creative_agents.domain.review import Finding
from creative_agents.policies.base import PACKAGE, Place, PolicyContext, Rule

HARD: Final = Rule(name="limits.hard", level="error")
HARD_SHORT: Final = Rule(name="limits.hard_short", level="error")
CUT: Final = Rule(name="limits.cut", level="warning")
FOLDED: Final = Rule(name="limits.folded", level="suggestion")
RECOMMENDED: Final = Rule(name="limits.recommended", level="suggestion")
SHORT: Final = Rule(name="limits.short", level="suggestion")
SPOKEN: Final = Rule(name="limits.spoken", level="warning")

_ORDER: Final[tuple[LimitLevel, ...]] = ("hard", "visible", "recommended")
_BY_PREFIX: Final[frozenset[Unit]] = frozenset({"characters", "google_characters", "bytes"})
_SENTENCE_END: Final = re.compile(r"[.!?\u2026][\"'\u00bb\u201d\u2019)]*(?:\s|$)|\n")
_HURRY: Final = 1.15


def limits(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Measure each text, and the piece, in the platform's own unit.

    Beyond a hard limit the platform refuses: an error. Beyond what shows, a warning when the
    first sentence itself is cut, else a suggestion. Beyond what is advised, a suggestion.
    Of one text only the gravest is told.
    """
    known = {field.name: field.limits for field in context.channel.format.fields}
    for field in piece.fields:
        if field.text.strip():
            yield from _gravest(field, known.get(field.name, ()), piece, context)
    whole = AssetField(name="piece", text=piece.full_text())
    for finding in _gravest(whole, context.channel.format.total, piece, context):
        yield finding.model_copy(update={"field": "", "start": None, "end": None, "quote": ""})
    yield from _too_much_to_say(piece, context)


def _gravest(
    field: AssetField, allowed: tuple[Limit, ...], piece: Asset, context: PolicyContext
) -> Iterator[Finding]:
    for limit in sorted(allowed, key=lambda limit: _ORDER.index(limit.level)):
        measured = measure(field.text, limit.unit, language=piece.language)
        if limit.max is not None and measured > limit.max:
            kept = _kept(field.text, limit.unit, limit.max)
            place = Place(field) if kept is None else Place(field, kept, len(field.text))
            rule = _too_long(limit.level, field.text[:kept])
        elif limit.min is not None and measured < limit.min:
            place = Place(field)
            rule = HARD_SHORT if limit.level == "hard" else SHORT
        else:
            continue
        yield rule.finding(
            context, place, source=limit.source, **_told(limit, measured, place, context)
        )
        return


def _too_long(level: LimitLevel, shown: str) -> Rule:
    if level == "visible":
        return FOLDED if _SENTENCE_END.search(shown) else CUT
    return HARD if level == "hard" else RECOMMENDED


def _told(limit: Limit, measured: int, place: Place, context: PolicyContext) -> dict[str, object]:
    over = limit.max is not None and measured > limit.max
    allowed = (limit.max if over else limit.min) or 0
    return {
        "measured": measured,
        "allowed": allowed,
        "difference": abs(measured - allowed),
        "unit": _unit(limit.unit, context.language),
        "channel": context.channel.label.in_(context.language),
        "kept": place.field.text[: place.start].rstrip(),
    }


def _kept(text: str, unit: Unit, most: int) -> int | None:
    """How many code points fit; nothing where a part of the text says nothing of the whole."""
    if unit not in _BY_PREFIX or "{" in text:
        return None
    return bisect_right(range(1, len(text) + 1), most, key=lambda n: measure(text[:n], unit))


def _too_much_to_say(piece: Asset, context: PolicyContext) -> Iterator[Finding]:
    """A voice-over longer than the film, whatever the format allows."""
    lasts = measure(piece.text("duration"), "seconds", language=piece.language)
    for field in piece.fields:
        if field.name == "voice_over" and lasts:
            spoken = measure(field.text, "seconds", language=piece.language)
            if spoken > lasts * _HURRY:
                yield SPOKEN.finding(context, Place(field), spoken=spoken, lasts=lasts)


def _unit(unit: Unit, language: Language) -> str:
    return Catalogue.load(PACKAGE, "messages").say(language, f"limits.units.{unit}")
