"""Claims: everything that can be checked rests on the ledger, a product, an offer or the brief.

What a rule can decide is decided here: a figure stands in what the brand or the brief says, an
expression that promises something stands in a statement about the same thing. Whether a new
sentence means what a proof says is the guardian's to judge.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand, Claim
from creative_agents.domain.brief import Brief
from creative_agents.domain.review import Finding
from creative_agents.policies._counts import counts, is_reduction
from creative_agents.policies._figures import Figure
from creative_agents.policies._fold import phrase
from creative_agents.policies._given import inside
from creative_agents.policies._known import holds, known, sayable
from creative_agents.policies._lexicon import Hit, lexicon
from creative_agents.policies._lines import Line, Same, lines
from creative_agents.policies._support import holders, same_subject
from creative_agents.policies.base import Place, PolicyContext, Rule

UNKNOWN: Final = Rule(name="claims.unknown", level="error", owner="legal")
EXPIRED: Final = Rule(name="claims.expired", level="error", owner="legal")
MARKET: Final = Rule(name="claims.market", level="error", owner="legal")
WITHHELD: Final = Rule(name="claims.withheld", level="error", owner="legal")
NUMBER: Final = Rule(name="claims.number", level="error", owner="product")
HOUR: Final = Rule(name="claims.hour", level="warning", owner="product")
FAMILIES: Final = {
    "superlative": Rule(name="claims.superlative", level="error", owner="legal"),
    "comparison": Rule(name="claims.comparison", level="warning", owner="legal"),
    "guarantee": Rule(name="claims.guarantee", level="error", owner="legal"),
    "environment": Rule(name="claims.environment", level="error", owner="legal"),
    "health": Rule(name="claims.health", level="error", owner="legal"),
    "free": Rule(name="claims.free", level="warning", owner="product"),
}
_SAME_SUBJECT: Final = frozenset({"superlative", "comparison", "guarantee", "free"})
Spans = tuple[tuple[int, int], ...]


def claims(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find claims that may not be said, and figures and promises that nothing proves."""
    yield from _used(context)
    for line in lines(piece, context):
        refused = [*_refused(line, context)]
        yield from (finding for _, finding in refused)
        taken = tuple(span for span, _ in refused)
        hits = [*lexicon("claims").find(line.plain, piece.language)]
        yield from _promises(line, hits, context, taken)
        taken += tuple(line.bare.span(hit.start, hit.end) for hit in hits)
        yield from _figures(line, piece, context, taken)


def _used(context: PolicyContext) -> Iterator[Finding]:
    """Check the ids that the writer names as the ground of the piece."""
    used = context.variant.claims_used if context.variant else ()
    for id in used:
        claim = context.brand.claim(id)
        if claim is None:
            allowed = ", ".join(each.id for each in context.brand.claims) or "-"
            yield UNKNOWN.finding(context, id=id, allowed=allowed)
        elif (finding := _refusal(claim, context)) is not None:
            yield finding


def _refused(line: Line, context: PolicyContext) -> Iterator[tuple[tuple[int, int], Finding]]:
    """Find the wordings of claims that may not be said here and now."""
    for claim, pattern in _forbidden(Same(context.brand), Same(context.brief), context.on_air):
        for match in pattern.finditer(line.typed.plain):
            place = line.typed_place(*match.span())
            if (finding := _refusal(claim, context, place)) is not None:
                yield line.typed.span(*match.span()), finding


@lru_cache(maxsize=64)
def _forbidden(
    brand: Same[Brand], brief: Same[Brief | None], on: date
) -> tuple[tuple[Claim, re.Pattern[str]], ...]:
    return tuple(
        (claim, phrase(text))
        for claim in brand.it.claims
        if not holds(claim, brief.it, on)
        for text in (claim.text, *claim.wording)
    )


def _refusal(claim: Claim, context: PolicyContext, place: Place | None = None) -> Finding | None:
    source = f"claims/{claim.id}"
    if not sayable(claim, context.on_air):
        until = claim.embargo_until or "-"
        return WITHHELD.finding(context, place, source=source, id=claim.id, until=until)
    if claim.expires is not None and claim.expires < context.on_air:
        return EXPIRED.finding(context, place, source=source, id=claim.id, expires=claim.expires)
    market = context.brief.market if context.brief else None
    if claim.markets and market is not None and market not in claim.markets:
        told = {"id": claim.id, "market": market, "markets": ", ".join(claim.markets)}
        return MARKET.finding(context, place, source=source, **told)
    return None


def _promises(
    line: Line, hits: list[Hit], context: PolicyContext, taken: Spans
) -> Iterator[Finding]:
    for hit in _longest(hits):
        place = line.place(hit.start, hit.end)
        if not inside(place, taken) and not _proved(line, hit, context):
            yield FAMILIES[hit.entry.family].finding(context, place)


def _longest(hits: list[Hit]) -> Iterator[Hit]:
    """Leave out what lies within a longer expression of the same family."""
    reached: dict[str, int] = {}
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        if hit.end > reached.get(hit.entry.family, 0):
            reached[hit.entry.family] = hit.end
            yield hit


def _proved(line: Line, hit: Hit, context: PolicyContext) -> bool:
    held = holders(known(context), line.plain, hit)
    if hit.entry.family not in _SAME_SUBJECT:
        return any(held)
    named = {f"claims/{id}" for id in context.variant.claims_used} if context.variant else set()
    return any(each.source in named or same_subject(each, line.plain, hit) for each in held)


def _figures(line: Line, piece: Asset, context: PolicyContext, taken: Spans) -> Iterator[Finding]:
    facts = known(context)
    for figure in counts(line, piece.language):
        place = line.place(figure.start, figure.end)
        if _checked_here(figure, line) and not inside(place, taken) and not facts.supports(figure):
            yield (HOUR if figure.clock else NUMBER).finding(context, place)


def _checked_here(figure: Figure, line: Line) -> bool:
    """Prices, dates and reductions are the offers' rule to check."""
    return figure.kind in {"number", "phone"} or (
        figure.kind == "percent" and not is_reduction(figure, line)
    )
