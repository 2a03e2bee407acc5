"""Pieces: each variant with everything that was said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from creative_agents.delivery.lines import Background, Line, lines
from creative_agents.delivery.places import campaign_in_words, campaign_labels
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand, Claim, Offer
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel
from creative_agents.domain.persona import Persona, Reaction
from creative_agents.domain.ranking import Rank
from creative_agents.domain.review import Finding, Kept


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one synthetic persona made of a piece, with who it is."""

    id: str
    """Id of the persona."""
    persona: Persona | None
    """The persona; nothing when the brand folder does not hold it any more."""
    reaction: Reaction
    """What it said."""

    @property
    def name(self) -> str:
        """First name, or the id where the persona is unknown."""
        return self.persona.name if self.persona else self.id


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One variant, ready to be shown."""

    variant: Variant
    """The copy."""
    channel: Channel | None
    """Where it runs; nothing where nobody knows the channel."""
    channel_label: str
    """What a marketer calls the channel, in the brand's language."""
    lines: tuple[Line, ...]
    """Its texts, with what stands behind each."""
    claims: tuple[Claim, ...]
    """The claims it declares and the ledger holds."""
    unknown_claims: tuple[str, ...]
    """Ids it declares and the ledger does not hold."""
    offer: Offer | None
    """The offer it carries."""
    findings: tuple[Finding, ...]
    """What the rules and the guardian remarked."""
    keep: tuple[Kept, ...]
    """What must stay."""
    judged_by: str
    """The model that judged; empty when rules alone did."""
    readings: tuple[Reading, ...]
    """What the synthetic personas made of it."""
    reviewed: bool
    """True when rules or the guardian looked at it."""
    rank: int | None
    """Its place in the analyst's order, from 1."""

    @property
    def anchor(self) -> str:
        """Its place in the page: ``google_rsa-1``."""
        return self.variant.id.replace("/", "-")

    def place(self, field: str) -> str:
        """Say what a marketer calls a place: ``headline[3]`` gives ``Headline 3``."""
        labels = (line.label for line in self.lines if field in {line.field.place, line.field.name})
        return next(labels, field)

    @property
    def whole_claims(self) -> tuple[Claim, ...]:
        """The claims that no single line makes: they stand behind the piece as a whole."""
        made = {claim.id for line in self.lines for claim in line.claims}
        return tuple(claim for claim in self.claims if claim.id not in made)


def pieces(campaign: Campaign, brand: Brand, channels: Mapping[str, Channel]) -> tuple[Piece, ...]:
    """Give the approved pieces with everything that was said of each.

    Args:
        campaign: The whole run.
        brand: The brand, for claims, offers and personas.
        channels: Channels by name; a piece of an absent one is shown by its own fields.

    Returns:
        The pieces, in the order of the copy deck.
    """
    labels = campaign_labels(campaign, channels, language=brand.language)
    told = campaign_in_words(campaign, labels)
    return tuple(piece(variant, told, brand, channels) for variant in campaign.deck.variants)


def piece(
    variant: Variant, campaign: Campaign, brand: Brand, channels: Mapping[str, Channel]
) -> Piece:
    """Gather what was said of one variant."""
    channel = channels.get(variant.asset.channel)
    background = _background(variant, campaign, brand)
    known = {claim.id for claim in background.claims}
    return Piece(
        variant=variant,
        channel=channel,
        channel_label=channel_label(variant.asset.channel, brand, channels),
        lines=lines(variant, channel, background, language=brand.language),
        claims=background.claims,
        unknown_claims=tuple(id for id in variant.claims_used if id not in known),
        offer=brand.offer(variant.offer) if variant.offer else None,
        findings=background.findings,
        keep=background.keep,
        judged_by=_judge(variant, campaign),
        readings=_readings(background, brand),
        reviewed=any(review.piece == variant.id for review in campaign.reviews),
        rank=_rank(variant, campaign),
    )


def channel_label(name: str, brand: Brand, channels: Mapping[str, Channel]) -> str:
    """Say what a marketer calls a channel; its bare name where nobody knows it."""
    channel = channels.get(name)
    return channel.label.in_(brand.language) if channel else name.replace("_", " ")


def _background(variant: Variant, campaign: Campaign, brand: Brand) -> Background:
    reviews = [review for review in campaign.reviews if review.piece == variant.id]
    return Background(
        claims=tuple(claim for id in variant.claims_used if (claim := brand.claim(id))),
        mandatories=tuple(
            wanted
            for wanted in campaign.brief.mandatories
            if not wanted.channels or variant.asset.channel in wanted.channels
        ),
        findings=tuple(finding for review in reviews for finding in review.findings),
        keep=tuple(kept for review in reviews for kept in review.keep),
        reactions=tuple(filed for filed in campaign.reactions if filed.piece == variant.id),
    )


def _judge(variant: Variant, campaign: Campaign) -> str:
    judges = (review.judged_by for review in campaign.reviews if review.piece == variant.id)
    return next((judge for judge in judges if judge), "")


def _readings(background: Background, brand: Brand) -> tuple[Reading, ...]:
    known = {persona.id: persona for audience in brand.audiences for persona in audience.personas}
    return tuple(
        Reading(id=filed.persona, persona=known.get(filed.persona), reaction=filed.reaction)
        for filed in background.reactions
    )


def _rank(variant: Variant, campaign: Campaign) -> int | None:
    order: tuple[Rank, ...] = campaign.ranking.order if campaign.ranking else ()
    places = (place for place, rank in enumerate(order, start=1) if rank.piece == variant.id)
    return next(places, None)
