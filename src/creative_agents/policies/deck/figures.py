"""Figures: the pieces of a deck give one weight, one duration, one count for one thing."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.review import Finding
from creative_agents.policies._agreement import Said, disagreements, said_in
from creative_agents.policies._known import known
from creative_agents.policies._lines import lines
from creative_agents.policies.base import DeckContext, Place, PolicyContext, Rule

FIGURE: Final = Rule(name="figures.differ", level="warning", owner="product")


def figures(deck: CopyDeck, context: DeckContext) -> Iterable[Finding]:
    """Find measures and hours that another piece of the same language gives otherwise."""
    by_language = sorted(deck.variants, key=lambda variant: variant.asset.language)
    for _, variants in groupby(by_language, key=lambda variant: variant.asset.language):
        said = [each for variant in variants for each in _said(variant, context)]
        for one, other in disagreements(said):
            if one.piece != other.piece:
                yield _finding(one, other, context)


def _said(variant: Variant, context: DeckContext) -> Iterator[Said]:
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
    facts = known(own)
    for line in lines(variant.asset, own):
        yield from said_in(line, variant.asset.language, facts, variant.id)


def _finding(one: Said, other: Said, context: DeckContext) -> Finding:
    theirs = other.line.place(other.figure.start, other.figure.end)
    span = one.line.place(one.figure.start, one.figure.end)
    place = Place(span.field, span.start, span.end, one.piece)
    return FIGURE.finding(
        context,
        place,
        other=theirs.quote,
        other_piece=other.piece,
        other_place=theirs.field.place,
    )
