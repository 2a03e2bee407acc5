"""Refused: the wordings of claims that may not be said, and the words of them that claim."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Claim
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._fold import letters, phrase
from creative_agents.policies._known import holds, sayable
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, Same
from creative_agents.policies._literals import Literals
from creative_agents.policies._tokens import said_as

_SHORT: Final = 60
"""Code points of a wording that may be a figure and what it counts: "99.98% uptime"."""
_OF: Final = frozenset(("de", "d", "des", "du", "of", "en", "in", "a", "the", "le", "la", "l"))
_READ_CLOSELY: Final = 5000
"""Code points of a text in which articles and plurals of a wording may differ."""
_WORD: Final = later(r"[a-z]+|\d+")
_STEM: Final = 5


def refused_wordings(
    line: Line, language: Language, brand: Brand, *, market: str | None, on: date
) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Find the wordings of claims that may not be said on a day in a market.

    Args:
        line: The text.
        language: Its language.
        brand: Whose claims.
        market: ISO 3166-1 code; absent: wherever they hold.
        on: The first day on which the text may be read.

    Yields:
        The claim, and the span of its words in code points.
    """
    index, wordings = _forbidden(Same(brand), market, on)
    for number in index.within(line.plain):
        claim, wording, pattern = wordings[number]
        spans = [line.typed.span(*match.span()) for match in pattern.finditer(line.typed.plain)]
        if not spans and len(line.plain) <= _READ_CLOSELY:
            said = said_as(line.text, wording, language)
            spans = [line.bare.span(*said)] if said else []
        yield from ((claim, span) for span in spans)


def claiming(
    claim: Claim, span: tuple[int, int], line: Line, language: Language, on: date
) -> tuple[int, int]:
    """Give the words of a wording that are wrong: the figure alone where it says it all.

    What may not be known yet is wrong as a whole; so is a claim of more than a figure.

    Args:
        claim: The claim.
        span: Its wording, in code points.
        line: The text.
        language: Its language.
        on: The first day on which the text may be read.
    """
    start, end = span
    if not sayable(claim, on) or end - start > _SHORT:
        return span
    found = [one for one in figures(line.plain, language) if _within(one, span, line)]
    if len(found) != 1 or not (found[0].kind == "percent" or found[0].unit):
        return span
    first, last = line.bare.span(found[0].start, found[0].end)
    rest = letters(f"{line.text[start:first]} {line.text[last:end]}").plain
    counted = [word for word in _WORD.findall(rest) if word not in _OF]
    return (first, last) if len(counted) <= 1 else span


def _within(figure: Figure, span: tuple[int, int], line: Line) -> bool:
    start, end = line.bare.span(figure.start, figure.end)
    return span[0] <= start and end <= span[1]


@lru_cache(maxsize=64)
def _forbidden(
    brand: Same[Brand], market: str | None, on: date
) -> tuple[Literals, tuple[tuple[Claim, str, re.Pattern[str]], ...]]:
    found = tuple(
        (claim, text, phrase(text))
        for claim in brand.it.claims
        if not holds(claim, market, on)
        for text in (claim.text, *claim.wording)
    )
    return Literals(_beginning(text) for _, text, _ in found), found


def _beginning(wording: str) -> str:
    """Give letters that stand in every text that says a wording, whatever the plural."""
    words = _WORD.findall(letters(wording).plain)
    return max(words, key=len, default="")[:_STEM]
