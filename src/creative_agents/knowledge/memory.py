"""The in-memory twin: the same answers, nothing on disk."""

from collections.abc import Iterable
from operator import mul

from creative_agents.knowledge.base import Found, Passage, Query, Synced, today
from creative_agents.knowledge.content import Content, compare, content_of, vectors_of
from creative_agents.knowledge.embedder import Embedder, Vector
from creative_agents.knowledge.hybrid import fuse


class MemoryKnowledge:
    """A `KnowledgeBase` that lives as long as the object."""

    def __init__(self, *, embedder: Embedder | None = None) -> None:
        """Start empty.

        Args:
            embedder: The embedding model; without one, search is by words only.
        """
        self._embedder = embedder
        self._held: dict[str, tuple[Content, dict[str, Vector]]] = {}

    @property
    def embedding_name(self) -> str | None:
        """Name of the embedding; nothing where search is by words only."""
        return self._embedder.name if self._embedder else None

    async def sync(self, brand: str, passages: Iterable[Passage]) -> Synced:
        """Make a brand's index hold exactly these passages; see `KnowledgeBase.sync`."""
        content = content_of(brand, passages, embedder=self._embedder, on=today())
        before, old = self._held.get(brand, (None, {}))
        if before is not None and before.fingerprint == content.fingerprint:
            return compare(before, content)
        known = {before.passages[key].text: old[key] for key in old} if before else {}
        vectors, embedded = await vectors_of(content, self._embedder, known=known)
        self._held[brand] = (content, vectors)
        return compare(before, content, embedded=embedded)

    async def search(self, query: Query) -> tuple[Found, ...]:
        """Find passages by meaning and by words, best first; see `KnowledgeBase.search`."""
        if query.brand not in self._held:
            return ()
        content, vectors = self._held[query.brand]
        allowed = {key for key, passage in content.passages.items() if query.allows(passage)}
        meaning = await self._nearest(
            query.text, {key: vectors[key] for key in allowed & set(vectors)}
        )
        words = content.words.rank(query.text, among=allowed)
        return fuse(meaning, words, passages=content.passages, limit=query.limit)

    async def count(self, brand: str) -> int:
        """Count a brand's passages; 0 for a brand that nobody synced."""
        return len(self._held[brand][0].passages) if brand in self._held else 0

    async def drop(self, brand: str) -> None:
        """Forget everything about a brand."""
        self._held.pop(brand, None)

    async def close(self) -> None:
        """Forget everything."""
        self._held.clear()

    async def _nearest(self, text: str, vectors: dict[str, Vector]) -> list[str]:
        if self._embedder is None or not vectors:
            return []
        query = await self._embedder.query(text)
        cosines = {key: _cosine(query, vector) for key, vector in vectors.items()}
        return sorted(cosines, key=lambda key: (-cosines[key], key))


def _cosine(one: Vector, other: Vector) -> float:
    size = sum(map(mul, one, one)) * sum(map(mul, other, other))
    return sum(map(mul, one, other)) / size**0.5 if size else 0.0
