"""Language: the copy is in the language of the brief, line by line."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand
from creative_agents.domain.language import detect
from creative_agents.domain.other_languages import other_language
from creative_agents.domain.review import Finding
from creative_agents.policies._given import given
from creative_agents.policies._later import later
from creative_agents.policies._lexicon import Entry, lexicon
from creative_agents.policies._lines import Line, lines, once_per_brand
from creative_agents.policies._literals import Literals
from creative_agents.policies._words import literal, whole_words
from creative_agents.policies.base import Place, PolicyContext, Rule

PIECE: Final = Rule(name="language.piece", level="error")
LINE: Final = Rule(name="language.line", level="error")
SHORT: Final = Rule(name="language.short", level="warning")
NAME: Final = Rule(name="language.name", level="suggestion")
_NAMES: Final = {"en": {"en": "English", "fr": "French"}, "fr": {"en": "anglais", "fr": "français"}}
_WORD: Final = later(r"[^\W\d_]+")
_SENTENCE: Final = later(r"(?:[^.!?\n]|(?<=\b[A-ZÀ-Þ])\.)+[.!?]*")  # an initial ends no sentence
_FEW: Final = 3
_ENOUGH: Final = 10
_NAMED: Final = later(
    r"[A-ZÀ-Þ](?<=[\w,;:\u2019'] .)[\w\u2019'-]+"
    r"(?:(?: (?:de|du|des|la|le|les|et|à|sur|en|pour|of|the|and|in|for|to|a|on|my|"
    r"del|della|di|da|do|dos|el|los|las|y|van|von|der|den|zu|und|al|e)){0,2} "
    r"[A-ZÀ-Þ][\w\u2019'-]+)+"
)
"""Several words with a capital, inside a sentence: a name."""
_QUOTED: Final = later(r"«[^»\n]*»|“[^”\n]*”|‘[^’\n]*’|\"[^\"\n]*\"")
_DISH: Final = later(
    r"(?:les? |la |une? |the |an? )?(?!out )(?!\w*(?<!i)(?:er|ez|ir) )[\w-]+(?: [\w-]+)?"
    r" (?:de la |de |du |des |d['’]|à la |à l['’]|au |aux |en |of )[\w-]+\W*",
    re.IGNORECASE,
)
"""A thing and what it is made of, with no verb: a dish, a place or a title goes by its own name."""
_LONGEST_NAME: Final = 4


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
            place = Place(line.field, start, end)
            if other := other_language(text[start:end]):
                found = other.in_(context.language)
                yield LINE.finding(context, place, wanted=names[wanted], found=found)
            elif said is not None and said != wanted and words > 1:
                rule = _rule(place.quote, words)
                yield rule.finding(context, place, wanted=names[wanted], found=names[said])


def _rule(quote: str, words: int) -> Rule:
    if words <= _LONGEST_NAME and _DISH.fullmatch(quote):
        return NAME
    return LINE if words >= _FEW else SHORT


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of the sentences; a short text is one part, for three words show little."""
    parts = [match.span() for match in _SENTENCE.finditer(text)]
    if len(parts) == 1 or len(_WORD.findall(text)) < _ENOUGH:
        long = [span for span in parts if len(_WORD.findall(text, *span)) > _FEW]
        parts = long if len(parts) > 1 and long else [(0, len(text))]
    for start, end in parts:
        raw = text[start:end]
        yield start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))


def _own_words(line: Line, context: PolicyContext) -> str:
    """Give a text with spaces in the place of the words that may be in another language."""
    gone = [*given(line, context), *_theirs(line.text)]
    index, entries = _foreign(context.brand)
    for number in index.within(line.plain):
        found = entries[number].pattern.finditer(line.plain)
        gone.extend(line.bare.span(*match.span()) for match in found)
    if not gone:
        return line.text
    signs = list(line.text)
    for start, end in gone:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def _theirs(text: str) -> Iterator[tuple[int, int]]:
    """Give names and what is quoted, where enough words beside show the writer's language."""
    spans = [match.span() for pattern in (_NAMED, _QUOTED) for match in pattern.finditer(text)]
    left = len(_WORD.findall(text)) - sum(len(_WORD.findall(text, *span)) for span in spans)
    if left >= _FEW:
        yield from spans


@once_per_brand
def _foreign(brand: Brand) -> tuple[Literals, tuple[Entry, ...]]:
    """Names, and expressions that both languages borrow, by the letters that each holds."""
    names = [brand.name, *(product.name for product in brand.products)]
    names.extend(offer.name for offer in brand.offers)
    names.extend(quote.author for quote in brand.quotes)
    loans = lexicon("loans").entries
    own = (Entry("names", literal(name), whole_words(name).pattern) for name in names)
    entries = (*loans["en"], *loans["fr"], *own)
    return Literals(entry.literal for entry in entries), entries
