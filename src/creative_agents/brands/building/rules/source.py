"""A section as a rule reads it: its blocks, what introduces them, and how to cite them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue, ValidationError

from creative_agents.brands.building.document import Document, Section, Sentence
from creative_agents.brands.building.languages import language_of
from creative_agents.brands.building.lines import Citation, Line, Place
from creative_agents.domain.base import Confidence, Language

_ASIDE: Final = re.compile(
    r"\b(?:resources?|further reading|references|related links?|licen[cs]e|acknowledge?ments?|"
    r"ressources|pour aller plus loin|en savoir plus|remerciements|licence|mentions légales)\b",
    re.IGNORECASE,
)

INTRO: Final = re.compile(r":\s*\**$")
"""How a sentence ends that introduces a list."""


def says_something(section: Section) -> bool:
    """Say whether a section is about the brand, not a list of links or a licence."""
    return not _ASIDE.search(section.heading)


@dataclass(frozen=True, slots=True)
class Source:
    """One section of one document."""

    document: Document
    """The document."""
    section: Section
    """The section."""
    language: Language
    """The brand's language."""

    def blocks(self) -> Iterator[tuple[tuple[Sentence, ...], str]]:
        """Give each block in the brand's language, with the sentence that introduces it.

        Yields:
            The block's sentences, and for a list item the text that ended with a colon
            before the list; else nothing.
        """
        intro = ""
        for block in self.section.blocks():
            if block[0].kind != "item":
                intro = ""
            if self.speaks(" ".join(sentence.text for sentence in block)):
                yield block, intro
            if INTRO.search(block[-1].text) and block[0].kind != "cell":
                intro = block[-1].text

    def rows(self) -> Iterator[tuple[tuple[Sentence, ...], ...]]:
        """Give each row of the tables, its sentences by cell; the head comes as a row."""
        for block in self.section.blocks():
            if block[0].kind in {"cell", "head"}:
                width = max(sentence.cell for sentence in block) + 1
                yield tuple(
                    tuple(sentence for sentence in block if sentence.cell == number)
                    for number in range(width)
                )

    def speaks(self, text: str) -> bool:
        """Say whether a text is in the brand's language, or in none that can be told."""
        return language_of(text) in {None, self.language}

    def line(
        self,
        place: Place,
        value: dict[str, JsonValue],
        cited: Sequence[Sentence],
        confidence: Confidence = "medium",
    ) -> Iterator[Line]:
        """Propose a line, or nothing where its place cannot take the value."""
        try:
            yield Line(
                place=place,
                value=value,
                citation=cite(self.document, cited),
                confidence=confidence,
            )
        except ValidationError:
            return


def cite(document: Document, cited: Sequence[Sentence]) -> Citation:
    """Cite what stands from the first to the last of some sentences.

    Args:
        document: The document in which they stand.
        cited: The sentences, one at least.
    """
    start = min(sentence.start for sentence in cited)
    end = max(sentence.end for sentence in cited)
    return Citation(
        file=document.name,
        start=start,
        end=end,
        quote=document.text[start:end],
        line=document.line(start),
        page=document.page(start),
    )
