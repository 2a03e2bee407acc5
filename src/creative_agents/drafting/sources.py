"""Source lines: what a small model may rewrite, each with where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from creative_agents.brands.digest import audiences, claims, offers, products
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief

Kind = Literal["words", "need", "benefit", "fact", "claim", "offer"]
"""``words``: what people of the audience say. The rest stands in the brand folder."""

LONGEST: Final = 140
"""Characters of a source line: a small model loses the end of a longer one."""


@dataclass(frozen=True, slots=True)
class Source:
    """One line of the brand's own, short enough to be rewritten."""

    kind: Kind
    """What it is."""
    text: str
    """The line."""
    origin: str
    """Where it stands: ``products/perch``, ``claims/repairs``."""
    id: str
    """Id of the claim, the offer, the product or the audience."""


def sources(brand: Brand, brief: Brief, *, on: date) -> tuple[Source, ...]:
    """Give what may be said for a brief, as lines that a small model can hold.

    Args:
        brand: The brand folder.
        brief: What is asked.
        on: The day of writing: what is expired or under embargo is left out.

    Returns:
        The lines, each once, in the order of the folder.
    """
    found = {item.text: item for item in _sources(brand, brief, on) if len(item.text) <= LONGEST}
    return tuple(found.values())


def of_kinds(lines: tuple[Source, ...], *kinds: Kind) -> tuple[Source, ...]:
    """Give the lines of some kinds, in the order of the kinds."""
    return tuple(item for kind in kinds for item in lines if item.kind == kind)


def _sources(brand: Brand, brief: Brief, on: date) -> Iterator[Source]:
    for product in products(brand, brief, on=on):
        origin = f"products/{product.id}"
        yield from (Source("benefit", text, origin, product.id) for text in product.benefits)
        yield from (Source("fact", text, origin, product.id) for text in product.facts)
    for claim in claims(brand, brief, on=on):
        cleared = (claim.text, *claim.wording)
        yield from (Source("claim", text, f"claims/{claim.id}", claim.id) for text in cleared)
    for offer in offers(brand, brief, on=on):
        yield Source("offer", offer.name, f"offers/{offer.id}", offer.id)
    for audience in audiences(brand, brief, on=on):
        origin = f"audiences/{audience.id}"
        yield from (Source("words", text, origin, audience.id) for text in audience.words)
        yield from (Source("need", text, origin, audience.id) for text in audience.needs)
