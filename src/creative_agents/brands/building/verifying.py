"""Whether a line rests on its citation: what stands in no document is refused."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from creative_agents.brands.building.document import Document
from creative_agents.brands.building.lines import Line, fold

SHARED: Final = 0.34
"""Share of a line's own words that its citation must hold, from 0 to 1."""

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_STEM: Final = 5
"""Letters by which two words are told alike."""


def objection(line: Line, documents: Mapping[str, Document]) -> str | None:
    """Say why a line cannot be proposed.

    Args:
        line: The line.
        documents: What was read, by name.

    Returns:
        One sentence, or nothing where its citation stands letter for letter in the document
        and carries what the line says.
    """
    cited = line.citation
    document = documents.get(cited.file)
    if document is None:
        return f"there is no document {cited.file!r}"
    if not cited.quote.strip() or document.text[cited.start : cited.end] != cited.quote:
        return f"its citation does not stand in {cited.file!r} at {cited.start}"
    return next(_unfounded(line, plain_text(document, cited.start, cited.end)), None)


def plain_text(document: Document, start: int, end: int) -> str:
    """Give what a reader sees of a span: its sentences without markup."""
    found = (
        sentence.text
        for sentence in document.sentences()
        if sentence.start < end and start < sentence.end
    )
    return " ".join(found) or document.text[start:end]


def _unfounded(line: Line, cited: str) -> Iterator[str]:
    known = fold(cited)
    for words in _literal(line):
        if fold(words) not in known:
            yield f"{words!r} does not stand in its citation"
    said = " ".join(_free(line))
    for figure in _FIGURE.findall(said):
        if figure not in cited:
            yield f"the figure {figure!r} does not stand in its citation"
    own = {word[:_STEM] for word in _WORD.findall(fold(said))}
    held = {word[:_STEM] for word in _WORD.findall(known)}
    if own and len(own & held) / len(own) < SHARED:
        yield "its citation speaks of something else"


def _literal(line: Line) -> Iterator[str]:
    """Give what must stand in the citation as it is."""
    value = line.value
    if line.place == "terms":
        refused = value.get("avoid") or []
        yield from (str(word) for word in (refused if isinstance(refused, list) else []))
        if value.get("use"):
            yield str(value["use"])
    elif line.place == "voice.examples":
        yield from (str(value["yes"]), str(value["no"]))
    elif line.place == "products":
        yield str(value["name"])
    elif line.place == "identity.name":
        yield str(value["text"])


def _free(line: Line) -> Iterator[str]:
    """Give what may be said in other words."""
    value = line.value
    keys = {
        "terms": ("reason",),
        "voice.examples": (),
        "voice.address": (),
        "identity.name": (),
        "products": ("description",),
        "audiences": ("description",),
        "claims": ("text", "statement"),
    }.get(line.place, ("text",))
    yield from (str(value[key]) for key in keys if value.get(key))
