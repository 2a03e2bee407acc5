"""The figures of a campaign: what it took, and how much of it was right at once."""

from decimal import Decimal

from pydantic import Field

from creative_agents.delivery.words import Words
from creative_agents.domain.base import Model
from creative_agents.domain.campaign import Campaign


class Figures(Model):
    """The headline numbers of one campaign."""

    pieces: int = Field(ge=0)
    """Approved pieces."""
    written: int = Field(ge=0)
    """Pieces written: the approved ones and those that were set aside."""
    first_pass: int = Field(ge=0)
    """Approved pieces that were approved as first written."""
    rounds: int = Field(ge=1)
    """Rounds of writing."""
    lead_seconds: float
    """From the brief to the last approval, in seconds, waiting included."""
    readers: int = Field(ge=0)
    """Synthetic personas who read at least one piece."""
    readings: int = Field(ge=0)
    """Reactions: one persona on one piece."""
    calls: int = Field(ge=0)
    """Finished model calls."""
    input_tokens: int = Field(ge=0)
    """Tokens read by the models."""
    output_tokens: int = Field(ge=0)
    """Tokens written by the models."""
    usd: Decimal | None
    """US dollars for the whole run; nothing when a model's price is not known."""
    usd_per_piece: Decimal | None
    """US dollars for each approved piece; nothing when the price is not known or there is none."""
    unpriced: tuple[str, ...] = ()
    """Models without a known price."""


def figures(campaign: Campaign) -> Figures:
    """Draw the headline numbers from the record.

    Args:
        campaign: The whole run.

    Returns:
        The numbers, none of them estimated: what was not measured is absent.
    """
    pieces = len(campaign.deck.variants)
    usd = campaign.cost.usd
    return Figures(
        pieces=pieces,
        written=pieces + len(campaign.set_aside),
        first_pass=campaign.first_pass,
        rounds=campaign.rounds,
        lead_seconds=campaign.lead_seconds,
        readers=len({reaction.persona for reaction in campaign.reactions}),
        readings=len(campaign.reactions),
        calls=campaign.cost.calls,
        input_tokens=campaign.cost.usage.input_tokens,
        output_tokens=campaign.cost.usage.output_tokens,
        usd=usd,
        usd_per_piece=usd / pieces if usd is not None and pieces else None,
        unpriced=campaign.cost.unpriced,
    )


class Figure(Model):
    """One number as a reader sees it: never without what it counts."""

    label: str
    """What is counted."""
    value: str
    """The number with its unit, or "not known"."""
    note: str
    """Its n, its limits, why it is not known."""


def shown_figures(numbers: Figures, words: Words) -> tuple[Figure, ...]:
    """Write the headline numbers in the reader's language, in the order of importance."""
    return (
        _figure(words, "lead", words.duration(numbers.lead_seconds)),
        _figure(words, "rounds", words.number(numbers.rounds)),
        _figure(
            words,
            "first_pass",
            words("figure.first_pass.value", n=numbers.first_pass, m=numbers.written),
            words("figure.first_pass.note", pieces=words.count("pieces", numbers.pieces)),
        ),
        _cost(numbers, words),
        _figure(
            words,
            "calls",
            words.number(numbers.calls),
            words("figure.calls.note", read=numbers.input_tokens, written=numbers.output_tokens),
        ),
        _figure(
            words,
            "readers",
            words.number(numbers.readers),
            words("figure.readers.note", readings=words.count("readings", numbers.readings)),
        ),
    )


def _figure(words: Words, key: str, value: str, note: str | None = None) -> Figure:
    label = words(f"figure.{key}.label")
    return Figure(label=label, value=value, note=note or words(f"figure.{key}.note"))


def _cost(numbers: Figures, words: Words) -> Figure:
    if numbers.usd_per_piece is not None and numbers.usd is not None:
        note = words("figure.cost.note", total=words.dollars(numbers.usd))
        return _figure(words, "cost", words.dollars(numbers.usd_per_piece), note)
    if numbers.pieces == 0 and numbers.usd is not None:
        return _figure(words, "cost", words("none"), words("figure.cost.no_piece"))
    unpriced = ", ".join(numbers.unpriced)
    note = words("figure.cost.unpriced", models=unpriced) if unpriced else ""
    return _figure(words, "cost", words("not_known"), note or words("figure.cost.unknown"))
