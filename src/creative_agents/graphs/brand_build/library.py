"""What a build reads: the documents and a run's corrections, without what gives orders."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from creative_agents.approvals.book import ApprovalsBook
from creative_agents.brands.building.document import Document, Section, Sentence
from creative_agents.brands.building.edits import Edit, edits_document
from creative_agents.brands.building.languages import language_of
from creative_agents.brands.building.reading import read_documents
from creative_agents.domain.base import Language
from creative_agents.graphs.brand_build.edits import edits_of_run
from creative_agents.graphs.brand_build.state import words
from creative_agents.llm.injection import looks_like_orders

MOST_SHOWN: Final = 120
"""Characters of a sentence that a notice shows."""


class Library(NamedTuple):
    """What was read."""

    documents: dict[str, Document]
    """The documents by name, the run's corrections among them."""
    notices: tuple[str, ...]
    """What was left out and why."""
    edits: tuple[Edit, ...]
    """The run's corrections."""
    language: Language
    """The brand's language."""


def read_library(
    paths: tuple[Path, ...],
    *,
    from_run: str | None,
    book: ApprovalsBook,
    language: Language | None,
) -> Library:
    """Read what a build works from.

    Args:
        paths: Files and folders.
        from_run: A run whose corrections are read too.
        book: Where decisions are kept.
        language: The brand's language; absent: what most sentences are in.

    Returns:
        What was read; sentences that give orders to a model are left out, and said.

    Raises:
        BrandError: A document cannot be read.
        UnknownNameError: The run has no decided copy.
    """
    documents: dict[str, Document] = {}
    notices: list[str] = []
    if paths:
        read = read_documents(paths)
        notices += read.notices
        documents = {document.name: document for document in read.documents}
    edits = () if from_run is None else edits_of_run(book, from_run)
    if from_run is not None:
        documents[run_name(from_run)] = edits_document(run_name(from_run), edits)
    told = language or _told(documents)

    def note(document: Document, sentence: Sentence) -> None:
        place = f"{document.name}:{document.line(sentence.start)}"
        quote = sentence.text[:MOST_SHOWN]
        notices.append(words().say(told, "notice.orders", place=place, quote=quote))

    clean = {name: _without_orders(one, note) for name, one in documents.items()}
    return Library(clean, tuple(notices), edits, told)


def run_name(run: str) -> str:
    """Give the name under which a run's corrections are cited."""
    return f"run {run}"


def _told(documents: dict[str, Document]) -> Language:
    told = [
        language_of(sentence.text)
        for document in documents.values()
        for sentence in document.sentences()
    ]
    return "fr" if told.count("fr") > told.count("en") else "en"


def _without_orders(document: Document, note: Callable[[Document, Sentence], None]) -> Document:
    spans = [(one.start, one.end) for one in looks_like_orders(document.text)]
    sections: list[Section] = []
    for section in document.sections:
        kept: list[Sentence] = []
        for sentence in section.sentences:
            hidden = any(start < sentence.end and sentence.start < end for start, end in spans)
            if hidden or looks_like_orders(sentence.text):
                note(document, sentence)
            else:
                kept.append(sentence)
        sections.append(section.model_copy(update={"sentences": tuple(kept)}))
    return document.model_copy(update={"sections": tuple(sections)})
