"""Offers: a price, a reduction or a date in the copy is the offer's, and the offer still runs."""

from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Offer
from creative_agents.domain.review import Finding
from creative_agents.policies._counts import counts, is_reduction, is_reference, role
from creative_agents.policies._figures import Figure
from creative_agents.policies._known import (
    known,
    offer_figures,
    offers_at_hand,
    runs,
    sayable,
)
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._makers import is_order
from creative_agents.policies._pocket import is_found_money
from creative_agents.policies._sentences import bounds
from creative_agents.policies.base import Place, PolicyContext, Rule

UNKNOWN: Final = Rule(name="offers.unknown", level="error", owner="product")
EXPIRED: Final = Rule(name="offers.expired", level="error", owner="product")
EARLY: Final = Rule(name="offers.early", level="error", owner="product")
WITHHELD: Final = Rule(name="offers.withheld", level="error", owner="legal")
OTHER: Final = Rule(name="offers.other", level="error", owner="product")
SWAPPED: Final = Rule(name="offers.swapped", level="error", owner="product")
WRONG: Final = {
    "money": Rule(name="offers.price", level="error", owner="product"),
    "percent": Rule(name="offers.reduction", level="error", owner="product"),
    "date": Rule(name="offers.date", level="error", owner="product"),
}
TOLD: Final = Rule(name="claims.told", level="suggestion", owner="product")
_NEAR: Final = 24
_SENTENCE: Final = later(r"[.!?;\n\u2026]")
_SOLD: Final = later(
    r"\b(?:offers?|offres?|sales?|soldes?|deals?|codes?|promo\w*|prix|prices?|valid\w*|valable\w*|ends?|"
    r"fin|finit|termin\w+|starts?|debut\w*|livr\w+|deliver\w*|ship\w*|order\w*|command\w+|book\w*|"
    r"reserv\w+|open\w*|ouvr\w+|launch\w*|lanc\w+|save|gratuit\w*|free|won|award\w*|prime\w*|elue?s?|"
    r"certifi\w+|since|depuis|founded|fond\w+)\b|[%\u20ac\u00a3$]"
)


_WEEKDAY: Final = later(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?,? (?:the )?$"
)
_ON_A_DAY: Final = later(r"(?:^|[.!?\n\u2026]|^\W+)\s*(?:on|le)(?: the)? $")
_EVENT: Final = later(
    r"\b(?:balades?|ateliers?|marches?|concerts?|visites?|reunions?|rendez-vous|portes ouvertes|"
    r"fetes?|foires?|salons?|spectacles?|conferences?|causeries?|rencontres?|cours|stages?|"
    r"sorties?|matchs?|tournois?|repas|maree|pleine mer|basse mer|coefficient|vernissage|"
    r"exposition|brocante|kermesse|walks?|workshops?|markets?|talks?|fairs?|fetes?|meetings?|"
    r"concerts?|gigs?|screenings?|match|open day|open evening|tours?|lectures?|classes|class|"
    r"tide|high water|low water|regatta|exhibition|party|supper|bonfire|parade|service|vigil)\b"
)


def offers(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find offers that may not run, and prices, reductions and dates that are not theirs."""
    yield from _used(context)
    for line in lines(piece, context):
        if is_order(line, context.channel):
            continue
        for figure in counts(line, piece.language):
            if _of_offer(figure, line):
                yield from _check(figure, line, context)


def _used(context: PolicyContext) -> Iterator[Finding]:
    """Check the offer that the writer names."""
    id = context.variant.offer if context.variant else None
    if id is None:
        return
    offer = context.brand.offer(id)
    if offer is None:
        allowed = ", ".join(each.id for each in context.brand.offers) or "-"
        yield UNKNOWN.finding(context, id=id, allowed=allowed)
    else:
        yield from _refusal(offer, context)


def _refusal(offer: Offer, context: PolicyContext, place: Place | None = None) -> Iterator[Finding]:
    source, flight = f"offers/{offer.id}", context.brief.flight if context.brief else None
    if not sayable(offer, context.on_air):
        yield WITHHELD.finding(context, place, source=source, name=offer.name)
    elif offer.end is not None and offer.end < context.on_air:
        yield EXPIRED.finding(context, place, source=source, name=offer.name, end=offer.end)
    elif offer.start is not None and flight is not None and flight.end < offer.start:
        yield EARLY.finding(context, place, source=source, name=offer.name, start=offer.start)


def _of_offer(figure: Figure, line: Line) -> bool:
    if figure.kind == "percent":
        return is_reduction(figure, line)
    return figure.kind in WRONG


def _check(figure: Figure, line: Line, context: PolicyContext) -> Iterator[Finding]:
    place = line.place(figure.start, figure.end)
    if known(context).supports(figure):
        yield from _swapped(figure, line, context)
    elif _is_past(figure, line, context) or is_found_money(figure, line):
        return
    elif _is_event(figure, line):
        yield TOLD.finding(context, place)
    elif (offer := _owner(figure, context)) is None:
        yield WRONG[figure.kind].finding(context, place, right=_right(context))
    elif not runs(offer, context):
        yield from _refusal(offer, context, place)
    else:
        yield OTHER.finding(context, place, source=f"offers/{offer.id}", name=offer.name)


def _is_past(figure: Figure, line: Line, context: PolicyContext) -> bool:
    """Whether it is a day past, of which something is told: "coulé le 8 octobre, prêt hier"."""
    if figure.kind != "date" or role(figure, line) is not None:
        return False
    today = context.today
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    month, day = divmod(int(figure.value * 100), 100)
    year = int(figure.unit) if figure.unit else today.year
    past = (year, month, day) < (today.year, today.month, today.day)
    return past and not _SOLD.search(line.plain, start, end)


def _is_event(figure: Figure, line: Line) -> bool:
    """Whether it is the day of a walk, a talk or a tide, by which nothing is ordered or ends."""
    if figure.kind != "date" or role(figure, line) is not None:
        return False
    start, end = bounds(line.plain, figure.start, figure.end, _SENTENCE)
    if _SOLD.search(line.plain, start, end):
        return False
    before = line.plain[max(start, figure.start - _NEAR) : figure.start]
    day = _WEEKDAY.search(before) or _ON_A_DAY.search(before)
    return bool(day or _EVENT.search(line.plain, start, end))


def _swapped(figure: Figure, line: Line, context: PolicyContext) -> Iterator[Finding]:
    """Find the price where the reference price must stand, and the other way round."""
    if figure.kind != "money":
        return
    as_reference = is_reference(figure, line)
    for offer in offers_at_hand(context):
        price, reference = offer.price, offer.reference_price
        if price is None or reference is None or price.amount == reference.amount:
            continue
        told = {"price": price, "reference": reference}
        place = line.place(figure.start, figure.end)
        if as_reference and figure.value == price.amount:
            yield SWAPPED.finding(context, place, source=f"offers/{offer.id}", **told)


def _owner(figure: Figure, context: PolicyContext) -> Offer | None:
    """Find the offer, at hand or not, that holds a figure."""
    holds = (o for o in context.brand.offers if any(map(figure.agrees, offer_figures(o))))
    return next(holds, None)


def _right(context: PolicyContext) -> str:
    """Say what the offers at hand hold, for the fix."""
    parts: list[str] = []
    for offer in offers_at_hand(context):
        said = [str(money) for money in (offer.price, offer.reference_price) if money]
        said.extend(str(day) for day in (offer.start, offer.end) if day)
        parts.append(f"{offer.name}: {', '.join(said) or '-'}")
    return "; ".join(parts) or "-"
