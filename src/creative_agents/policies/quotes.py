"""Quotes: words given to a person are in the brand's folder, letter for letter."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Quote
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import letters, phrase, signs
from creative_agents.policies._known import sayable
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._near import nearest
from creative_agents.policies.base import Place, PolicyContext, Rule

INVENTED: Final = Rule(name="quotes.invented", level="error", owner="legal")
ALTERED: Final = Rule(name="quotes.altered", level="error", owner="legal")
AUTHOR: Final = Rule(name="quotes.author", level="error", owner="legal")
_SPEECH: Final = re.compile(
    r"\u00ab([^\u00ab\u00bb]+)\u00bb|\u201c([^\u201c\u201d]+)\u201d|\"([^\"\n]+)\""
)
_SAYS: Final = (
    r"says?|said|tells?(?: us)?|explains?|according to|review(?:ed)? by|writes?|"
    r"dit|explique|raconte|confie|affirme|selon|temoigne|avis de|ecrit|declare|assure|ajoute"
)
_BEFORE: Final = re.compile(rf"\b(?:{_SAYS})\b[^.!?]{{0,60}}$")
_SIGNED: Final = re.compile(
    r"\s*,?\s*(?:[-\u2013\u2014~]\s*(?:[A-Z\u00c0-\u00dc]\w+|@)|[(,]\s*[A-Z\u00c0-\u00dc]\w+)"
)
_ANYBODY: Final = re.compile(r"\b(?:vous|tu|on|nous|je|j'ai|you|we|i|nobody|personne)\b")
_NEAR: Final = 20
_WINDOW: Final = 120
_AFTER: Final = re.compile(rf"[\s,]*(?:{_SAYS})\b|[\s,]*[a-z]+ (?:{_SAYS})\b")
_SIGNATURE: Final = re.compile(
    r"[.!?\u2026]\s*[\u2013\u2014-]\s*(?P<who>[A-Z\u00c0-\u00dc][\w'\u2019.-]+"
    r"(?:\s[A-Z\u00c0-\u00dc][\w'\u2019.-]*)*)(?:,\s[^.!?\n]{1,40})?\s*$",
    re.MULTILINE,
)
_FIELDS: Final = frozenset({"quote", "quotes", "testimonial", "review", "citation", "temoignage"})
_FEW: Final = 3
_ALMOST: Final = 70.0


def quotes(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find speech that is given to someone and is not theirs, or not their words.

    Words in quotation marks that nobody is said to have spoken are left alone, and so are the
    voices of a script.
    """
    for line in lines(piece, context):
        if line.kind != "script":
            for start, end in _attributed(line):
                yield from _check(line, start, end, context)


def _attributed(line: Line) -> Iterator[tuple[int, int]]:
    """Give the spans of words that somebody is said to have spoken."""
    spoken = [*_SPEECH.finditer(line.text)]
    own_field = line.field.name in _FIELDS
    for match in spoken:
        group = match.lastindex or 0
        if len(match[group].split()) >= _FEW and (own_field or _given_to_someone(line, match)):
            yield _trimmed(line.text, *match.span(group))
    signed = _SIGNATURE.search(line.text)
    if not spoken and (signed or own_field):
        end = signed.start() + 1 if signed else len(line.text)
        start = 0 if own_field else line.text.rfind("\n", 0, end) + 1
        yield _trimmed(line.text, start, end)


def _given_to_someone(line: Line, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = line.text[max(0, start - _WINDOW) : start], line.text[end : end + _WINDOW]
    introduced = _BEFORE.search(letters(before).plain)
    if introduced and _ANYBODY.search(letters(before).plain, max(0, introduced.start() - _NEAR)):
        introduced = None
    return bool(introduced or _AFTER.match(letters(after).plain) or _SIGNED.match(after))


def _check(line: Line, start: int, end: int, context: PolicyContext) -> Iterator[Finding]:
    place = Place(line.field, start, end)
    spoken = signs(place.quote).plain
    publishable = [q for q in context.brand.quotes if sayable(q, context.on_air)]
    ours = next((q for q in publishable if _same(q, spoken)), None)
    if ours is not None:
        if not _names(ours, line, context) and line.field.name not in _FIELDS:
            yield AUTHOR.finding(context, place, source=f"quotes/{ours.id}", author=ours.author)
        return
    close = next((q for q in publishable if nearest(q.text, (line,), almost=_ALMOST)), None)
    if close is not None:
        yield ALTERED.finding(context, place, source=f"quotes/{close.id}", text=close.text)
    else:
        yield INVENTED.finding(context, place)


def _same(quote: Quote, spoken: str) -> bool:
    """Whether the words are the quote, or whole words of it in one run."""
    words = spoken.rstrip(" ,.")
    return bool(words) and bool(phrase(words).search(signs(quote.text).plain))


def _names(quote: Quote, line: Line, context: PolicyContext) -> bool:
    """Whether the text, or another one of the piece, names the author at least in part."""
    whole = line.plain
    if context.variant is not None:
        whole = letters(context.variant.asset.full_text()).plain
    first = letters(quote.author).plain.split(",")[0].split()
    return any(name in whole for name in first)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
