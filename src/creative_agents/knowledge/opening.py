"""Open the knowledge of a brand: where it stands, by which embedding, up to date."""

import asyncio
from pathlib import Path

import structlog

from creative_agents.domain.brand import Brand
from creative_agents.knowledge.base import KnowledgeBase, Synced
from creative_agents.knowledge.embedder import Embedder, TextEmbeddings, embedding_name
from creative_agents.knowledge.passages import passages_of

_log = structlog.get_logger(__name__)


async def open_knowledge(  # noqa: PLR0913 - every one has a default
    brand: Brand,
    *,
    embeddings: TextEmbeddings | None = None,
    name: str | None = None,
    private: bool = False,
    url: str | None = None,
    folder: Path | None = None,
) -> KnowledgeBase:
    """Open a brand's knowledge, brought up to date.

    With an embedding, the index stands in Chroma: on a server, in a folder, or in the user's
    cache directory. Without one, search is by words only; the index is then made in memory in
    milliseconds, unless a server or a folder is named.

    Args:
        brand: The brand.
        embeddings: Any LangChain ``Embeddings``; nothing: words only.
        name: Name of the embedding model; absent: its class, model and dimensions.
        private: True when the embedding model may read what is confidential or under embargo,
            because it runs on this machine or the brand allows it.
        url: Address of a Chroma server: ``http://host:port``.
        folder: Where the index stands instead of the user's cache directory.

    Returns:
        The knowledge base. Its `embedding_name` is nothing where search is by words only.

    Raises:
        ConfigError: The address is not one.
        KnowledgeError: The server, the folder or the embedding model cannot be used.
    """
    embedder = None
    if embeddings is not None:
        embedder = Embedder(embeddings, name or embedding_name(embeddings), private=private)
    knowledge = await asyncio.to_thread(_open, embedder, url, folder)
    search = "meaning and words" if embedder else "words only"
    _log.info("knowledge opened", brand=brand.id, search=search, embedding=knowledge.embedding_name)
    await ensure_index(knowledge, brand)
    return knowledge


async def ensure_index(knowledge: KnowledgeBase, brand: Brand) -> Synced:
    """Bring a brand's index up to date; costs milliseconds when nothing changed.

    Args:
        knowledge: An open knowledge base.
        brand: The brand as it stands now.

    Returns:
        What changed.

    Raises:
        KnowledgeError: The index or the embedding model cannot be used.
    """
    synced = await knowledge.sync(brand.id, passages_of(brand))
    if synced.changed:
        _log.info("index brought up to date", **synced.model_dump())
    return synced


def index_folder() -> Path:
    """Give the folder in the user's cache directory in which indexes stand."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only when nothing else is named

    return user_cache_path("creative-agents", appauthor=False) / "index"


def _open(embedder: Embedder | None, url: str | None, folder: Path | None) -> KnowledgeBase:
    if embedder is None and url is None and folder is None:
        from creative_agents.knowledge.memory import MemoryKnowledge  # noqa: PLC0415

        return MemoryKnowledge()
    from creative_agents.knowledge.chroma import ChromaServer  # noqa: PLC0415
    from creative_agents.knowledge.folder import ChromaFolder  # noqa: PLC0415
    from creative_agents.knowledge.stored import StoredKnowledge  # noqa: PLC0415

    embedding = embedder.name if embedder else None
    shelf = (
        ChromaServer(url, embedding=embedding)
        if url
        else ChromaFolder(folder or index_folder(), embedding=embedding)
    )
    return StoredKnowledge(shelf, embedder=embedder)
