"""Given: words that stand in a piece because somebody else wrote them that way."""

import re
from collections.abc import Iterator
from functools import lru_cache

from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.policies._fold import phrase, telling
from creative_agents.policies._lines import Line, Same
from creative_agents.policies._literals import Literals
from creative_agents.policies.base import Place, PolicyContext


def given(line: Line, context: PolicyContext) -> tuple[tuple[int, int], ...]:
    """Find what the writer may not change: mandatories, legal lines, quotes, the locked line.

    Returns:
        The spans, in code points of the text.
    """
    typed = line.typed
    index, patterns = _patterns(Same(context.brand), Same(context.brief))
    return tuple(
        typed.span(*match.span())
        for number in index.within(typed.plain)
        for match in patterns[number].finditer(typed.plain)
    )


def inside(place: Place, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether a place lies wholly within one of the spans."""
    start, end = place.start or 0, place.end or 0
    return any(first <= start and end <= last for first, last in spans)


@lru_cache(maxsize=64)
def _patterns(
    brand: Same[Brand], brief: Same[Brief | None]
) -> tuple[Literals, tuple[re.Pattern[str], ...]]:
    texts = tuple(_texts(brand.it, brief.it))
    return Literals(map(telling, texts)), tuple(map(phrase, texts))


def _texts(brand: Brand, brief: Brief | None) -> Iterator[str]:
    yield from (offer.legal_line for offer in brand.offers if offer.legal_line)
    yield from (quote.text for quote in brand.quotes)
    if brand.boilerplate:
        yield brand.boilerplate
    if brief is not None:
        yield from (mandatory.text for mandatory in brief.mandatories)
        if brief.start_from is not None:
            yield brief.start_from.text
