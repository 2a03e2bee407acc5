"""What a person's corrections teach: words they replace, lines they rewrite, what they say."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import JsonValue

from creative_agents.brands.building.document import Document, Section, Sentence
from creative_agents.brands.building.lines import Line, Place, fold
from creative_agents.brands.building.rules.source import cite
from creative_agents.domain.base import Confidence, Language, Model, Text

LONGEST: Final = 3
"""Words of what may be a term."""
OFTEN: Final = 2
"""Corrections that say the same, from which it is no accident."""
ALIKE: Final = 0.5
"""Likeness of two lines, 0 to 1, below which the one is another line and not a correction."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[!?%€$£]")
_LETTERS: Final = re.compile(r"^[^\W\d_]+(?:[-'’][^\W\d_]+)*$")


class Edit(Model):
    """One correction of one text, or one remark."""

    piece: Text
    """The piece and its field: ``email/1 subject``."""
    before: str = ""
    """The text as it was."""
    after: str = ""
    """The text as the person wrote it; empty for a remark alone."""
    note: str = ""
    """What they said."""


def edits_document(name: str, edits: Sequence[Edit]) -> Document:
    """Write corrections as a document, so that lines can cite them.

    Args:
        name: How a citation names it: ``run spring``.
        edits: The corrections, in order.
    """
    text = ""
    sections: list[Section] = []
    for number, edit in enumerate(edits):
        sentences: list[Sentence] = []
        for said in (edit.before, edit.after, edit.note):
            plain = " ".join(said.split())
            if plain:
                start = len(text)
                text += f"{plain}\n"
                sentences.append(
                    Sentence(text=plain, start=start, end=start + len(plain), block=number)
                )
        headings = (edit.piece,)
        sections.append(
            Section(id=f"{name}#{number}", headings=headings, sentences=tuple(sentences))
        )
    return Document(name=name, text=text, sections=tuple(sections))


def propose_from_edits(name: str, edits: Sequence[Edit], language: Language) -> tuple[Line, ...]:
    """Propose lines from corrections.

    Args:
        name: As for `edits_document`.
        edits: The corrections.
        language: Language of the pieces.

    Returns:
        A pair for each corrected line, a term for each word that was replaced by another, a
        rule for each remark.
    """
    document = edits_document(name, edits)
    swaps = Counter(swap for edit in edits for swap in set(_swaps(edit)))
    return tuple(
        line
        for edit, section in zip(edits, document.sections, strict=True)
        for line in _lines(edit, section, document, swaps, language)
    )


def _lines(
    edit: Edit,
    section: Section,
    document: Document,
    swaps: Counter[tuple[str, str]],
    language: Language,
) -> Iterator[Line]:
    def line(place: Place, value: dict[str, JsonValue], confidence: Confidence) -> Line:
        citation = cite(document, section.sentences)
        return Line(place=place, value=value, citation=citation, confidence=confidence)

    before, after = (" ".join(text.split()) for text in (edit.before, edit.after))
    if before and after and before != after:
        yield line("voice.examples", {"yes": after, "no": before}, "medium")
    for old, new in _swaps(edit):
        sure: Confidence = "high" if swaps[old, new] >= OFTEN else "low"
        yield line("terms", {"use": new, "avoid": [old], "language": language}, sure)
    if edit.note.strip():
        yield line("rules", {"text": " ".join(edit.note.split())}, "medium")


def _swaps(edit: Edit) -> Iterator[tuple[str, str]]:
    """Give the words that a correction replaced by others, the rest of the line left alone."""
    old, new = (_WORD.findall(text) for text in (edit.before, edit.after))
    matcher = difflib.SequenceMatcher(
        a=[fold(word) for word in old], b=[fold(word) for word in new], autojunk=False
    )
    if not old or not new or matcher.ratio() < ALIKE:
        return
    for kind, left, right, start, end in matcher.get_opcodes():
        was, now = old[left:right], new[start:end]
        short = 0 < len(was) <= LONGEST and 0 < len(now) <= LONGEST
        if kind == "replace" and short and all(_LETTERS.match(word) for word in (*was, *now)):
            yield " ".join(was), " ".join(now)
