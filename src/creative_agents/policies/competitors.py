"""Competitors: no piece names one, none repeats a line of theirs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import phrase, telling
from creative_agents.policies._lines import lines, once_per_brand
from creative_agents.policies._literals import Literals
from creative_agents.policies._makers import forbids
from creative_agents.policies._words import literal, whole_words
from creative_agents.policies.base import PolicyContext, Rule

NAMED: Final = Rule(name="competitors.named", level="error", owner="legal", source="competitors")
LINE: Final = Rule(name="competitors.line", level="error", source="competitors")


def competitors(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find competitors' names and their lines, letter for letter or nearly.

    A name that is also a word ("Orange") counts only with the capital that the name has.
    """
    rivals = _rivals(context.brand)
    for line in lines(piece, context):
        for name, match in rivals.names.matches(line.plain):
            place = line.place(*match.span())
            if forbids(line.text, place.start or 0, line.field.name, context.channel):
                continue  # a brief may name whom a creator leaves out
            if place.quote[:1].isupper() or not name[:1].isupper():
                yield NAMED.finding(context, place, name=name)
        for name, match in rivals.lines.matches(line.typed.plain):
            yield LINE.finding(context, line.typed_place(*match.span()), name=name)


@dataclass(frozen=True)
class _Words:
    """Patterns by the letters that each needs, and whose words they find."""

    index: Literals
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def matches(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        for number in self.index.within(text):
            name, pattern = self.patterns[number]
            for match in pattern.finditer(text):
                yield name, match


@dataclass(frozen=True)
class _Rivals:
    """What to find of the competitors."""

    names: _Words
    lines: _Words


@once_per_brand
def _rivals(brand: Brand) -> _Rivals:
    names = [rival.name for rival in brand.competitors]
    ran = [(rival.name, line) for rival in brand.competitors for line in rival.lines]
    return _Rivals(
        _Words(Literals(map(literal, names)), tuple((name, whole_words(name)) for name in names)),
        _Words(
            Literals(telling(line) for _, line in ran),
            tuple((name, phrase(line)) for name, line in ran),
        ),
    )
