"""Responsive search: texts that a platform combines in any order and that must read well so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations as pairs
from typing import Final

from rapidfuzz.distance import Indel

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.channel import FormatField
from creative_agents.domain.insertion import filled
from creative_agents.domain.review import Finding
from creative_agents.policies._combinations import (
    SAMPLE,
    TIMES,
    Repeat,
    notable,
    said,
    together,
)
from creative_agents.policies._fold import letters, signs
from creative_agents.policies._lines import once_per_brand
from creative_agents.policies._stems import stems
from creative_agents.policies._units import UNITS
from creative_agents.policies.base import Place, PolicyContext, Rule

SAME: Final = Rule(name="responsive_search.same", level="error")
TWIN: Final = Rule(name="responsive_search.twin", level="warning")
DANGLING: Final = Rule(name="responsive_search.dangling", level="warning")
PIN: Final = Rule(name="responsive_search.pin", level="error")
OFTEN: Final = Rule(name="responsive_search.often", level="warning")
SOMETIMES: Final = Rule(name="responsive_search.sometimes", level="suggestion")

_ALIKE: Final = 0.86
_SHARED: Final = 0.66
_FEW: Final = 3
_RARE: Final = 0.2
_HALF: Final = 0.5
_LANGUAGES: Final[tuple[Language, ...]] = ("en", "fr")

_OPENS: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(r"(?:and|but|or|nor|because|although|whereas|therefore)\b"),
    "fr": re.compile(
        r"(?:et(?! (?:si|vous|toi|après)\b)|mais|ou|donc|car)\b|(?:parce|tandis|alors) qu|puisqu"
    ),
}
# What else an unfinished text ends with, `whole_words` finds in every format.
_ENDS: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(r"\b(?:to|for|with|by)$"),
    "fr": re.compile(r"(?<!-)\b(?:pour|avec|sans|par|mais|mon|ma|mes)$"),
}
_HANGS: Final = re.compile(r"^(?:\.{2,}|\u2026)|(?::|\.{2,}|\u2026)$")


def responsive_search(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find what goes wrong when the texts of an any-order format meet.

    Texts that say the same, texts that cannot stand alone, pins to a position that is
    not shown, and what a reader of 60 sampled combinations would see twice.
    """
    if not context.channel.format.any_order:
        return
    slots = [slot for form in context.channel.format.fields if (slot := _slot(piece, form))]
    for form, fields in slots:
        yield from _alike(fields, piece.language, context)
        yield from _dangling(fields, piece.language, context)
        yield from _pins(form, fields, context)
    yield from _seen_twice(slots, piece.language, context)


def _slot(piece: Asset, form: FormatField) -> tuple[FormatField, list[AssetField]] | None:
    fields = [field for field in piece.fields if field.name == form.name and field.text.strip()]
    return (form, fields) if form.shown is not None and fields else None


def _alike(
    fields: Sequence[AssetField], language: Language, context: PolicyContext
) -> Iterator[Finding]:
    for first, second in pairs(fields, 2):
        if first.text.strip().casefold() == second.text.strip().casefold():
            yield SAME.finding(context, Place(second), other=first.place)
        elif _nearly_same(first.text, second.text, language):
            yield TWIN.finding(context, Place(second), other=first.place, text=first.text)


def _nearly_same(first: str, second: str, language: Language) -> bool:
    ours, theirs = said(first, language), said(second, language)
    if ours.figures != theirs.figures:
        return False
    both, either = ours.words & theirs.words, ours.words | theirs.words
    if len(either) >= _FEW and len(both) / len(either) >= _SHARED:
        return True
    one, other = letters(first).plain, letters(second).plain
    if Indel.normalized_similarity(one, other, score_cutoff=_ALIKE) < _ALIKE:
        return False  # never less than the ratio, and a hundred times as fast
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _dangling(
    fields: Sequence[AssetField], language: Language, context: PolicyContext
) -> Iterator[Finding]:
    for field in fields:
        text = signs(filled(field.text)).plain.strip()
        opens, bare = _OPENS[language].match(text), text.rstrip("!? ")
        if opens or _HANGS.search(text) or _ENDS[language].search(bare):
            yield DANGLING.finding(context, Place(field))


def _pins(
    form: FormatField, fields: Sequence[AssetField], context: PolicyContext
) -> Iterator[Finding]:
    for field in fields:
        if field.pin is not None and field.pin > (form.shown or 1):
            yield PIN.finding(context, Place(field), pin=field.pin, shown=form.shown)


def _seen_twice(
    slots: Sequence[tuple[FormatField, Sequence[AssetField]]],
    language: Language,
    context: PolicyContext,
) -> Iterator[Finding]:
    drawn = [(form.shown or 1, fields) for form, fields in slots]
    texts = [field for _, fields in slots for field in fields]
    could = notable(texts, language, known=_names(context.brand) | _measures())
    if not any(could.values()):
        return
    counts = together(drawn, could)
    for repeat, count in sorted(counts.items(), key=lambda item: (-item[1], item[0].what)):
        if count >= SAMPLE * _RARE:
            yield _repeated(repeat, count, texts, language, context)


def _repeated(
    repeat: Repeat,
    count: int,
    texts: Sequence[AssetField],
    language: Language,
    context: PolicyContext,
) -> Finding:
    where = [field for field in texts if repeat.what in _of(repeat, field, language)]
    meant = _is_meant(repeat, where)
    often = count >= SAMPLE * _HALF and not meant
    rule = OFTEN if often else SOMETIMES
    place = _words(where[-1], repeat.what)
    return rule.finding(
        context,
        place,
        what=place.quote if place.end else repeat.what,
        count=count,
        sample=SAMPLE,
        places=", ".join(field.place for field in where),
    )


def _is_meant(repeat: Repeat, where: Sequence[AssetField]) -> bool:
    """Whether a writer says it twice on purpose: a figure, or a call once above and once below."""
    if repeat.kind == "word" or len(where) > TIMES[repeat.kind]:
        return False
    return repeat.kind == "figure" or len({field.name for field in where}) == len(where)


def _words(field: AssetField, what: str) -> Place:
    """The words of the text that say it; the whole text where an insertion says it."""
    bare = letters(field.text)
    found = re.search(rf"(?<!\w){re.escape(what)}\w*", bare.plain)
    return Place(field, *bare.span(*found.span())) if found else Place(field)


def _of(repeat: Repeat, field: AssetField, language: Language) -> frozenset[str]:
    text = said(field.text, language)
    return {"figure": text.figures, "call": text.calls, "word": text.words}[repeat.kind]


@cache
def _measures() -> frozenset[str]:
    """Stems of the units, which come back with every figure: "90 days", "the next day"."""
    return frozenset(stem for unit in UNITS for each in _LANGUAGES for stem in stems(unit, each))


@once_per_brand
def _names(brand: Brand) -> frozenset[str]:
    """Stems of the brand's and the products' names: what people search may come back."""
    names = (brand.identity.name, *(product.name for product in brand.products))
    return frozenset(
        stem for name in names for each in _LANGUAGES for stem in stems(letters(name).plain, each)
    )
