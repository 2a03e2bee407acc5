"""How the brand sounds: the traits it claims, what it says of its voice, how it addresses."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from creative_agents.brands.building.document import Sentence
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.rules.source import INTRO, Source

SHORT: Final = 8
"""Words of what may be a trait."""
PAIR: Final = 2
"""Cells of a row that names a trait and says what it means."""
_GENERAL: Final = re.compile(r"\b(?:difference|différence|what is|qu['’]est-ce)\b", re.IGNORECASE)

_HEADING: Final = re.compile(
    r"\b(?:voice|tone|tonality|personality|character|ton|tonalité|voix|personnalité|style)\b",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    r"^(?:our |the brand['’]s |notre |la |le )?(?:voice|tone|voix|ton)\b(?! et| and)|"
    r"\b(?:our (?:brand )?(?:voice|tone|personality)|voice and tone|tone of voice|"
    r"notre (?:voix|ton|personnalité)|de la marque|voix et ton|ton et voix)\b",
    re.IGNORECASE,
)
_LIST: Final = re.compile(
    r"\b(?:our (?:voice|tone|personality|language)|we are|we sound|notre (?:voix|ton|langage|"
    r"personnalité)|nous sommes|le ton|la voix)\b.*:\s*$",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"\bwe (?:\w+ )?(?:like to |want to |try to )?(?:communicate|speak|write|sound|believe|talk)\b|"
    r"\bour (?:brand )?(?:voice|tone)\b|\b(?:nous|on) (?:parl|écriv|nous adress|nous exprim)\w+|"
    r"\bnotre (?:ton|voix|langage)\b|\bmême voix\b|\bla (?:voix|personnalité) de la marque\b",
    re.IGNORECASE,
)
_VOUS: Final = re.compile(
    r"\bvouvoiement|\bvouvoyons|\bvouvoie\b|tutoiement (?:est|reste) (?:à )?(?:proscri|évit|bann|"
    r"exclu|interdi)|deuxième personne du pluriel",
    re.IGNORECASE,
)
_TU: Final = re.compile(
    r"\b(?:nous|on) (?:tutoyons|tutoie)\b|\butiliser le tutoiement\b", re.IGNORECASE
)

MOST: Final = 3
"""Sentences of one section that may describe the voice."""


def voice(source: Source) -> Iterator[Line]:
    """Propose what a section says of the voice.

    Args:
        source: The section.

    Yields:
        Traits, sentences of the summary, and the form of address.
    """
    if source.language == "fr":
        yield from _address(source)
    headings = source.section.headings[1:] or source.section.headings
    if not any(_HEADING.search(heading) for heading in headings):
        return
    yield from _traits(source)
    yield from _rows(source)
    if _OWN.search(source.section.heading) and not _GENERAL.search(source.section.heading):
        yield from _summary(source)


def _traits(source: Source) -> Iterator[Line]:
    for block, intro in source.blocks():
        short = len(block) == 1 and len(block[0].text.split()) <= SHORT
        if block[0].kind == "item" and short and _LIST.search(intro):
            yield from source.line("voice.traits", {"text": block[0].text}, block, "high")


def _rows(source: Source) -> Iterator[Line]:
    """Read tables whose first cell, or whose cells' first line, names a trait."""
    for row in source.rows():
        if not row[0] or row[0][0].kind == "head":
            continue
        for cell in row:
            if len(cell) > 1 and _is_label(cell[0]) and source.speaks(cell[1].text):
                yield from _trait(source, cell[0], cell[1:])
        if len(row) == PAIR and len(row[0]) == 1 and row[1] and not _is_label(row[1][0]):
            label, said = row[0][0], row[1][0].text
            if len(label.text.split()) <= SHORT and _describes(source, said):
                yield from _trait(source, label, row[1])


def _describes(source: Source, said: str) -> bool:
    return len(said.split()) > PAIR + 1 and source.speaks(said)


def _is_label(sentence: Sentence) -> bool:
    mark = sentence.marks[0] if sentence.marks else None
    whole = mark is not None and mark.style == "strong" and len(mark.text) >= len(sentence.text) - 1
    return whole and len(sentence.text.split()) <= SHORT


def _trait(source: Source, label: Sentence, said: Sequence[Sentence]) -> Iterator[Line]:
    colon = "\u00a0: " if source.language == "fr" else ": "
    text = f"{label.text.rstrip(' :')}{colon}{said[0].text}"
    if not INTRO.search(said[0].text):
        yield from source.line("voice.traits", {"text": text}, [label, said[0]], "high")


def _summary(source: Source) -> Iterator[Line]:
    found = 0
    for block, _intro in source.blocks():
        for sentence in block if block[0].kind == "prose" else ():
            ends = INTRO.search(sentence.text) or sentence.text.endswith("?")
            if _SAYS.search(sentence.text) and not ends and found < MOST:
                found += 1
                yield from source.line("voice.summary", {"text": sentence.text}, [sentence])


def _address(source: Source) -> Iterator[Line]:
    for sentence in source.section.sentences:
        if _VOUS.search(sentence.text):
            yield from source.line("voice.address", {"text": "vous"}, [sentence], "high")
        elif _TU.search(sentence.text):
            yield from source.line("voice.address", {"text": "tu"}, [sentence], "high")
