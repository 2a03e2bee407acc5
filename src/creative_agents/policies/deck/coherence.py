"""Coherence: one price, one date, one offer, one wording and one call from piece to piece."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.review import Finding
from creative_agents.policies._counts import counts, role
from creative_agents.policies._fold import letters, phrase
from creative_agents.policies._lines import Line, lines
from creative_agents.policies.base import DeckContext, Place, PolicyContext, Rule

FIGURES: Final = {
    "price": Rule(name="coherence.price", level="error", owner="product"),
    "reference": Rule(name="coherence.reference", level="error", owner="product"),
    "reduction": Rule(name="coherence.reduction", level="error", owner="product"),
    "end": Rule(name="coherence.date", level="error", owner="product"),
}
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

    Prices, reductions and end dates are compared among pieces of one offer; wordings of a claim
    and calls to action among pieces of one language. A finding stands in the later piece and
    names the earlier one.
    """
    first: dict[tuple[str, str], _Said] = {}
    for variant in deck.variants:
        said = [*_said(variant, context)]
        for each in _once(said):
            key = (each.about, _group(each.about, variant))
            earlier = first.setdefault(key, each)
            agree = {other.value for other in said if other.about == each.about}
            if earlier.value not in agree:
                yield _finding(earlier, each, context)


def _once(said: list[_Said]) -> Iterator[_Said]:
    """Keep the first thing that a piece says about each subject."""
    yield from {each.about: each for each in reversed(said)}.values()


def _group(about: str, variant: Variant) -> str:
    return variant.offer or "" if about in FIGURES else variant.asset.language


def _finding(earlier: _Said, later: _Said, context: DeckContext) -> Finding:
    rule = CLAIM if later.about.startswith("claim:") else FIGURES.get(later.about, CALL)
    return rule.finding(
        context,
        later.place,
        source=later.about.replace("claim:", "claims/") if rule is CLAIM else "",
        other=earlier.place.quote,
        other_piece=earlier.place.piece,
        other_place=earlier.place.field.place,
    )


def _said(variant: Variant, context: DeckContext) -> Iterator[_Said]:
    channel = context.channels.get(variant.asset.channel)
    if channel is None:
        return
    own = PolicyContext(
        brand=context.brand,
        channel=channel,
        today=context.today,
        brief=context.brief,
        variant=variant,
    )
    for line in lines(variant.asset, own):
        yield from _figures(line, variant)
        yield from _wordings(line, variant, context)
        if line.field.name in _CALLS:
            yield _Said("call", ("", line.plain), Place(line.field, 0, len(line.text), variant.id))


def _figures(line: Line, variant: Variant) -> Iterator[_Said]:
    if variant.offer is None:  # an amount without an offer may be about anything
        return
    for figure in counts(line, variant.asset.language):
        about = role(figure, line)
        if about is not None:
            place = Place(line.field, *line.bare.span(figure.start, figure.end), variant.id)
            yield _Said(about, (figure.kind, figure.value), place)


def _wordings(line: Line, variant: Variant, context: DeckContext) -> Iterator[_Said]:
    for id in variant.claims_used:
        claim = context.brand.claim(id)
        for text in (claim.text, *claim.wording) if claim else ():
            if match := phrase(text).search(line.typed.plain):
                span = line.typed.span(*match.span())
                place = Place(line.field, *span, variant.id)
                yield _Said(f"claim:{id}", ("", letters(text).plain), place)
