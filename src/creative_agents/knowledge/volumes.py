"""Folders that hold one index each: written aside, pointed at once complete, checked, pruned.

``<root>/<brand>/<embedding>/<fingerprint>.json`` names the folder of an index and the SHA-256
of the files that a database reads without checking; the newest such file is the newest index.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

KEEP: Final = 4
"""Indexes kept for one brand and one embedding: branches of a brand folder come and go."""
ABANDONED_SECONDS: Final = 3600
"""Age from which a folder that nothing points at is what a killed process left."""

_BLOCK: Final = 1 << 20


class Volumes:
    """The index folders of one brand and one embedding."""

    def __init__(self, base: Path) -> None:
        """Look at a folder, which need not exist.

        Args:
            base: ``<root>/<brand>/<embedding>``.
        """
        self.base = base

    def new(self) -> Path:
        """Make a folder to write into, readable by its owner only."""
        folder = self.base / f"index-{uuid4().hex}"
        folder.mkdir(mode=0o700, parents=True)
        return folder

    def publish(self, fingerprint: str, folder: Path) -> None:
        """Point at a complete folder, in one step, and prune what is old."""
        pointer = {"folder": folder.name, "files": dict(_digests(folder))}
        aside = self.base / f"{folder.name}.tmp"
        aside.write_text(json.dumps(pointer), encoding="utf-8")
        aside.replace(self._pointer(fingerprint))
        self._prune()

    def find(self, fingerprint: str | None) -> Path | None:
        """Give a complete, undamaged folder.

        Args:
            fingerprint: Of its content; nothing: the newest.

        Returns:
            The folder, made the newest where it was asked for by its fingerprint; nothing
            where there is none or its files are not those that were written.
        """
        pointer = self._pointer(fingerprint) if fingerprint else self._newest()
        if pointer is None or not pointer.exists():
            return None
        try:
            said = json.loads(pointer.read_text(encoding="utf-8"))
            folder = self.base / str(said["folder"])
            if dict(_digests(folder)) != said["files"]:
                return None
            if fingerprint:
                os.utime(pointer)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        return folder

    def forget(self, folder: Path) -> None:
        """Point no more at a folder that cannot be read."""
        for pointer in self._pointers():
            if _folder_of(pointer) == folder.name:
                pointer.unlink(missing_ok=True)

    def _pointer(self, fingerprint: str) -> Path:
        return self.base / f"{fingerprint[:32]}.json"

    def _newest(self) -> Path | None:
        return next(iter(self._pointers()), None)

    def _pointers(self) -> list[Path]:
        aged = [(_modified(path), path) for path in self.base.glob("*.json")]
        return [path for age, path in sorted(aged, reverse=True) if age]

    def _prune(self) -> None:
        pointers = self._pointers()
        for pointer in pointers[KEEP:]:
            pointer.unlink(missing_ok=True)
        named = {_folder_of(pointer) for pointer in pointers[:KEEP]}
        limit = time.time_ns() - ABANDONED_SECONDS * 10**9
        for folder in self.base.glob("index-*"):
            if folder.name not in named and _modified(folder) < limit:
                shutil.rmtree(folder, ignore_errors=True)


def embedding_key(embedding: str | None) -> str:
    """Give the short name under which the indexes of an embedding stand."""
    if embedding is None:
        return "words"
    return "e" + hashlib.sha256(embedding.encode()).hexdigest()[:16]


def _folder_of(pointer: Path) -> str:
    try:
        return str(json.loads(pointer.read_text(encoding="utf-8"))["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _modified(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Digest the vector files that Chroma maps unchecked: garbage there would end the process.

    Without a metadata file it makes new ones at each opening and fills them from the SQLite
    file, which checks itself.
    """
    kept = (path.parent for path in sorted(folder.glob("*/index_metadata.pickle")))
    for path in (path for parent in kept for path in sorted(parent.iterdir())):
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        yield f"{path.parent.name}/{path.name}", digest.hexdigest()
