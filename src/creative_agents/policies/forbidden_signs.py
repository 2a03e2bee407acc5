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
"""Seconds that one pattern may take over one text."""

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
        for pattern in form.forbidden:
            label = form.label.in_(context.language)
            yield from _find(field, pattern, context, label)


def _find(field: AssetField, pattern: str, context: PolicyContext, label: str) -> Iterator[Finding]:
    shown = filled(field.text)
    told = {"label": label, "channel": context.channel.label.in_(context.language)}
    source = context.channel.source
    try:
        for hit in _compiled(pattern).finditer(shown, timeout=PATIENCE):
            sign = hit.group()
            if sign not in _written_so(context.brand):
                rule = CAPITALS if _CAPITALS.fullmatch(sign) else REFUSED
                place = Place(field, *hit.span()) if shown == field.text else Place(field)
                yield rule.finding(context, place, source=source, sign=sign.strip() or "␣", **told)
    except TimeoutError:
        yield UNREAD.finding(context, Place(field), pattern=pattern, **told)


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
