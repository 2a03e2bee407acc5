"""The summary: a campaign's result in the few lines that a terminal prints at the end."""

from collections.abc import Iterator, Mapping
from typing import Final

from creative_agents.delivery.figures import figures, shown_figures
from creative_agents.delivery.folder import Delivery
from creative_agents.delivery.opening import opening
from creative_agents.delivery.view import draft_models
from creative_agents.delivery.words import Words
from creative_agents.domain.asset import Variant
from creative_agents.domain.base import Language
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel

FIRST_VARIANTS: Final = 3
"""How many pieces the summary shows, one a channel."""


def summary_lines(
    campaign: Campaign,
    language: Language,
    *,
    delivery: Delivery | None = None,
    channels: Mapping[str, Channel] | None = None,
) -> list[str]:
    """Say where the deck is, how the first pieces read and what they took.

    Args:
        campaign: The whole run.
        language: The reader's language.
        delivery: Where it was delivered; absent: the path is not shown.
        channels: Channels by name, for their labels; absent: their bare names.

    Returns:
        Plain lines, without markup.
    """
    words = Words(language)
    return [
        *_where(delivery, words),
        *_pieces(campaign, words, channels or {}),
        *_numbers(campaign, words),
        *_warnings(campaign, words),
        *(delivery.left_out if delivery else ()),
    ]


def _where(delivery: Delivery | None, words: Words) -> Iterator[str]:
    if delivery is None:
        return
    yield words("summary.deck", path=delivery.page)
    if not delivery.fresh:
        yield words("summary.again")
    elif delivery.folder != delivery.asked:
        yield words("summary.numbered", asked=delivery.asked)


def _pieces(campaign: Campaign, words: Words, channels: Mapping[str, Channel]) -> Iterator[str]:
    firsts: dict[str, Variant] = {}
    for variant in campaign.deck.variants:
        firsts.setdefault(variant.asset.channel, variant)
    for name, variant in list(firsts.items())[:FIRST_VARIANTS]:
        label = channels[name].label.in_(words.language) if name in channels else name
        text = opening(variant.asset)
        yield words("summary.first", channel=label, id=variant.id, text=text)


def _numbers(campaign: Campaign, words: Words) -> Iterator[str]:
    for figure in shown_figures(figures(campaign), words):
        note = figure.note.rstrip(".")
        yield words("summary.line", label=figure.label, value=figure.value, note=note)


def _warnings(campaign: Campaign, words: Words) -> Iterator[str]:
    if campaign.draft:
        yield words("summary.draft", models=", ".join(draft_models(campaign)))
    if campaign.by_policy:
        yield words("summary.policy")
