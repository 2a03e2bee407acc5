"""Reading what a team has: files and folders, each with the reader of its kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from creative_agents.brands.building.document import Document
from creative_agents.brands.building.docx import read_docx
from creative_agents.brands.building.html import read_html
from creative_agents.brands.building.markdown import read_markdown
from creative_agents.brands.building.pdf import read_pdf
from creative_agents.brands.building.text import read_plain
from creative_agents.errors import BrandError

MOST_BYTES: Final = 20_000_000
"""Largest document, in bytes."""
MOST_SENTENCES: Final = 20_000
"""Sentences that one build reads at most."""

_TEXTS: Final[Mapping[str, Callable[[str, str], Document]]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".txt": read_plain,
}
_FILES: Final[Mapping[str, Callable[[str, Path], Document]]] = {
    ".pdf": read_pdf,
    ".docx": read_docx,
}

SUFFIXES: Final = (*_TEXTS, *_FILES)
"""The kinds of documents that are read."""

_ASIDE: Final = ("license", "licence", "copying", "changelog", "contributing", "source.txt")
"""Files of a folder that say nothing of a brand; one that is named is read all the same."""


@dataclass(frozen=True, slots=True)
class Library:
    """What was read."""

    documents: tuple[Document, ...]
    """The documents that say something, by name."""
    notices: tuple[str, ...] = ()
    """What was left out and why, a line each."""

    def get(self, name: str) -> Document | None:
        """Give a document by its name."""
        return next((document for document in self.documents if document.name == name), None)


def read_documents(paths: Sequence[str | Path]) -> Library:
    """Read documents.

    Args:
        paths: Files, and folders that are read with what they hold.

    Returns:
        What was read. A file of a folder that cannot be used is a notice; a named one is an
        error.

    Raises:
        BrandError: A path leads to nothing, a named file cannot be used, or nothing is left.
        MissingExtraError: A named file needs the extra ``documents``.
    """
    documents: dict[str, Document] = {}
    notices: list[str] = []
    for path in (Path(path) for path in paths):
        for name, file in _listed(path):
            try:
                document = _read(_free(name, file, documents), file)
            except BrandError as error:
                if file == path:
                    raise
                notices.append(str(error))
                continue
            if document.sections:
                documents[document.name] = document
            elif file == path:
                raise BrandError(f"the document {name!r} holds no text: give one that does")
    _refuse_nothing(paths, documents, notices)
    return Library(tuple(documents.values()), tuple(notices))


def _refuse_nothing(
    paths: Sequence[str | Path], documents: Mapping[str, Document], notices: list[str]
) -> None:
    if not documents:
        shown = ", ".join(repr(str(path)) for path in paths)
        said = f" ({notices[0]})" if notices else ""
        raise BrandError(
            f"there is nothing to read in {shown}{said}: give documents that end in "
            f"{', '.join(SUFFIXES)}"
        )
    count = sum(len(section.sentences) for one in documents.values() for section in one.sections)
    if count > MOST_SENTENCES:
        raise BrandError(
            f"the documents hold {count:,} sentences and {MOST_SENTENCES:,} are read at once: "
            "build from fewer, then build again from the others"
        )


def _listed(path: Path) -> Iterator[tuple[str, Path]]:
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise BrandError(
                f"the document {str(path)!r} is of no kind that is read: {', '.join(SUFFIXES)}"
            )
        yield path.name, path
    elif path.is_dir():
        for file in sorted(_walk(path)):
            yield file.relative_to(path).as_posix(), file
    else:
        raise BrandError(f"there is no document {str(path)!r}; give a file or a folder")


def _walk(folder: Path) -> Iterator[Path]:
    try:
        found = list(folder.iterdir())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BrandError(f"the folder {str(folder)!r} cannot be read ({reason})") from error
    for path in found:
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        elif path.suffix.lower() in SUFFIXES and not path.name.lower().startswith(_ASIDE):
            yield path


def _free(name: str, file: Path, documents: Mapping[str, Document]) -> str:
    """Give a name that no other document has: two folders may each hold an ``index.md``."""
    return f"{file.parent.name}/{name}" if name in documents else name


def _read(name: str, path: Path) -> Document:
    suffix = path.suffix.lower()
    _refuse_size(name, path)
    if suffix in _FILES:
        return _FILES[suffix](name, path)
    return _TEXTS[suffix](name, _text(name, path))


def _refuse_size(name: str, path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BrandError(f"the document {name!r} cannot be read") from error
    if size > MOST_BYTES:
        raise BrandError(f"the document {name!r} has {size:,} bytes: give at most {MOST_BYTES:,}")


def _text(name: str, path: Path) -> str:
    """Read a text in UTF-8, else in Windows-1252, which old exports are in."""
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BrandError(f"the document {name!r} cannot be read ({reason})") from error
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
