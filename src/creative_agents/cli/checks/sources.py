"""What is checked: files, the files of folders, and what comes through a pipe."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from creative_agents.cli.checks.pieces import COPY_SUFFIXES, holds_copy
from creative_agents.cli.checks.trees import Tree, read_tree
from creative_agents.errors import ConfigError
from creative_agents.rules.config import FORMATS
from creative_agents.rules.formats import Format

LARGEST: Final = 20_000_000
"""Bytes of a file, at most."""

PIPE: Final = "-"
"""The path that stands for standard input."""

_BOM: Final = "\ufeff"
_SKIPPED: Final = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})

FormatOf = Callable[[Path], Format | None]
"""Says how a file is written; nothing where it cannot be read."""


@dataclass(frozen=True)
class Source:
    """One file to check."""

    path: str
    """As it was named, with ``/``."""
    text: str
    """Its text, without a byte order mark."""
    format: Format = "plain"
    """How it is written, where it is no tree."""
    tree: Tree | None = None
    """What it holds, where it is YAML or JSON."""
    file: Path | None = None
    """The file; absent for what came through a pipe."""
    bom: str = ""
    """Its byte order mark, to write back."""


@dataclass(frozen=True)
class Sources:
    """What was found."""

    sources: tuple[Source, ...] = ()
    """What can be checked."""
    refused: tuple[str, ...] = ()
    """One line for each file that cannot, and why."""


def read_sources(paths: Sequence[str], *, format_of: FormatOf, piped: Format) -> Sources:
    """Read everything that was named.

    Args:
        paths: Files, folders, or ``-`` for standard input. A folder gives its copy, its hidden
            folders left out; a file that was named must be readable.
        format_of: How a file of copy is written.
        piped: How standard input is written.

    Returns:
        The files; one that cannot be read is told, and the others are still checked.
    """
    read: list[Source] = []
    refused: list[str] = []
    for path in dict.fromkeys(paths):
        try:
            read += _named(path, format_of, piped, refused)
        except ConfigError as error:
            refused.append(f"{path}: {error}")
    return Sources(tuple({source.path: source for source in read}.values()), tuple(refused))


def source_of(path: str, data: bytes, *, format: Format | None, file: Path | None) -> Source:
    """Make a source of the bytes of a file.

    Args:
        path: As it is shown.
        data: Its bytes.
        format: How it is written; absent: YAML or JSON, as its name says.
        file: The file.

    Raises:
        ConfigError: It is not UTF-8, too large, or not what its name says.
    """
    if len(data) > LARGEST:
        raise ConfigError(f"{len(data)} bytes, and {LARGEST} is the most; cut it")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        name = file.name if file else "FILE"
        raise ConfigError(
            f"this is not UTF-8 (byte {error.start + 1}); convert it: "
            f"iconv -f ISO-8859-1 -t UTF-8 '{name}' > copy && mv copy '{name}'"
        ) from error
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    if format is not None:
        return Source(path, text, format, file=file, bom=bom)
    tree = read_tree(text, is_json=path.lower().endswith(".json"))
    return Source(path, text, tree=tree, file=file, bom=bom)


def _named(path: str, format_of: FormatOf, piped: Format, refused: list[str]) -> Iterable[Source]:
    if path == PIPE:
        return [source_of("stdin", sys.stdin.buffer.read(), format=piped, file=None)]
    file = Path(path)
    if file.is_dir():
        found = [*_in_folder(file, format_of, refused)]
        if not found and not refused:
            raise ConfigError("there is no copy in this folder: no Markdown, HTML, rst, txt, asset")
        return found
    return [_file(file, format_of)]


def _file(file: Path, format_of: FormatOf) -> Source:
    format = format_of(file)
    if format is None and file.suffix.lower() not in COPY_SUFFIXES:
        known = ", ".join(sorted({*FORMATS, *(s[1:] for s in COPY_SUFFIXES)}))
        raise ConfigError(f"its format is not supported; it is one of {known}")
    return source_of(file.as_posix(), _bytes(file), format=format, file=file)


def _in_folder(folder: Path, format_of: FormatOf, refused: list[str]) -> Iterator[Source]:
    for file in _walk(folder):
        is_tree = file.suffix.lower() in COPY_SUFFIXES
        if not is_tree and format_of(file) is None:
            continue
        try:
            source = _file(file, format_of)
        except ConfigError as error:
            if not is_tree or b"channel" in file.read_bytes():
                refused.append(f"{file.as_posix()}: {error}")
            continue
        if source.tree is None or holds_copy(source.tree.value):
            yield source


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"it cannot be read: {reason}") from error


def usual_format(file: Path) -> Format | None:
    """Say how a file of copy is written, by its name; nothing where it is no copy."""
    return FORMATS.get(file.suffix.lstrip(".").lower())
