"""Competitors: no piece names one, none repeats a line of theirs."""

import re
from collections.abc import Iterable
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import phrase
from creative_agents.policies._lines import lines, once_per_brand
from creative_agents.policies._words import literal, whole_words
from creative_agents.policies.base import PolicyContext, Rule

NAMED: Final = Rule(name="competitors.named", level="error", owner="legal", source="competitors")
LINE: Final = Rule(name="competitors.line", level="error", source="competitors")
_Rival = tuple[str, str, re.Pattern[str], tuple[re.Pattern[str], ...]]


def competitors(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find competitors' names and their lines, letter for letter or nearly.

    A name that is also a word ("Orange") counts only with the capital that the name has.
    """
    rivals = _rivals(context.brand)
    for line in lines(piece, context):
        plain, typed = line.plain, line.typed.plain
        for name, known, pattern, ran in rivals:
            for match in pattern.finditer(plain) if known in plain else ():
                place = line.place(*match.span())
                if place.quote[:1].isupper() or not name[:1].isupper():
                    yield NAMED.finding(context, place, name=name)
            for words in ran:
                for match in words.finditer(typed):
                    yield LINE.finding(context, line.typed_place(*match.span()), name=name)


@once_per_brand
def _rivals(brand: Brand) -> tuple[_Rival, ...]:
    return tuple(
        (
            rival.name,
            literal(rival.name),
            whole_words(rival.name),
            tuple(phrase(line) for line in rival.lines),
        )
        for rival in brand.competitors
    )
