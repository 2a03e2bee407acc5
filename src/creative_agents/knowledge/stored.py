"""A knowledge base over indexes that are written once and then only read.

The brand folder is the truth and an index is disposable, so an index never changes: other
content is another index. Readers and writers in several processes therefore never meet in
one, and an index that is damaged or gone is written again from the passages.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import structlog

from creative_agents.errors import KnowledgeError
from creative_agents.knowledge.base import Found, Passage, Query, Synced, today
from creative_agents.knowledge.content import Content, check_brand, compare, content_of, vectors_of
from creative_agents.knowledge.embedder import Embedder, Vector
from creative_agents.knowledge.hybrid import fuse

DEPTH: Final = 100
"""Passages that the embedding ranks before the ranks are fused."""

_log = structlog.get_logger(__name__)


class VolumeGoneError(KnowledgeError):
    """An index is damaged, or somebody removed it."""


class Volume(Protocol):
    """One index, open for reading. Every method raises `VolumeGoneError` when it is broken."""

    def nearest(self, vector: Vector, query: Query, limit: int) -> list[str]:
        """Give the ids nearest to a vector that the query may see, nearest first."""

    def content(self) -> Content:
        """Read what it holds."""

    def vectors(self) -> dict[str, Vector]:
        """Read its vectors, by text."""

    def close(self) -> None:
        """Let go of it."""


class Shelf(Protocol):
    """Where the indexes of one embedding stand. Its methods block."""

    def open(self, brand: str, fingerprint: str | None) -> Volume | None:
        """Open an index, or the newest of a brand; nothing where there is none or it is broken."""

    def write(self, content: Content, vectors: Mapping[str, Vector]) -> Volume:
        """Write an index aside, make it the newest of its brand, and open it."""

    def drop(self, brand: str) -> None:
        """Remove every index of a brand, for every embedding."""

    def close(self) -> None:
        """Let go of files and connections."""


@dataclass(frozen=True, slots=True)
class _Held:
    content: Content
    volume: Volume


class StoredKnowledge:
    """A `KnowledgeBase` whose indexes outlive the process."""

    def __init__(self, shelf: Shelf, *, embedder: Embedder | None = None) -> None:
        """Use a shelf.

        Args:
            shelf: Where the indexes stand; made for the same embedding.
            embedder: The embedding model; without one, search is by words only.
        """
        self._shelf = shelf
        self._embedder = embedder
        self._held: dict[str, _Held] = {}
        self._retired: list[Volume] = []

    @property
    def embedding_name(self) -> str | None:
        """Name of the embedding; nothing where search is by words only."""
        return self._embedder.name if self._embedder else None

    async def sync(self, brand: str, passages: Iterable[Passage]) -> Synced:
        """Make a brand's index hold exactly these passages; see `KnowledgeBase.sync`."""
        content = content_of(brand, passages, embedder=self._embedder, on=today())
        held = await self._newest(brand)
        before = held.content if held else None
        if before is not None and before.fingerprint == content.fingerprint:
            return compare(before, content)
        volume = await asyncio.to_thread(self._shelf.open, brand, content.fingerprint)
        embedded = 0
        if volume is None:
            volume, embedded = await self._write(content, held)
        self._hold(_Held(content, volume))
        return compare(before, content, embedded=embedded)

    async def search(self, query: Query) -> tuple[Found, ...]:
        """Find passages by meaning and by words, best first; see `KnowledgeBase.search`."""
        held = await self._newest(query.brand)
        if held is None:
            return ()
        passages = held.content.passages
        allowed = {key for key, passage in passages.items() if query.allows(passage)}
        meaning = await self._nearest(held, query, allowed)
        words = held.content.words.rank(query.text, among=allowed)
        return fuse(meaning, words, passages=passages, limit=query.limit)

    async def count(self, brand: str) -> int:
        """Count a brand's passages; 0 for a brand that nobody synced."""
        held = await self._newest(brand)
        return len(held.content.passages) if held else 0

    async def drop(self, brand: str) -> None:
        """Forget everything about a brand, for every embedding."""
        check_brand(brand)
        if (held := self._held.pop(brand, None)) is not None:
            held.volume.close()
        await asyncio.to_thread(self._shelf.drop, brand)

    async def close(self) -> None:
        """Let go of files and connections; the index stays."""
        for volume in (*self._retired, *(held.volume for held in self._held.values())):
            volume.close()
        self._retired.clear()
        self._held.clear()
        await asyncio.to_thread(self._shelf.close)

    async def _newest(self, brand: str) -> _Held | None:
        check_brand(brand)
        if brand not in self._held:
            volume = await asyncio.to_thread(self._shelf.open, brand, None)
            if volume is None:
                return None
            try:
                self._hold(_Held(await asyncio.to_thread(volume.content), volume))
            except VolumeGoneError as error:
                _log.warning("index left aside", brand=brand, reason=str(error))
                volume.close()
                return None
        return self._held[brand]

    async def _nearest(self, held: _Held, query: Query, allowed: set[str]) -> list[str]:
        candidates = len(allowed - held.content.hidden)
        if self._embedder is None or not candidates:
            return []
        vector = await self._embedder.query(query.text)
        limit = min(candidates, max(DEPTH, query.limit))
        try:
            ids = await asyncio.to_thread(held.volume.nearest, vector, query, limit)
        except VolumeGoneError as error:
            _log.warning("index written again", brand=query.brand, reason=str(error))
            again, _ = await self._write(held.content, None)
            self._hold(_Held(held.content, again))
            ids = await asyncio.to_thread(again.nearest, vector, query, limit)
        # the index filtered too; what is a matter of secrecy is looked at twice
        return [key for key in ids if key in allowed]

    async def _write(self, content: Content, held: _Held | None) -> tuple[Volume, int]:
        known: dict[str, Vector] = {}
        if held is not None and self._embedder is not None:
            try:
                known = await asyncio.to_thread(held.volume.vectors)
            except VolumeGoneError as error:
                _log.warning("vectors embedded again", brand=content.brand, reason=str(error))
        vectors, embedded = await vectors_of(content, self._embedder, known=known)
        return await asyncio.to_thread(self._shelf.write, content, vectors), embedded

    def _hold(self, held: _Held) -> None:
        before = self._held.get(held.content.brand)
        self._held[held.content.brand] = held
        if before is not None:
            # another task may still search in it: the one before it can go
            self._retired.append(before.volume)
            while len(self._retired) > 1:
                self._retired.pop(0).close()
