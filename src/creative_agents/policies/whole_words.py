"""Whole words: a text ends where its sentence ends, and what it opens it closes."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.base import Language
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import masked
from creative_agents.policies._lines import Line, lines
from creative_agents.policies.base import Place, PolicyContext, Rule

DANGLING: Final = Rule(name="whole_words.dangling", level="error")
UNENDED: Final = Rule(name="whole_words.unended", level="warning")
NO_STOP: Final = Rule(name="whole_words.no_stop", level="suggestion")
UNBALANCED: Final = Rule(name="whole_words.unbalanced", level="error")
_SMALL_WORDS: Final[dict[Language, str]] = {
    "en": "the|a|an|of|and|or|but|your|our|my|their|very|than|because|into|from the|to the",
    "fr": "le|la|les|l'|un|une|des|du|de|d'|et|ou|au|aux|car|votre|vos|notre|nos|ta|tes|sa|ses|"
    "cette|ces|ce|qu'|que|chez|très|dans|jusqu'|jusqu'à|n'|s'|j'|c'",
}
_DANGLING: Final = {
    language: re.compile(rf"(?<![\w'-])(?:{words})\s*\.?$")
    for language, words in _SMALL_WORDS.items()
}
_WHOLE: Final = re.compile(
    r"(?:pour|le|numéro|chacun|tout|la|à|pas|plus|fais|parce|est|par|en|et|contre|voilà|reste) "
    r"(?:un|une|que|ou|et|la|ce)$|(?<!\w)en (?:[^.!?]{1,40} )?(?:qu')?une?$|"
    r"(?:and|grade|plan|vitamin|type|option|plus|part) a$"
)
_OPEN_END: Final = re.compile(r"[,;(\[\u00ab\u201c&+/]\s*$|\s[-\u2013\u2014]\s*$")
_STOPS: Final = re.compile(r"[.!?\u2026:)\]\u00bb\u201d\"](?=\s|$)|\n")
_SYMBOLS: Final = 0x2190
_PAIRS: Final = (("\u00ab", "\u00bb"), ("\u201c", "\u201d"), ("(", ")"), ("[", "]"))
_SMILEY: Final = re.compile(r"[:;]-?[()]|^\s*[a-z\d]\)", re.IGNORECASE | re.MULTILINE)
_INCH: Final = re.compile(r"(?<=\d)\"")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SENTENCE: Final = 4
_SIGNED: Final = 8
_CLOSED: Final = ("\u00bb", "\u201d", '"')
_SPEAKER: Final = re.compile(
    r"[\s,\u2013\u2014-]*(?:(?:says|said|dit|explique) )?[A-Z\u00c0-\u00de][\w'\u2019-]+"
)


def whole_words(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find texts that were cut: a dangling word, a sentence without an end, an open bracket."""
    for line in lines(piece, context):
        cut = [*_cut(line, piece.language, context)]
        yield from cut
        if not cut and line.kind == "long_text":
            yield from _unended(line, context)
        yield from _unbalanced(line, context)


def _cut(line: Line, language: Language, context: PolicyContext) -> Iterator[Finding]:
    plain = line.typed.plain.rstrip()
    match = _DANGLING[language].search(plain)
    if match and not _WHOLE.search(plain.rstrip(" .")) and " " in plain:
        yield DANGLING.finding(context, line.typed_place(*match.span()))
    elif match := _OPEN_END.search(line.text):
        yield DANGLING.finding(context, Place(line.field, *match.span()))


def _unended(line: Line, context: PolicyContext) -> Iterator[Finding]:
    """Look at what follows the last full stop: a signature, a label, an address need no end.

    A text of one sentence may go without a stop as a headline does: a suggestion.
    """
    text = line.text.rstrip()
    start = max((match.end() for match in _STOPS.finditer(text)), default=0)
    if _SPEAKER.match(text, start) and text[:start].rstrip()[-1:] in _CLOSED:
        return  # "... they want it back." Ines Hartley, head of the bench
    words = [*_WORD.finditer(text, start)]
    if text[:start].endswith("\n") and len(words) <= _SIGNED and context.brand.name in text[start:]:
        return  # "The Larkwick workshop team", on a line of its own
    address = masked(text)[-1:] == " "
    emoji = ord(text[-1]) > _SYMBOLS and not text[-1].isalnum()
    if len(words) >= _SENTENCE and not (address or emoji):
        rule = UNENDED if start else NO_STOP
        yield rule.finding(context, Place(line.field, *words[-1].span()))


def _unbalanced(line: Line, context: PolicyContext) -> Iterator[Finding]:
    text = _SMILEY.sub(lambda match: " " * len(match.group()), line.text)
    for opening, closing in _PAIRS:
        if not (opening in text or closing in text):
            continue
        if (lone := _lone(text, opening, closing)) is not None:
            yield UNBALANCED.finding(context, Place(line.field, lone, lone + 1))
    straight = [m.start() for m in re.finditer('"', _INCH.sub(" ", text))] if '"' in text else []
    if len(straight) % 2:
        yield UNBALANCED.finding(context, Place(line.field, straight[-1], straight[-1] + 1))


def _lone(text: str, opening: str, closing: str) -> int | None:
    """Give the place of the first sign of a pair that has no other half."""
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign == opening:
            opened.append(place)
        elif sign == closing:
            if not opened:
                return place
            opened.pop()
    return opened[0] if opened else None
