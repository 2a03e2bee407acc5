"""Making a document out of runs of text, whatever the format they came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from creative_agents.brands.building.document import Document, Kind, Mark, Section, Sentence, Style
from creative_agents.brands.building.sentences import cuts


@dataclass(slots=True)
class Run:
    """Plain text with the place of each of its characters in the document's text."""

    letters: list[str] = field(default_factory=list)
    """The characters, white space as single spaces."""
    places: list[int] = field(default_factory=list)
    """The code point of each in the document's text."""
    marks: list[tuple[int, int, Style]] = field(default_factory=list)
    """Words set off: first character, character after the last, how."""

    def add(self, character: str, place: int) -> None:
        """Take one character; white space runs together and never comes first."""
        if character.isspace() and character not in "\u00a0\u202f":
            if not self.letters or self.letters[-1] == " ":
                return
            character = " "
        self.letters.append(character)
        self.places.append(place)

    def mark(self, start: int, style: Style) -> None:
        """Set off what was added since a number of characters."""
        if self.text[start:].strip():
            self.marks.append((start, len(self.letters), style))

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(self.letters)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a cell."""

    run: Run
    """Its text."""
    kind: Kind = "prose"
    """What it is."""
    row: int | None = None
    """For a cell: the number of its row in the document."""
    cell: int = 0
    """For a cell: its place in the row."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    text: str
    """Its words."""
    level: int
    """1 for the highest."""


def assemble(
    name: str, text: str, parts: Iterable[Block | Heading], *, pages: Sequence[int] = ()
) -> Document:
    """Make a document out of its parts.

    Args:
        name: How a citation names it.
        text: What spans count in.
        parts: Blocks and headings, in order.
        pages: Where each page starts, for a PDF.

    Returns:
        The document; sections without a sentence are left out.
    """
    path: list[Heading] = []
    found: list[tuple[tuple[str, ...], list[Sentence]]] = [((), [])]
    number, row = -1, None
    for part in parts:
        if isinstance(part, Heading):
            path = [above for above in path if above.level < part.level] + [part]
            found.append((tuple(heading.text for heading in path), []))
            continue
        if part.row is None or part.row != row:
            number += 1
        row = part.row
        found[-1][1].extend(_sentences(part, number, text))
    kept = ((headings, sentences) for headings, sentences in found if sentences)
    sections = tuple(
        Section(id=f"{name}#{place}", headings=headings, sentences=tuple(sentences))
        for place, (headings, sentences) in enumerate(kept)
    )
    return Document(name=name, text=text, pages=tuple(pages), sections=sections)


def _sentences(block: Block, number: int, text: str) -> Iterable[Sentence]:
    run = block.run
    plain = run.text
    for start, end in cuts(plain):
        first, last = _with_marks(text, run.places[start], run.places[end - 1] + 1)
        yield Sentence(
            text=plain[start:end],
            start=first,
            end=last,
            kind=block.kind,
            block=number,
            cell=block.cell,
            marks=tuple(
                _mark(plain, left, right, start, style)
                for left, right, style in sorted(run.marks)
                if start <= left and right <= end and plain[left:right].strip()
            ),
        )


def _mark(plain: str, left: int, right: int, start: int, style: Style) -> Mark:
    words = plain[left:right]
    blank = len(words) - len(words.lstrip())
    return Mark(text=words.strip(), style=style, start=left + blank - start)


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span over the marks that hold its first and its last word."""
    while start > 0 and text[start - 1] in "*_`~":
        start -= 1
    while end < len(text) and text[end] in "*_`~":
        end += 1
    return start, end
