"""Language: the copy is in the language of the brief, line by line."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand
from creative_agents.domain.language import detect
from creative_agents.domain.review import Finding
from creative_agents.policies._given import given
from creative_agents.policies._lexicon import lexicon
from creative_agents.policies._lines import Line, lines, once_per_brand
from creative_agents.policies._words import literal, whole_words
from creative_agents.policies.base import Place, PolicyContext, Rule

PIECE: Final = Rule(name="language.piece", level="error")
LINE: Final = Rule(name="language.line", level="error")
SHORT: Final = Rule(name="language.short", level="warning")
_NAMES: Final = {"en": {"en": "English", "fr": "French"}, "fr": {"en": "anglais", "fr": "français"}}
_WORD: Final = re.compile(r"[^\W\d_]+")
_SENTENCE: Final = re.compile(
    r"(?:[^.!?\n]|(?<=\b[A-ZÀ-Þ])\.)+[.!?]*"
)  # an initial ends no sentence
_FEW: Final = 3
_ENOUGH: Final = 10


def language(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find copy in another language than the brief's; loan words and names do not count."""
    wanted = context.brief.language if context.brief else piece.language
    names = _NAMES[context.language]
    if piece.language != wanted:
        yield PIECE.finding(context, wanted=names[wanted], found=names[piece.language])
    for line in lines(piece, context):
        text = _own_words(line, context)
        for start, end in _parts(line.text):
            said, words = detect(text[start:end]), len(_WORD.findall(text, start, end))
            if said is not None and said != wanted and words > 1:
                rule = LINE if words >= _FEW else SHORT
                place = Place(line.field, start, end)
                yield rule.finding(context, place, wanted=names[wanted], found=names[said])


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of the sentences; a short text is one part, for three words show little."""
    parts = [match.span() for match in _SENTENCE.finditer(text)]
    if len(parts) == 1 or len(_WORD.findall(text)) < _ENOUGH:
        parts = [(0, len(text))]
    for start, end in parts:
        raw = text[start:end]
        yield start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))


def _own_words(line: Line, context: PolicyContext) -> str:
    """Give a text with spaces in the place of the words that may be in another language."""
    gone = [*given(line, context)]
    for known, pattern in _foreign(context.brand):
        if known in line.plain:
            gone.extend(line.bare.span(*match.span()) for match in pattern.finditer(line.plain))
    text = line.text
    for start, end in gone:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


@once_per_brand
def _foreign(brand: Brand) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names, and expressions that both languages borrow, each with letters it always holds."""
    names = [brand.name, *(product.name for product in brand.products)]
    names.extend(offer.name for offer in brand.offers)
    names.extend(quote.author for quote in brand.quotes)
    loans = lexicon("loans").entries
    return (
        *((entry.literal, entry.pattern) for entry in (*loans["en"], *loans["fr"])),
        *((literal(name), whole_words(name)) for name in names),
    )
