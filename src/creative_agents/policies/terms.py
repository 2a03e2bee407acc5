"""Terms: words that the brand refuses, and what it writes instead."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand, Term
from creative_agents.domain.review import Finding
from creative_agents.policies._lines import Line, lines, once_per_brand
from creative_agents.policies._words import literal, whole_words
from creative_agents.policies.base import PolicyContext, Rule

AVOID: Final = Rule(name="terms.avoid", level="error")
DROP: Final = Rule(name="terms.drop", level="error")


@dataclass(frozen=True, slots=True)
class _Avoided:
    term: Term
    word: str
    literal: str
    pattern: re.Pattern[str]
    allowed: tuple[re.Pattern[str], ...]

    def find(self, line: Line) -> Iterator[tuple[int, int]]:
        free = [match.span() for pattern in self.allowed for match in pattern.finditer(line.plain)]
        for match in self.pattern.finditer(line.plain):
            inside = any(start <= match.start() and match.end() <= end for start, end in free)
            if not inside and not self._right(line.place(*match.span()).quote):
                yield match.span()

    def _right(self, quote: str) -> bool:
        """Whether these are the words to use, which differ by an accent, a hyphen or a capital."""
        use = (self.term.use or "").replace("\u2019", "'")
        said = quote.replace("\u2019", "'")
        if self.word.casefold() != use.casefold():
            use, said = use.casefold(), said.casefold()
        return bool(use) and said in {use, f"{use}s", f"{use}x"}


def terms(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find the words that the brand avoids, in every form in which people write them."""
    known = _avoided(context.brand)
    for line in lines(piece, context):
        plain = line.plain
        for avoided in known:
            term = avoided.term
            if avoided.literal in plain and term.language in {None, piece.language}:
                rule = AVOID if term.use else DROP
                for span in avoided.find(line):
                    yield _finding(rule, context, line, span, term)


def _finding(
    rule: Rule, context: PolicyContext, line: Line, span: tuple[int, int], term: Term
) -> Finding:
    found = rule.finding(context, line.place(*span), source="terms", use=term.use or "")
    return found.model_copy(update={"why": term.reason}) if term.reason else found


@once_per_brand
def _avoided(brand: Brand) -> tuple[_Avoided, ...]:
    return tuple(
        _Avoided(term, word, literal(word), whole_words(word), _allowed(term, word))
        for term in brand.terms
        for word in term.avoid
    )


def _allowed(term: Term, word: str) -> tuple[re.Pattern[str], ...]:
    """The exceptions, and what to write where it contains the avoided word itself."""
    refused = whole_words(word)
    own = (term.use,) if term.use and refused.fullmatch(term.use.lower()) is None else ()
    return tuple(whole_words(phrase) for phrase in (*term.exceptions, *own))
