"""Forbidden signs: what a platform refuses in a field, whatever the words say."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import regex

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.brand import Brand
from creative_agents.domain.insertion import filled
from creative_agents.domain.review import Finding
from creative_agents.policies._lines import once_per_brand
from creative_agents.policies.base import Place, PolicyContext, Rule

REFUSED: Final = Rule(name="forbidden_signs.refused", level="error")
CAPITALS: Final = Rule(name="forbidden_signs.capitals", level="error")
UNREAD: Final = Rule(name="forbidden_signs.unread", level="error")

PATIENCE: Final = 0.2
"""Seconds of work that one pattern may take over one text."""

SHORT: Final = 10_000
"""Code points of a text that is searched without letting another thread in: a field of an ad."""


_SHARED: Final = regex.compile(r"(?<!\\)\((?!\?(?:[:=!]|<[=!]))|\\[1-9gk]")
_CAPITALS: Final = regex.compile(r"\b\p{Lu}{2,}\b")


def forbidden_signs(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find the signs and the capitals that the channel's file forbids, field by field.

    A word in capitals that the brand's own files write so is a name or an acronym and
    passes. Text under dynamic insertion is read as it will show.
    """
    known = {field.name: field for field in context.channel.format.fields}
    for field in piece.fields:
        form = known.get(field.name)
        if form is None:
            continue
        shown = filled(field.text)
        for pattern in form.forbidden if _may_stand(form.forbidden, shown) else ():
            label = form.label.in_(context.language)
            yield from _find(field, shown, pattern, context, label)


def _may_stand(patterns: tuple[str, ...], shown: str) -> bool:
    """Try all the patterns of a field at once: most texts hold nothing of what is forbidden."""
    if (every := _together(patterns)) is None:
        return True
    try:
        return every.search(shown, timeout=PATIENCE, concurrent=len(shown) > SHORT) is not None
    except TimeoutError:
        return True


@lru_cache(maxsize=128)
def _together(patterns: tuple[str, ...]) -> regex.Pattern[str] | None:
    """Join patterns; nothing where one has groups or options that the others would share."""
    if len(patterns) < 2 or any(map(_SHARED.search, patterns)):
        return None
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns))


def _find(
    field: AssetField, shown: str, pattern: str, context: PolicyContext, label: str
) -> Iterator[Finding]:
    told = {"label": label, "channel": context.channel.label.in_(context.language)}
    source = context.channel.source
    try:
        long = len(shown) > SHORT
        for hit in _compiled(pattern).finditer(shown, timeout=PATIENCE, concurrent=long):
            sign = hit.group()
            if sign not in _written_so(context.brand):
                rule = CAPITALS if _CAPITALS.fullmatch(sign) else REFUSED
                place = _place(field, shown, hit.start(), sign)
                yield rule.finding(context, place, source=source, sign=sign.strip() or "␣", **told)
    except TimeoutError:
        unread = UNREAD.finding(context, Place(field), pattern=pattern, **told)
        yield unread.model_copy(update={"incomplete": True})


def _place(field: AssetField, shown: str, start: int, sign: str) -> Place:
    """Give the sign's place in the text as written, where an insertion shifts what shows."""
    if shown == field.text:
        return Place(field, start, start + len(sign))
    there, here = _starts(sign, field.text), _starts(sign, shown)
    if len(there) != len(here) or start not in here:
        return Place(field)
    found = there[here.index(start)]
    return Place(field, found, found + len(sign))


def _starts(sign: str, text: str) -> list[int]:
    return [match.start() for match in regex.finditer(regex.escape(sign), text)]


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


@once_per_brand
def _written_so(brand: Brand) -> frozenset[str]:
    """The words that the brand writes in capitals: its name, its products', acronyms."""
    return frozenset(word for text in _texts(brand) for word in _CAPITALS.findall(text))


def _texts(brand: Brand) -> Iterator[str]:
    yield from (brand.identity.name, brand.identity.legal_name or "", brand.boilerplate or "")
    for product in brand.products:
        yield from (product.name, product.description, *product.benefits, *product.facts)
    for offer in brand.offers:
        yield from (offer.name, offer.conditions or "", offer.legal_line or "")
    for claim in brand.claims:
        yield from (claim.text, *claim.wording)
    yield from (term.use or "" for term in brand.terms)
