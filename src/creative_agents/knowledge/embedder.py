"""The embedding model as the indexes see it: a name, vectors, and what it may read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from creative_agents.errors import KnowledgeError
from creative_agents.knowledge.base import Passage

BATCH: Final = 32
"""Texts embedded in one call."""

Vector = list[float]
"""A point in the embedding's space."""


class TextEmbeddings(Protocol):
    """What is used of LangChain's ``Embeddings``; any of them fits."""

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts that are searched."""

    async def aembed_query(self, text: str) -> list[float]:
        """Embed a text that searches."""


@dataclass(frozen=True, slots=True)
class Embedder:
    """An embedding model with its name and its permission."""

    embeddings: TextEmbeddings
    """The model."""
    name: str
    """Which model: two indexes with different names are never mixed."""
    private: bool = False
    """True when it may read confidential and embargoed passages: it runs on this machine, or
    the brand allows it. Otherwise those are found by their words only."""

    def may_read(self, passage: Passage, *, on: date) -> bool:
        """Whether the model may be given a passage on a day."""
        return self.private or not passage.withheld(on)

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """Embed texts that are searched, in order.

        Raises:
            KnowledgeError: The model's service failed, or gave something that is no vector.
        """
        vectors: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            with self._explained():
                vectors += await self.embeddings.aembed_documents(batch)
        if len(vectors) != len(texts) or len({len(vector) for vector in vectors}) > 1:
            raise KnowledgeError(
                f"the embedding {self.name!r} gave {len(vectors)} vectors of unlike lengths for "
                f"{len(texts)} texts; one vector a text, all of one length, is needed"
            )
        return vectors

    async def query(self, text: str) -> Vector:
        """Embed a text that searches.

        Raises:
            KnowledgeError: The model's service failed.
        """
        with self._explained():
            return await self.embeddings.aembed_query(text)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from langchain_core.exceptions import ModelError  # noqa: PLC0415 - loaded late

        try:
            yield
        except (ModelError, OSError) as error:
            raise KnowledgeError(
                f"the embedding {self.name!r} did not answer ({error}); try again, or search by "
                "words only, without an embedding"
            ) from error


def embedding_name(embeddings: TextEmbeddings) -> str:
    """Name an embedding model by its class, its model and its dimensions, where it says them.

    Returns:
        For example ``"OpenAIEmbeddings/text-embedding-3-small/512"``.
    """
    said = (getattr(embeddings, field, None) for field in ("model", "model_name", "dimensions"))
    parts = [str(value) for value in said if isinstance(value, str | int) and value]
    return "/".join((type(embeddings).__qualname__, *dict.fromkeys(parts)))
