"""Limits: no text longer or shorter than its channel takes, shows or advises."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.channel import FormatField, Limit, LimitLevel, Unit
from creative_agents.domain.measure import measure
from creative_agents.domain.review import Finding
from creative_agents.policies.base import PACKAGE, Place, PolicyContext, Rule

HARD: Final = Rule(name="limits.hard", level="error")
HARD_SHORT: Final = Rule(name="limits.hard_short", level="error")
NONE_SHORT: Final = Rule(name="limits.none_short", level="error")
CUT: Final = Rule(name="limits.cut", level="warning")
FOLDED: Final = Rule(name="limits.folded", level="suggestion")
RECOMMENDED: Final = Rule(name="limits.recommended", level="suggestion")
SHORT: Final = Rule(name="limits.short", level="suggestion")
SPOKEN: Final = Rule(name="limits.spoken", level="warning")

_ORDER: Final[tuple[LimitLevel, ...]] = ("hard", "visible", "recommended")
_WHOLE: Final = re.compile(r"\{[^{}]*\}|https?://\S+")
"""What a platform counts as one thing, so that nothing is cut inside it."""
_SENTENCE_END: Final = re.compile(r"[.!?\u2026][\"'\u00bb\u201d\u2019)]*(?:\s|$)|\n")
_SPACES: Final = (" ", "\n", "\u00a0", "\u202f", "\t")
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
    for form in context.channel.format.fields:
        if form.one_within is not None:
            yield from _none_within(form, form.one_within, piece, context)
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
            place, shown = _beyond(field, limit, limit.max)
            rule = _too_long(limit.level, shown)
        elif limit.min is not None and measured < limit.min:
            place = Place(field)
            rule = HARD_SHORT if limit.level == "hard" else SHORT
        else:
            continue
        yield rule.finding(
            context, place, source=limit.source, **_told(limit, measured, place, context)
        )
        return


def _none_within(
    form: FormatField, limit: Limit, piece: Asset, context: PolicyContext
) -> Iterator[Finding]:
    """Ask for one text that fits the smallest space; a field that is empty is told elsewhere."""
    sizes = [
        measure(text, limit.unit, language=piece.language)
        for text in piece.texts(form.name)
        if text.strip()
    ]
    if limit.max is not None and sizes and min(sizes) > limit.max:
        yield NONE_SHORT.finding(
            context,
            Place(AssetField(name=form.name, text="")),
            source=limit.source or context.channel.source,
            label=form.label.in_(context.language),
            measured=min(sizes),
            allowed=limit.max,
            unit=_unit(limit.unit, context.language),
            channel=context.channel.label.in_(context.language),
        )


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


def _beyond(field: AssetField, limit: Limit, most: int) -> tuple[Place, str]:
    """Give what is too much, and the text up to there.

    What a platform refuses starts at the first code point that it does not take; what a
    screen hides or an advice spares starts at the word that a reader no longer sees whole.
    """
    text = field.text
    if limit.unit == "seconds" or (limit.unit == "sms_segments" and limit.level != "hard"):
        return Place(field), text
    cuts = _cuts(text)
    fits = bisect_right(cuts, most, key=lambda cut: measure(text[:cut], limit.unit)) - 1
    start = cuts[max(fits, 0)]
    shown = text[:start]
    if limit.level != "hard":
        start = _word_start(text, start)
    return Place(field, start, len(text)), shown


def _cuts(text: str) -> Sequence[int]:
    """Give the places where a text can be cut: anywhere, save in an insertion or an address."""
    whole = [match.span() for match in _WHOLE.finditer(text)]
    if not whole:
        return range(len(text) + 1)
    inside = {place for start, end in whole for place in range(start + 1, end)}
    return [place for place in range(len(text) + 1) if place not in inside]


def _word_start(text: str, cut: int) -> int:
    """Go back to where the word that is cut starts, or on to where the next one does."""
    if not text[cut].isspace():
        start = max(text.rfind(space, 0, cut) for space in _SPACES) + 1
        return start or cut
    return cut + len(text[cut:]) - len(text[cut:].lstrip())


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
