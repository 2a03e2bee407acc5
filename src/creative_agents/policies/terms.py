"""Terms: words that the brand refuses, and what it writes instead."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Term
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import typed
from creative_agents.policies._given import given, inside
from creative_agents.policies._lines import Line, Same, lines
from creative_agents.policies._makers import forbids
from creative_agents.policies._places import places
from creative_agents.policies._speech import speech
from creative_agents.policies._term_index import Avoided, TermIndex
from creative_agents.policies._words import whole_words
from creative_agents.policies.base import Place, PolicyContext, Rule

AVOID: Final = Rule(name="terms.avoid", level="error")
DROP: Final = Rule(name="terms.drop", level="error")
_ACCENT: Final = re.compile(r"[à-öø-ÿœ]", re.IGNORECASE)


def terms(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find the words that the brand avoids, in every form in which people write them.

    What somebody else said or settled (quotations, mandatories, names) may hold any word.
    """
    if not context.brand.terms:
        return
    index = _index(Same(context.brand), piece.language)
    accents = bool(_ACCENT.search(piece.full_text()))
    for line in lines(piece, context):
        hits = [
            (place, avoided.term)
            for avoided in index.candidates(line.plain)
            for place in _places(avoided, line, accents=accents)
            if not forbids(line.text, place.start or 0, line.field.name, context.channel)
        ]
        if hits:
            theirs = (*given(line, context), *speech(line), *_names(line, context.brand))
            for place, term in _widest(hits):
                if not inside(place, theirs):
                    yield _finding(place, term, context)


def _widest(hits: list[tuple[Place, Term]]) -> Iterator[tuple[Place, Term]]:
    """Keep one term a place, where several words of the list are forms of one or hold another."""
    told: list[tuple[int, int]] = []
    for place, term in sorted(hits, key=lambda hit: _length(hit[0]), reverse=True):
        if not inside(place, tuple(told)):
            told.append((place.start or 0, place.end or 0))
            yield place, term


def _length(place: Place) -> int:
    return (place.end or 0) - (place.start or 0)


def _places(avoided: Avoided, line: Line, *, accents: bool) -> Iterator[Place]:
    free = [match.span() for pattern in avoided.allowed for match in pattern.finditer(line.plain)]
    for match in avoided.pattern.finditer(line.plain):
        spared = any(start <= match.start() and match.end() <= end for start, end in free)
        place = line.place(*match.span())
        right = spared or _right(avoided, place.quote)
        is_verb = match.lastgroup == "verb"
        if not right and (is_verb or avoided.is_spelled(place.quote, accents=accents)):
            yield place


def _right(avoided: Avoided, quote: str) -> bool:
    """Whether these are the words to use, which differ by an accent, a hyphen or a capital."""
    use = (avoided.term.use or "").replace("\u2019", "'")
    said = quote.replace("\u2019", "'")
    if avoided.phrase.casefold() != use.casefold():
        use, said = typed(use), typed(said)
    return bool(use) and said in {use, f"{use}s", f"{use}x"}


def _finding(place: Place, term: Term, context: PolicyContext) -> Finding:
    rule = AVOID if term.use else DROP
    found = rule.finding(context, place, source="terms", use=term.use or "")
    return found.model_copy(update={"why": term.reason}) if term.reason else found


@lru_cache(maxsize=64)
def _index(brand: Same[Brand], language: Language) -> TermIndex:
    return TermIndex(brand.it.terms, language)


def _names(line: Line, brand: Brand) -> Iterator[tuple[int, int]]:
    """Give the spans of names that are longer than a word: "Café Addict", "rue de la Boxe"."""
    for name in (brand.name, *(product.name for product in brand.products)):
        if " " in name:
            for match in whole_words(name).finditer(line.plain):
                yield line.bare.span(*match.span())
    yield from places(line.text)
