"""Reading plain text: paragraphs, lists, and lines that look like headings."""

import re
from collections.abc import Iterator
from typing import Final

from creative_agents.brands.building.document import Document
from creative_agents.brands.building.pieces import Block, Heading, Run, assemble

_BULLET: Final = re.compile(r"[ \t]*(?:[-*•‣◦▪–·]|\d{1,3}[.)])[ \t]+")
_STOP: Final = re.compile(r"[.!?…:;,»\"”)]\s*$")

LONGEST_HEADING: Final = 70
"""Characters of a line that may be a heading."""


def read_plain(name: str, text: str, *, pages: tuple[int, ...] = ()) -> Document:
    """Read text without markup.

    A line alone, short, without a stop, before other text, is taken for a heading.

    Args:
        name: How a citation names the document.
        text: The text.
        pages: Where each page starts, for what was taken out of a PDF.

    Returns:
        The document.
    """
    return assemble(name, text, _parts(text), pages=pages)


def _parts(text: str) -> Iterator[Block | Heading]:
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n\r\f]+", text)]
    group: list[tuple[int, int]] = []
    for place, (start, end) in enumerate(lines):
        alone = _is_apart(text, lines, place)
        if group and (alone or _BULLET.match(text, start, end)):
            yield _block(text, group)
            group = []
        if _is_heading(text, lines, place):
            if group:
                yield _block(text, group)
                group = []
            yield Heading(text[start:end].strip(), 2)
        elif text[start:end].strip():
            group.append((start, end))
        elif group:
            yield _block(text, group)
            group = []
    if group:
        yield _block(text, group)


def _is_apart(text: str, lines: list[tuple[int, int]], place: int) -> bool:
    """Say whether an empty line, or a page's end, stands before a line."""
    if place == 0:
        return True
    between = text[lines[place - 1][1] : lines[place][0]]
    return "\f" in between or between.count("\n") + between.count("\r\r") > 1


def _is_heading(text: str, lines: list[tuple[int, int]], place: int) -> bool:
    start, end = lines[place]
    line = text[start:end].strip()
    if not line or len(line) > LONGEST_HEADING or _STOP.search(line) or _BULLET.match(text, start):
        return False
    if not (line[0].isupper() or line[0].isdigit()) or place + 1 == len(lines):
        return False
    before = place == 0 or _is_apart(text, lines, place) or _ends(text, lines[place - 1])
    following = text[slice(*lines[place + 1])].strip()
    opens = bool(following) and (not following[0].islower())
    return before and opens and len(line.split()) <= len(following.split()) + 6


def _ends(text: str, line: tuple[int, int]) -> bool:
    return bool(re.search(r"[.!?…]\W*$", text[slice(*line)]))


def _block(text: str, group: list[tuple[int, int]]) -> Block:
    run = Run()
    bullet = _BULLET.match(text, *group[0])
    first = bullet.end() if bullet else group[0][0]
    begun: int | None = None
    for start, end in ((first, group[0][1]), *group[1:]):
        run.add(" ", start)
        for place in range(start, end):
            if text[place] in "”»" and begun is not None:
                run.mark(begun, "quote")
                begun = None
            run.add(text[place], place)
            if text[place] in "“«":
                begun = len(run.letters)
    return Block(run, "item" if bullet else "prose")
