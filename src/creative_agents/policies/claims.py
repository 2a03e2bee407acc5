"""Claims: everything that can be checked rests on the ledger, a product, an offer or the brief.

What a rule can decide is decided here: a figure stands in what the brand or the brief says, an
expression that promises something stands in a statement about the same thing. Whether a new
sentence means what a proof says is the guardian's to judge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Claim
from creative_agents.domain.review import Finding
from creative_agents.policies._asserted import is_asserted
from creative_agents.policies._checkable import expressions
from creative_agents.policies._counts import LONGEST, counts, is_reduction, is_score
from creative_agents.policies._cover import Cover
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._given import given
from creative_agents.policies._known import Known, Statement, known, offers_at_hand, sayable
from creative_agents.policies._later import later
from creative_agents.policies._ledger import LedgerEntry, Standing, ledger
from creative_agents.policies._lexicon import Hit
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._makers import is_for_makers, is_order
from creative_agents.policies._proof import Matched, match_by_rule, may_rest_on
from creative_agents.policies._refused import claiming, refused_wordings
from creative_agents.policies._selling import sells
from creative_agents.policies._stories import is_clock
from creative_agents.policies._support import free_of_charge, holders, same_subject
from creative_agents.policies._telephones import is_helpline, is_unknown_contact
from creative_agents.policies._timetable import off_timetable
from creative_agents.policies.base import Place, PolicyContext, Rule

__all__ = ["LedgerEntry", "Matched", "Standing", "claims", "ledger", "match_by_rule", "may_rest_on"]

UNKNOWN: Final = Rule(name="claims.unknown", level="error", owner="legal")
EXPIRED: Final = Rule(name="claims.expired", level="error", owner="legal")
MARKET: Final = Rule(name="claims.market", level="error", owner="legal")
WITHHELD: Final = Rule(name="claims.withheld", level="error", owner="legal")
NUMBER: Final = Rule(name="claims.number", level="error", owner="product")
HOUR: Final = Rule(name="claims.hour", level="warning", owner="product")
UNFINISHED: Final = Rule(name="claims.unfinished", level="error", owner="legal")
TOLD: Final = Rule(name="claims.told", level="suggestion", owner="product")
FAMILIES: Final = {
    "superlative": Rule(name="claims.superlative", level="error", owner="legal"),
    "comparison": Rule(name="claims.comparison", level="warning", owner="legal"),
    "guarantee": Rule(name="claims.guarantee", level="error", owner="legal"),
    "environment": Rule(name="claims.environment", level="error", owner="legal"),
    "health": Rule(name="claims.health", level="error", owner="legal"),
    "price": Rule(name="claims.price", level="error", owner="product"),
    "testimonial": Rule(name="claims.testimonial", level="error", owner="legal"),
    "number": NUMBER,
    "free": Rule(name="claims.free", level="warning", owner="product"),
}
_SAME_SUBJECT: Final = frozenset({"superlative", "comparison", "guarantee", "free"})
Spans = list[tuple[int, int]]
_NOON: Final = 12
_THING: Final = later(r" [a-z]{3,}[sx]\b(?!')")
_MOST: Final = 1000
"""Findings in one text that are told: nobody reads more."""


def claims(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find claims that may not be said, and figures and promises that nothing proves."""
    yield from _used(context)
    for line in lines(piece, context):
        refused = [*_refused(line, piece, context)]
        yield from (finding for _, finding in refused)
        if not is_order(line, context.channel):
            yield from _bounded(line, piece, context, [span for span, _ in refused])


def _bounded(line: Line, piece: Asset, context: PolicyContext, taken: Spans) -> Iterator[Finding]:
    """Find what nothing proves, and say where a text is longer than anybody reads."""
    found = _unproved(line, piece, context, taken)
    yield from islice(found, _MOST)
    if len(line.plain) > LONGEST or next(found, None) is not None:
        told = UNFINISHED.finding(context, Place(line.field), most=_MOST, longest=LONGEST)
        yield told.model_copy(update={"incomplete": True, "quote": ""})


def _unproved(line: Line, piece: Asset, context: PolicyContext, taken: Spans) -> Iterator[Finding]:
    hits, said = expressions(line, piece.language), _said(line, piece.language, context)
    if not hits and not said:
        return
    theirs = [*taken, *given(line, context)]
    yield from _promises(line, hits, piece.language, context, Cover(theirs))
    spans = (line.bare.span(hit.start, hit.end) for hit in hits)
    yield from _figures(line, said, context, Cover((*theirs, *spans)))


def _said(line: Line, language: Language, context: PolicyContext) -> tuple[Figure, ...]:
    """Give the figures that say something; the hour of a scene does where a product has its own."""
    said, off = counts(line, language), {*off_timetable(line, language, context.brand)}
    if not off:
        return said
    hours = (each for each in figures(line.plain, language) if (each.start, each.end) in off)
    return (*said, *(each for each in hours if each not in said))


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


def _refused(
    line: Line, piece: Asset, context: PolicyContext
) -> Iterator[tuple[tuple[int, int], Finding]]:
    """Find the wordings of claims that may not be said here and now."""
    where, on = context.where, context.on_air
    for claim, span in refused_wordings(line, piece.language, context.brand, market=where, on=on):
        place = Place(line.field, *claiming(claim, span, line, piece.language, on))
        if (finding := _refusal(claim, context, place)) is not None:
            yield span, finding


def _refusal(claim: Claim, context: PolicyContext, place: Place | None = None) -> Finding | None:
    source = f"claims/{claim.id}"
    if not sayable(claim, context.on_air):
        until = claim.embargo_until or "-"
        return WITHHELD.finding(context, place, source=source, id=claim.id, until=until)
    if claim.expires is not None and claim.expires < context.on_air:
        return EXPIRED.finding(context, place, source=source, id=claim.id, expires=claim.expires)
    market = context.where
    if claim.markets and market is not None and market not in claim.markets:
        told = {"id": claim.id, "market": market, "markets": ", ".join(claim.markets)}
        return MARKET.finding(context, place, source=source, **told)
    return None


def _promises(
    line: Line, hits: list[Hit], language: Language, context: PolicyContext, taken: Cover
) -> Iterator[Finding]:
    for hit in hits:
        span = line.bare.span(hit.start, hit.end)
        said = is_asserted(line.plain, hit, language)
        if said and not taken.holds(*span) and not _proved(line, hit, language, context):
            yield FAMILIES[hit.entry.family].finding(context, Place(line.field, *span))


def _proved(line: Line, hit: Hit, language: Language, context: PolicyContext) -> bool:
    facts = known(context)
    if not all(map(facts.supports, figures(line.plain[hit.start : hit.end], language))):
        return False
    if hit.entry.family == "free" and free_of_charge(offers_at_hand(context), line.plain, hit):
        return True
    held = tuple(holders(facts, line.plain, hit))
    if hit.entry.family not in _SAME_SUBJECT:
        return any(held)
    if hit.entry.family == "guarantee" and _says_as_much(line, hit, held, language):
        return True
    used = context.variant.claims_used if context.variant else ()
    named = {f"claims/{id}" for id in used}
    return any(
        each.source in named or same_subject(each, line.plain, hit, language) for each in held
    )


def _says_as_much(line: Line, hit: Hit, held: Iterable[Statement], language: Language) -> bool:
    """Whether a guarantee of the brand has the same duration: its words then need no more."""
    said = figures(line.plain[hit.start : hit.end], language)
    return bool(said) and any(
        all(any(map(one.agrees, figures(each.plain, language))) for one in said) for each in held
    )


def _figures(
    line: Line, said: Iterable[Figure], context: PolicyContext, taken: Cover
) -> Iterator[Finding]:
    facts = known(context)
    for figure in said:
        span = line.bare.span(figure.start, figure.end)
        held = _is_held(figure, line, facts)
        if held or not _checked_here(figure, line) or taken.holds(*span):
            continue
        if (rule := _weight(figure, line, context)) is not None:
            yield rule.finding(context, Place(line.field, *span))


def _is_held(figure: Figure, line: Line, facts: Known) -> bool:
    """Whether a fact holds it; "6 seats" does not stand on a fact of 6 g."""
    if is_clock(figure, line):
        return facts.supports(figure) or _is_hour(figure, facts)
    thing = _THING.match(line.plain, figure.end)
    if figure.kind == "number" and not figure.unit and thing is not None:
        return facts.counts(figure.value)
    return facts.supports(figure)


def _is_hour(figure: Figure, facts: Known) -> bool:
    """Whether the brand told this hour, or holds it as one of the afternoon: "until 5.30"."""
    later = replace(figure, value=figure.value + _NOON) if figure.value < _NOON else figure
    return figure.value in facts.told or facts.supports(later)


def _weight(figure: Figure, line: Line, context: PolicyContext) -> Rule | None:
    """Say how grave a figure without a fact is; nothing for one that no reader reads."""
    if is_clock(figure, line):
        return HOUR
    unread = is_for_makers(line, context.channel) and not is_score(figure)
    if unread or is_helpline(figure):
        return None
    if is_unknown_contact(figure, line, known(context)):
        return TOLD
    return NUMBER if sells(figure, line) else TOLD


def _checked_here(figure: Figure, line: Line) -> bool:
    """Prices, dates and reductions are the offers' rule to check."""
    return figure.kind in {"number", "phone"} or (
        figure.kind == "percent" and not is_reduction(figure, line)
    )
