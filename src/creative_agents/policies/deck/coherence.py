"""Coherence: one price, one date, one offer, cleared wordings and one call from piece to piece."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.brand import Claim
from creative_agents.domain.review import Finding
from creative_agents.policies._counts import counts, role
from creative_agents.policies._fold import phrase
from creative_agents.policies._known import is_saving
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._near import nearest
from creative_agents.policies._stems import call_stem
from creative_agents.policies._tokens import said_as
from creative_agents.policies.base import DeckContext, Place, PolicyContext, Rule
from creative_agents.policies.deck._touched import Touched, pieces_touched

__all__ = ["Touched", "coherence", "pieces_touched"]

FIGURES: Final = {
    "price": Rule(name="coherence.price", level="error", owner="product"),
    "recurring": Rule(name="coherence.price", level="error", owner="product"),
    "saving": Rule(name="coherence.reduction", level="error", owner="product"),
    "threshold": Rule(name="coherence.price", level="error", owner="product"),
    "reference": Rule(name="coherence.reference", level="error", owner="product"),
    "reduction": Rule(name="coherence.reduction", level="error", owner="product"),
    "start": Rule(name="coherence.date", level="error", owner="product"),
    "end": Rule(name="coherence.date", level="error", owner="product"),
}
OFFER: Final = Rule(name="coherence.offer", level="warning", owner="product")
CLAIM: Final = Rule(name="coherence.claim", level="warning", owner="legal")
CALL: Final = Rule(name="coherence.call", level="warning")
_CALLS: Final = frozenset({"cta", "call_to_action", "button"})
_Value = tuple[str, Decimal | str]


@dataclass(frozen=True, slots=True)
class _Said:
    """Something that a piece says, and that every piece must say alike."""

    about: str
    value: _Value
    place: Place


def coherence(deck: CopyDeck, context: DeckContext) -> Iterable[Finding]:
    """Find, for each thing said twice, the pieces that disagree with the first to say it.

    Prices, reductions and dates are compared among pieces of one offer, calls to action among
    pieces of one language; a finding stands in the later piece and names the earlier one. Two
    cleared wordings of one claim agree; a wording that is nearly one of them does not. A piece
    sells an offer of the brief.
    """
    first: dict[tuple[str, str], _Said] = {}
    cleared: dict[str, Place] = {}
    for variant in deck.variants:
        yield from _other_offer(variant, context)
        said = [*_said(variant, context)]
        for each in _once(said):
            key = (each.about, _group(each.about, variant, context))
            earlier = first.setdefault(key, each)
            agree = {other.value for other in said if other.about == each.about}
            if earlier.value not in agree:
                yield _finding(earlier, each, context)
        cleared.update(_cleared(variant, context) | cleared)
    for variant in deck.variants:
        yield from _uncleared(variant, cleared, context)


def _other_offer(variant: Variant, context: DeckContext) -> Iterator[Finding]:
    sold = context.brief.offers if context.brief else ()
    if sold and variant.offer is not None and variant.offer not in sold:
        found = OFFER.finding(context, id=variant.offer, allowed=", ".join(sold))
        yield found.model_copy(update={"piece": variant.id})


def _once(said: list[_Said]) -> Iterator[_Said]:
    """Keep the first thing that a piece says about each subject."""
    yield from {each.about: each for each in reversed(said)}.values()


def _group(about: str, variant: Variant, context: DeckContext) -> str:
    return _offer(variant, context) or "" if about in FIGURES else variant.asset.language


def _offer(variant: Variant, context: DeckContext) -> str | None:
    """Give the offer of a piece: its own, or the only one of the brief."""
    only = context.brief.offers if context.brief else ()
    return variant.offer or (only[0] if len(only) == 1 else None)


def _finding(earlier: _Said, later: _Said, context: DeckContext) -> Finding:
    rule = FIGURES.get(later.about, CALL)
    return rule.finding(context, later.place, **_elsewhere(earlier.place))


def _elsewhere(place: Place) -> dict[str, str]:
    other = {"other": place.quote, "other_piece": place.piece}
    return {**other, "other_place": place.field.place}


def _said(variant: Variant, context: DeckContext) -> Iterator[_Said]:
    for line in _read(variant, context):
        if _offer(variant, context) is not None:  # an amount without one may be about anything
            yield from _figures(line, variant, context)
        if line.field.name in _CALLS:
            place = Place(line.field, 0, len(line.text), variant.id)
            yield _Said("call", ("", call_stem(line.plain)), place)


def _read(variant: Variant, context: DeckContext) -> tuple[Line, ...]:
    channel = context.channels.get(variant.asset.channel)
    if channel is None:
        return ()
    own = PolicyContext(
        brand=context.brand,
        channel=channel,
        today=context.today,
        brief=context.brief,
        variant=variant,
    )
    return lines(variant.asset, own)


def _figures(line: Line, variant: Variant, context: DeckContext) -> Iterator[_Said]:
    offer = context.brand.offer(_offer(variant, context) or "")
    for figure in counts(line, variant.asset.language):
        about = role(figure, line)
        if about == "price" and offer is not None and is_saving(figure, offer):
            about = "saving"  # "25 £ pour votre vieille lampe"
        if about is not None:
            place = Place(line.field, *line.bare.span(figure.start, figure.end), variant.id)
            yield _Said(about, (figure.kind, figure.value), place)


def _cleared(variant: Variant, context: DeckContext) -> dict[str, Place]:
    """Give where a piece says each claim that it uses in a cleared wording."""
    found: dict[str, Place] = {}
    for claim in _used(variant, context):
        for line in _read(variant, context):
            if (place := _worded(claim, line, variant)) is not None:
                found.setdefault(claim.id, place)
    return found


def _worded(claim: Claim, line: Line, variant: Variant) -> Place | None:
    for text in (claim.text, *claim.wording):
        if match := phrase(text).search(line.typed.plain):
            return Place(line.field, *line.typed.span(*match.span()), variant.id)
        if span := said_as(line.text, text, variant.asset.language):
            return Place(line.field, *line.bare.span(*span), variant.id)
    return None


def _used(variant: Variant, context: DeckContext) -> Iterator[Claim]:
    yield from filter(None, map(context.brand.claim, variant.claims_used))


def _uncleared(
    variant: Variant, cleared: dict[str, Place], context: DeckContext
) -> Iterator[Finding]:
    """Find the words that are nearly those of a claim, which another piece says as cleared."""
    own = _cleared(variant, context)
    for claim in _used(variant, context):
        if claim.id in own or claim.id not in cleared:
            continue
        place = _nearly(claim, _read(variant, context))
        if place is not None:
            here = Place(place.field, place.start, place.end, variant.id)
            said = _elsewhere(cleared[claim.id])
            source = f"claims/{claim.id}"
            yield CLAIM.finding(context, here, source=source, cleared=claim.text, **said)


def _nearly(claim: Claim, found: tuple[Line, ...]) -> Place | None:
    places = (nearest(text, found) for text in (claim.text, *claim.wording))
    return next((place for place in places if place is not None), None)
