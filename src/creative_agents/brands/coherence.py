"""What one noun must not contradict in itself, beyond its types."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import singledispatch
from typing import Final, TypeAlias

from creative_agents.brands.about import About
from creative_agents.brands.problems import choose
from creative_agents.brands.tree import Loc
from creative_agents.domain.base import Model
from creative_agents.domain.brand import Claim, Offer, PastPiece, Term
from creative_agents.domain.brief import Brief
from creative_agents.domain.process import Process
from creative_agents.domain.results import Results

Remark: TypeAlias = tuple[Loc, str, str]
"""The place, what is wrong, what to write."""

_MARKET: Final = re.compile(r"[A-Z]{2}")
GATES: Final = ("brief", "strategy", "copy", "brand", "autonomy")
"""The gates of our own graphs."""

_CHANNEL: Final = re.compile(r"[a-z0-9][a-z0-9_-]*")


@singledispatch
def remarks(item: Model) -> Iterator[Remark]:
    """Say what a noun contradicts in itself.

    Args:
        item: A noun whose types are right.

    Yields:
        A remark for each contradiction; none for a noun without rules.
    """
    del item
    yield from ()


@remarks.register
def _(item: About) -> Iterator[Remark]:
    yield from _markets(item.markets)


@remarks.register
def _(item: Term) -> Iterator[Remark]:
    if item.use is None and not item.avoid:
        yield (), "a term has neither 'use' nor 'avoid'", "write the words to avoid, or delete it"


@remarks.register
def _(item: Offer) -> Iterator[Remark]:
    if item.start and item.end and item.end < item.start:
        yield ("end",), f"the offer ends on {item.end}, before it starts", "write a later day"
    price, before = item.price, item.reference_price
    if price is None or before is None:
        return
    if price.currency != before.currency:
        what = f"the price is in {price.currency}, the reference price in {before.currency}"
        yield ("reference_price",), what, "write both in one currency"
    elif before.amount <= price.amount:
        what = f"the reference price {before} is not above the price {price}"
        yield ("reference_price",), what, "write the lowest price of the last 30 days or delete it"


@remarks.register
def _(item: Claim) -> Iterator[Remark]:
    if item.expires and item.expires < item.proof.date:
        what = f"the claim expires on {item.expires}, before its proof of {item.proof.date}"
        yield ("expires",), what, "write a later day, or a newer proof"
    yield from _markets(item.markets)


@remarks.register
def _(item: PastPiece) -> Iterator[Remark]:
    if item.rights.until and item.rights.until < item.date:
        what = f"the rights end on {item.rights.until}, before the piece ran"
        yield ("rights", "until"), what, "write the last day of use"
    if not item.fields:
        yield ("fields",), "the piece has no text", "write its texts, such as 'headline: …'"
    if item.results is not None:
        for loc, what, fix in _results(item.results):
            yield ("results", *loc), what, fix


@remarks.register
def _(item: Process) -> Iterator[Remark]:
    for gate in item.gates:  # a graph of the team's own may have others: only slips are told
        if gate not in GATES and get_close_matches(gate, GATES):
            yield ("gates", gate), f"unknown gate {gate!r}", choose(gate, GATES)


@remarks.register
def _(item: Brief) -> Iterator[Remark]:
    for at, channel in enumerate(item.channels):
        if not _CHANNEL.fullmatch(channel):
            what = f"{channel!r} is not a channel's name"
            yield ("channels", at), what, "write one name a line, such as '- meta_feed'"


def _results(item: Results) -> Iterator[Remark]:
    if item.end < item.start:
        yield ("end",), f"the results end on {item.end}, before they start", "write a later day"
    shown = item.impressions
    for name, count in (("opens", item.opens), ("clicks", item.clicks)):
        if shown is not None and count is not None and count > shown:
            what = f"{count} {name} are more than the {shown} impressions"
            yield (name,), what, "check the two counts in the export"


def _markets(markets: tuple[str, ...]) -> Iterator[Remark]:
    for at, market in enumerate(markets):
        if not _MARKET.fullmatch(market) or market == "UK":
            better = "GB" if market.upper() == "UK" else "its two capitals, such as FR or GB"
            yield ("markets", at), f"{market!r} is not an ISO 3166-1 code", f"write {better}"
