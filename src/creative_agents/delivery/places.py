"""Places in words: the ``cta[1]`` of a remark becomes what a marketer calls it."""

import re
from collections.abc import Mapping
from typing import Final

from creative_agents.delivery.lines import labelled
from creative_agents.domain.asset import Variant
from creative_agents.domain.base import Language
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel
from creative_agents.domain.review import Finding

Labels = Mapping[str, Mapping[str, str]]
"""By piece, what a marketer calls each of its places."""

_PLACE: Final = re.compile(r"(?:(?P<piece>\S+) \()?(?<![\w\]])(?P<place>[a-z][a-z0-9_-]*\[\d+\])")
"""A place, and before its bracket the piece that it is in: ``email/1 (cta[1])``."""


def piece_labels(
    variants: Mapping[str, Variant], channels: Mapping[str, Channel], *, language: Language
) -> dict[str, dict[str, str]]:
    """Give what a marketer calls each place of each piece.

    Args:
        variants: The pieces by id.
        channels: Channels by name; a place of an absent one is named after its field.
        language: The reader's language.
    """
    return {
        id: {
            field.place: label
            for field, label in labelled(
                one.asset, channels.get(one.asset.channel), language=language
            )
        }
        for id, one in variants.items()
    }


def in_words(text: str, labels: Labels, piece: str = "") -> str:
    """Give a text whose places are named: of the piece before their bracket, else of `piece`."""

    def named(found: re.Match[str]) -> str:
        place = found["place"]
        own = labels.get(found["piece"] or piece, {})
        told = own.get(place) or labels.get(piece, {}).get(place)
        return found[0].removesuffix(place) + told if told else found[0]

    return _PLACE.sub(named, text)


def finding_in_words(finding: Finding, labels: Labels, piece: str = "") -> Finding:
    """Give a remark whose texts name places in words; where it stands is kept as it is."""
    about = finding.piece or piece
    told = {
        part: in_words(getattr(finding, part), labels, about) for part in ("message", "why", "fix")
    }
    return finding.model_copy(update=told)


def campaign_labels(
    campaign: Campaign, channels: Mapping[str, Channel], *, language: Language
) -> Labels:
    """Give what a marketer calls each place of each piece, those set aside included."""
    every = (*(one.piece for one in campaign.set_aside), *campaign.deck.variants)
    return piece_labels({one.id: one for one in every}, channels, language=language)


def campaign_in_words(campaign: Campaign, labels: Labels) -> Campaign:
    """Give a campaign whose remarks name places in words."""
    reviews = tuple(
        review.model_copy(
            update={
                "findings": tuple(
                    finding_in_words(one, labels, review.piece) for one in review.findings
                )
            }
        )
        for review in campaign.reviews
    )
    across = tuple(finding_in_words(one, labels) for one in campaign.coherence)
    return campaign.model_copy(update={"reviews": reviews, "coherence": across})
