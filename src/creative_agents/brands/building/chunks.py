"""What a model reads at once: sections together for a strong one, single sentences for a small."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from creative_agents.brands.building.document import Document, Section, Sentence
from creative_agents.brands.building.languages import language_of
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.rules.source import INTRO, says_something
from creative_agents.domain.base import Language

MOST: Final = 6_000
"""Characters that a strong model reads at once."""

_LENGTHS: Final = range(5, 36)
"""Words of a sentence that is worth a small model's time."""
_CUES: Final = re.compile(
    r"\b(?:we|our|us|you|your|brand|readers?|users?|audience|tone|voice|always|never|word|"
    r"sentence|write|writing|should|must|nous|notre|nos|on|vous|marque|public|lecteurs?|ton|"
    r"toujours|jamais|mot|phrase|doit|doivent)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"^[^\w«“\"(]|\b(?:this|our) (?:guide|page|section|list|document|article)\b|\bfor example\b|"
    r"\bc(?:e|ette) (?:document|guide|liste|section|page|article)\b|\bci-dessous\b|\bpar exemple\b",
    re.IGNORECASE,
)


def chunks(sections: Iterable[Section], *, most: int = MOST) -> Iterator[tuple[Section, ...]]:
    """Put sections together up to a length.

    Args:
        sections: Sections of one document, in order.
        most: Characters at most; a longer section is cut between two sentences.

    Yields:
        What is read at once.
    """
    group: list[Section] = []
    size = 0
    for section in (part for whole in sections for part in _parts(whole, most)):
        length = sum(len(sentence.text) for sentence in section.sentences)
        if group and size + length > most:
            yield tuple(group)
            group, size = [], 0
        group.append(section)
        size += length
    if group:
        yield tuple(group)


def left_over(document: Document, lines: Sequence[Line], language: Language) -> tuple[Section, ...]:
    """Give what no rule read and that may say something of the brand.

    Args:
        document: The document.
        lines: What the rules proposed.
        language: The brand's language.

    Returns:
        Its sections with those sentences alone, the others left out.
    """
    spans = [
        (line.citation.start, line.citation.end)
        for line in lines
        if line.citation.file == document.name
    ]
    found = []
    for section in document.sections:
        kept = tuple(
            sentence
            for sentence in section.sentences
            if _may_say(sentence, language)
            and not any(start < sentence.end and sentence.start < end for start, end in spans)
        )
        if kept and says_something(section):
            found.append(section.model_copy(update={"sentences": kept}))
    return tuple(found)


def _may_say(sentence: Sentence, language: Language) -> bool:
    text = sentence.text
    return (
        sentence.kind not in {"head", "quoted"}
        and len(text.split()) in _LENGTHS
        and not text.endswith("?")
        and not INTRO.search(text)
        and language_of(text) == language
        and bool(_CUES.search(text))
        and not _ASIDE.search(text)
    )


def _parts(section: Section, most: int) -> Iterator[Section]:
    group: list[Sentence] = []
    size = 0
    for sentence in section.sentences:
        if group and size + len(sentence.text) > most:
            yield section.model_copy(update={"sentences": tuple(group)})
            group, size = [], 0
        group.append(sentence)
        size += len(sentence.text)
    if group:
        yield section.model_copy(update={"sentences": tuple(group)})
