"""Sameness: two variants of one channel carry two ideas, not one idea twice."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from creative_agents.domain.asset import AssetField, CopyDeck, Variant
from creative_agents.domain.channel import Channel
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import letters
from creative_agents.policies.base import DeckContext, Place, Rule

COPY: Final = Rule(name="sameness.copy", level="warning")
OPENING: Final = Rule(name="sameness.opening", level="warning")
_NEAR_COPY: Final = 88.0
_WORD: Final = re.compile(r"[\w%€$£]+")
_READ: Final = frozenset({"text", "long_text", "script"})


def sameness(deck: CopyDeck, context: DeckContext) -> Iterable[Finding]:
    """Find variants of one channel and language that are near-copies, or open alike."""
    for one, other in combinations(deck.variants, 2):
        kind = (one.asset.channel, one.asset.language)
        if kind == (other.asset.channel, other.asset.language):
            yield from _compare(one, other, context)


def _compare(one: Variant, other: Variant, context: DeckContext) -> Iterator[Finding]:
    channel = context.channels.get(one.asset.channel)
    mine, theirs = _written(one, channel), _written(other, channel)
    if not mine or not theirs:
        return
    place = Place(theirs[0], 0, len(theirs[0].text), other.id)
    near = fuzz.token_sort_ratio(_plain(mine), _plain(theirs), score_cutoff=_NEAR_COPY)
    if near:
        yield COPY.finding(context, place, other=one.id, near=round(near))
    elif _plain(mine[:1]) == _plain(theirs[:1]):
        yield OPENING.finding(context, place, other=one.id)


def _written(variant: Variant, channel: Channel | None) -> tuple[AssetField, ...]:
    """Give the texts that tell variants apart: no address, no choice, no button, no sender."""
    kinds = {field.name: field.kind for field in channel.format.fields} if channel else {}
    same = {"cta", "sender", "footer", "boilerplate", "contact", "business_name", "path"}
    return tuple(
        field
        for field in variant.asset.fields
        if kinds.get(field.name, "text") in _READ and field.name not in same and field.text.strip()
    )


def _plain(fields: tuple[AssetField, ...]) -> str:
    return " ".join(word for field in fields for word in _WORD.findall(letters(field.text).plain))
