"""Indexes in Chroma under a folder of this machine, shared by any number of processes."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from creative_agents.errors import KnowledgeError
from creative_agents.knowledge.chroma import read_folder, write_folder
from creative_agents.knowledge.content import Content
from creative_agents.knowledge.embedder import Vector
from creative_agents.knowledge.stored import Volume
from creative_agents.knowledge.volumes import Volumes, embedding_key


class ChromaFolder:
    """A `Shelf`: the indexes of one embedding under a folder."""

    def __init__(self, root: Path, *, embedding: str | None) -> None:
        """Look at a folder, which need not exist.

        Args:
            root: Holds a folder for each brand.
            embedding: Name of the embedding; nothing for search by words only.
        """
        self._root = root
        self._embedding = embedding

    def open(self, brand: str, fingerprint: str | None) -> Volume | None:
        """Open an index, or the newest of a brand; nothing where there is none or it is broken."""
        volumes = self._volumes(brand)
        with self._explained():
            if (folder := volumes.find(fingerprint)) is None:
                return None
            volume = read_folder(folder, brand, embedding=self._embedding)
            if volume is None:  # Chroma cannot open a folder twice in which it failed once
                volumes.forget(folder)
            return volume

    def write(self, content: Content, vectors: Mapping[str, Vector]) -> Volume:
        """Write an index aside, make it the newest of its brand, and open it."""
        volumes = self._volumes(content.brand)
        with self._explained():
            folder = volumes.new()
            try:
                write_folder(folder, content, vectors)
                volumes.publish(content.fingerprint, folder)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            volume = read_folder(folder, content.brand, embedding=self._embedding)
            if volume is None:
                raise OSError("what was written cannot be read back")
            return volume

    def drop(self, brand: str) -> None:
        """Remove every index of a brand, for every embedding."""
        with self._explained():
            if (self._root / brand).exists():
                shutil.rmtree(self._root / brand)

    def close(self) -> None:
        """Let go of nothing: each index has its own client."""

    def _volumes(self, brand: str) -> Volumes:
        return Volumes(self._root / brand / embedding_key(self._embedding))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise KnowledgeError(
                f"the index under {str(self._root)!r} cannot be used ({reason}); free space there, "
                "or name a folder that can be written"
            ) from error
