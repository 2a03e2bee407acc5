"""The view: what a page and a plain text both show of a campaign."""

from collections.abc import Callable, Mapping
from functools import partial

from creative_agents.delivery.decisions import answers, decided
from creative_agents.delivery.figures import figures, shown_figures
from creative_agents.delivery.fingerprint import fingerprint
from creative_agents.delivery.lines import labelled
from creative_agents.delivery.pieces import channel_label, pieces
from creative_agents.delivery.places import Labels, campaign_in_words, campaign_labels
from creative_agents.delivery.typography import set_prose
from creative_agents.delivery.words import Words
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Kpi
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel


def view(campaign: Campaign, brand: Brand, channels: Mapping[str, Channel]) -> dict[str, object]:
    """Gather what the templates show, under the names that they use.

    Args:
        campaign: The whole run.
        brand: The brand; the view speaks its language.
        channels: Channels by name.

    Returns:
        Nouns, texts in the reader's language, and the functions that the templates call.
    """
    words = Words(brand.language)
    labels = campaign_labels(campaign, channels, language=brand.language)
    shown = pieces(campaign, brand, channels)
    return {
        "lang": brand.language,
        "say": words,
        "campaign": _set(campaign_in_words(campaign, labels), brand.language),
        "brand": brand,
        "pieces": shown,
        "figures": shown_figures(figures(campaign), words),
        "status": status(campaign, words),
        "draft_models": draft_models(campaign),
        "channel_labels": {one.variant.asset.channel: one.channel_label for one in shown},
        "audiences": [audience_name(id, brand) for id in campaign.brief.audiences],
        "audience_name": partial(audience_name, brand=brand),
        "answers": answers(campaign),
        "decisions": decided(campaign, words),
        "calls_note": calls_note(campaign, words),
        "across": partial(_across, labels=labels),
        "label_of": partial(channel_label, brand=brand, channels=channels),
        "labelled": lambda asset: labelled(
            asset, channels.get(asset.channel), language=brand.language
        ),
        "kpi_line": partial(kpi_line, words=words),
        "fingerprint": fingerprint(campaign),
    }


def calls_note(campaign: Campaign, words: Words) -> str:
    """Say what happened to model calls beyond the usual; nothing where nothing did."""
    cost = campaign.cost
    found = (("replayed", cost.replayed), ("lost", cost.in_flight_lost), ("retries", cost.retries))
    return " ".join(words.count(f"record.{key}", n) for key, n in found if n)


def _across(piece: str, labels: Labels) -> Callable[[str], str]:
    own = labels.get(piece, {})
    return lambda field: own.get(field, field)


def _set(campaign: Campaign, language: Language) -> Campaign:
    ranking = campaign.ranking
    return campaign.model_copy(
        update={
            "strategy": set_prose(campaign.strategy, language),
            "challenge": set_prose(campaign.challenge, language),
            "ranking": set_prose(ranking, language) if ranking else None,
        }
    )


def status(campaign: Campaign, words: Words) -> str:
    """Say in a few words whether the campaign may go out."""
    if campaign.draft:
        return words("status.draft")
    return words("status.policy" if campaign.by_policy else "status.approved")


def draft_models(campaign: Campaign) -> tuple[str, ...]:
    """Give the models whose pieces are drafts; those of the campaign where no piece says."""
    writers = (one.written_by for one in campaign.deck.variants if one.draft and one.written_by)
    return tuple(dict.fromkeys(writers)) or campaign.models


def kpi_line(kpi: Kpi, words: Words) -> str:
    """Say from where to where a KPI must go, and where and when it is read."""
    baseline, target = (
        words("not_known") if value is None else words.number(value, 0 if value % 1 == 0 else 1)
        for value in (kpi.baseline, kpi.target)
    )
    where = ", ".join(part for part in (kpi.source, kpi.window) if part)
    line = words("brief.kpi_line", baseline=baseline, target=target)
    return f"{line} ({where})" if where else line


def audience_name(id: str, brand: Brand) -> str:
    """Give an audience's name; what was written where the brand folder has no such audience."""
    audience = brand.audience(id)
    return audience.name if audience else id
