"""A document as it was read: sentences, each with the place where it stands letter for letter."""

import hashlib
from collections.abc import Iterator
from typing import Literal

from creative_agents.domain.base import Model, Text

Kind = Literal["prose", "item", "cell", "head", "quoted"]
"""``item``: of a list. ``cell``: of a table. ``head``: of a table's first row. ``quoted``: shown as
an example, set apart from the text."""

Style = Literal["strong", "em", "code", "quote", "struck"]
"""How a run of words is set off from the rest of its sentence."""


class Mark(Model):
    """Words that are set off: bold, italic, as code, between quotation marks."""

    text: Text
    """The words, without what sets them off."""
    style: Style
    """What sets them off."""
    start: int
    """First code point in the sentence's `text`."""


class Sentence(Model):
    """One sentence, or what stands for one: a list item, a cell."""

    text: Text
    """What a reader sees: no markup, single spaces."""
    start: int
    """First code point in the document's text."""
    end: int
    """Code point after the last."""
    kind: Kind = "prose"
    """What it belongs to."""
    block: int
    """Which paragraph, list item or table row of the document, from 0."""
    cell: int = 0
    """Which cell of its row, from 0."""
    marks: tuple[Mark, ...] = ()
    """The words set off in it."""


class Section(Model):
    """What stands under one heading."""

    id: Text
    """The document's name, ``#`` and the number of the section, from 0."""
    headings: tuple[str, ...] = ()
    """The heading with those above it, the highest first; empty before the first one."""
    sentences: tuple[Sentence, ...] = ()
    """Its sentences, in order."""

    @property
    def heading(self) -> str:
        """The nearest heading, or nothing."""
        return self.headings[-1] if self.headings else ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of its headings and sentences: the same text is not read twice."""
        lines = (*self.headings, *(sentence.text for sentence in self.sentences))
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

    def blocks(self) -> Iterator[tuple[Sentence, ...]]:
        """Give the sentences of each paragraph, item or row together, in order."""
        group: list[Sentence] = []
        for sentence in self.sentences:
            if group and sentence.block != group[-1].block:
                yield tuple(group)
                group = []
            group.append(sentence)
        if group:
            yield tuple(group)


class Document(Model):
    """One file, read."""

    name: Text
    """How a citation names it: its path inside the folder that was given, or its name."""
    text: str
    """What spans count in: the file's text; for a PDF and a DOCX what was taken out of it."""
    pages: tuple[int, ...] = ()
    """For a PDF: the code point at which each page starts."""
    sections: tuple[Section, ...] = ()
    """What stands in it, in order."""

    def page(self, place: int) -> int | None:
        """Give the page on which a code point stands, from 1; nothing where there are none."""
        return sum(start <= place for start in self.pages) or None

    def line(self, place: int) -> int:
        """Give the line on which a code point stands, from 1."""
        return self.text.count("\n", 0, place) + 1

    def sentences(self) -> Iterator[Sentence]:
        """Give every sentence, in order."""
        for section in self.sections:
            yield from section.sentences
