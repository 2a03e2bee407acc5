"""Language: the copy is in the language of the brief, line by line."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand
from creative_agents.domain.language import detect
from creative_agents.domain.review import Finding
from creative_agents.policies._given import given
from creative_agents.policies._lexicon import lexicon
from creative_agents.policies._lines import Line, lines, once_per_brand
from creative_agents.policies._words import whole_words
from creative_agents.policies.base import Place, PolicyContext, Rule

PIECE: Final = Rule(name="language.piece", level="error")
LINE: Final = Rule(name="language.line", level="error")
SHORT: Final = Rule(name="language.short", level="warning")
_NAMES: Final = {"en": {"en": "English", "fr": "French"}, "fr": {"en": "anglais", "fr": "français"}}
_WORD: Final = re.compile(r"[^\W\d_]+")
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_FEW: Final = 3
_ENOUGH: Final = 5


def language(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find copy in another language than the brief's; loan words and names do not count."""
    wanted = context.brief.language if context.brief else piece.language
    names = _NAMES[context.language]
    if piece.language != wanted:
        yield PIECE.finding(context, wanted=names[wanted], found=names[piece.language])
    for line in lines(piece, context):
        for start, end in _parts(line):
            text = _own_words(line, start, end, context)
            said = detect(text)
            if said is not None and said != wanted and (words := len(_WORD.findall(text))) > 1:
                rule = LINE if words >= _FEW else SHORT
                place = Place(line.field, start, end)
                yield rule.finding(context, place, wanted=names[wanted], found=names[said])


def _parts(line: Line) -> Iterator[tuple[int, int]]:
    """Give the sentences that are long enough to judge; a short line is one part."""
    parts = [match.span() for match in _SENTENCE.finditer(line.text)]
    if len(_WORD.findall(line.text)) < _ENOUGH * 2 or len(parts) == 1:
        parts = [(0, len(line.text))]
    for start, end in parts:
        raw = line.text[start:end]
        yield start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))


def _own_words(line: Line, start: int, end: int, context: PolicyContext) -> str:
    """Give a sentence without the words that may be in another language."""
    gone = [*given(line, context)]
    for pattern in _foreign(context.brand):
        gone.extend(line.bare.span(*match.span()) for match in pattern.finditer(line.plain))
    text = list(line.text)
    for first, last in gone:
        text[first:last] = " " * (last - first)
    return "".join(text)[start:end]


@once_per_brand
def _foreign(brand: Brand) -> tuple[re.Pattern[str], ...]:
    """Names, and expressions that both languages borrow."""
    names = [brand.name, *(product.name for product in brand.products)]
    names.extend(offer.name for offer in brand.offers)
    return (*_loans(), *(whole_words(name) for name in names))


@lru_cache(maxsize=1)
def _loans() -> tuple[re.Pattern[str], ...]:
    entries = lexicon("loans").entries
    return tuple(entry.pattern for entry in (*entries["en"], *entries["fr"]))
