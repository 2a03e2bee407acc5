"""The fingerprint of a brand folder: two runs with the same one knew the same."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset({".yml", ".yaml", ".toml", ".md", ".txt", ".csv", ".json"})
"""The kinds of files that agents read; pictures and fonts change nothing they know."""


def fingerprint(folder: Path) -> str:
    """Compute the SHA-256 over the folder's text files, by name and content.

    Args:
        folder: The brand folder. Hidden files and linked folders are left out.

    Returns:
        64 hexadecimal digits, the same on every machine for the same files.

    Raises:
        OSError: A file cannot be read.
    """
    total = hashlib.sha256()
    for name, path in sorted(_files(folder)):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{name}\0{digest}\n".encode())
    return total.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in _walk(folder):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path
