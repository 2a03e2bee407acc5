"""Indexes in Chroma, in a folder of this machine or on a server: the one file that knows it.

Chroma 1.5 does not support two processes in one persistent folder: a reader keeps the vectors
that it saw first (measured on 1.5.9). So each index has a folder, or on a server a collection,
of its own, which nobody changes once it is complete.
"""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast
from urllib.parse import urlsplit

from creative_agents.errors import ConfigError, KnowledgeError
from creative_agents.knowledge.base import Query
from creative_agents.knowledge.content import Content, restore
from creative_agents.knowledge.embedder import Vector
from creative_agents.knowledge.records import filter_of, passage_of, record_of
from creative_agents.knowledge.stored import Volume, VolumeGoneError
from creative_agents.knowledge.volumes import KEEP, embedding_key

if TYPE_CHECKING:
    import httpx
    from chromadb import Collection
    from chromadb.api.client import Client

TIMEOUT_SECONDS: Final = 30.0
"""Longest wait for a Chroma server; its own client would wait for ever."""
BATCH: Final = 500
"""Records sent in one write."""

_COLLECTION: Final = "passages"
_SPACE: Final = {"hnsw": {"space": "cosine", "ef_search": 200}}
_OPENING = threading.Lock()  # Chroma shares one system a folder and does not lock its making


class ChromaServer:
    """Indexes of one embedding on a Chroma server."""

    def __init__(self, url: str, *, embedding: str | None) -> None:
        """Connect to a server.

        Args:
            url: ``http://host:port``; without a port, 8000, or 443 for https.
            embedding: Name of the embedding; nothing for search by words only.

        Raises:
            ConfigError: The address is not one.
            KnowledgeError: No Chroma server answers there.
        """
        self._url = url
        self._embedding = embedding
        host, port, ssl = _address(url)
        with self._explained():
            self._client = _server_client(host, port, ssl=ssl)

    def open(self, brand: str, fingerprint: str | None) -> Volume | None:
        """Open an index, or the newest of a brand; nothing where there is none or it is broken."""
        with self._explained():
            history = self._history(brand)
            chosen = fingerprint[:32] if fingerprint else next(iter(history), None)
            collection = self._get(self._name(brand, chosen)) if chosen else None
            if collection is None or not (collection.metadata or {}).get("complete"):
                return None
            if chosen and history[:1] != [chosen]:
                self._remember(brand, chosen, history)
        return self._read(brand, collection)

    def write(self, content: Content, vectors: Mapping[str, Vector]) -> Volume:
        """Write an index aside, make it the newest of its brand, and open it."""
        short = content.fingerprint[:32]
        with self._explained():
            collection = self._client.get_or_create_collection(
                self._name(content.brand, short),
                configuration=cast("Any", _SPACE),
                metadata={"complete": False},
                embedding_function=None,
            )
            _fill(collection, content, vectors)
            collection.modify(metadata={"complete": True})
            self._remember(content.brand, short, self._history(content.brand))
        return self._read(content.brand, collection)

    def drop(self, brand: str) -> None:
        """Remove every index of a brand, for every embedding."""
        with self._explained():
            for name in self._names(f"{brand}."):
                self._delete(name)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()
        for session in _sessions(self._client):
            session.close()

    def _read(self, brand: str, collection: "Collection") -> Volume:
        from chromadb.errors import NotFoundError  # noqa: PLC0415 - two seconds, so loaded late

        return _Collection(
            brand, self._embedding, collection, broken=NotFoundError, url=self._url, client=None
        )

    def _history(self, brand: str) -> list[str]:
        pointer = self._get(self._name(brand, "newest"))
        said = (pointer.metadata or {}).get("history", "[]") if pointer else "[]"
        return [str(one) for one in json.loads(str(said))]

    def _remember(self, brand: str, short: str, history: Sequence[str]) -> None:
        newest = [short, *(one for one in history if one != short)]
        metadata = {"history": json.dumps(newest[:KEEP])}
        pointer = self._client.get_or_create_collection(
            self._name(brand, "newest"), metadata=metadata, embedding_function=None
        )
        pointer.modify(metadata=metadata)
        for old in newest[KEEP:]:
            self._delete(self._name(brand, old))

    def _name(self, brand: str, last: str) -> str:
        return f"{brand}.{embedding_key(self._embedding)}.{last}"

    def _names(self, prefix: str) -> list[str]:
        names: list[str] = []
        while page := self._client.list_collections(limit=100, offset=len(names)):
            names += [collection.name for collection in page]
        return [name for name in names if name.startswith(prefix)]

    def _get(self, name: str) -> "Collection | None":
        from chromadb.errors import NotFoundError  # noqa: PLC0415 - two seconds, so loaded late

        try:
            return self._client.get_collection(name, embedding_function=None)
        except NotFoundError:
            return None

    def _delete(self, name: str) -> None:
        from chromadb.errors import NotFoundError  # noqa: PLC0415 - two seconds, so loaded late

        try:
            self._client.delete_collection(name)
        except NotFoundError:
            return  # another process was faster

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with _server_explained(self._url):
            yield


@dataclass(frozen=True, slots=True)
class _Collection:
    """One index, open for reading."""

    brand: str
    embedding: str | None
    collection: "Collection"
    broken: type[Exception]
    url: str | None
    client: "Client | None"

    def nearest(self, vector: Vector, query: Query, limit: int) -> list[str]:
        """Give the ids nearest to a vector that the query may see, nearest first."""
        with self._explained():
            found = self.collection.query(
                query_embeddings=_one(vector),
                n_results=limit,
                where=cast("Any", filter_of(query)),
                include=["distances"],
            )
        ranked = zip((found["distances"] or [[]])[0], found["ids"][0], strict=True)
        return [key for _, key in sorted(ranked)]

    def content(self) -> Content:
        """Read what it holds."""
        with self._explained():
            found = self.collection.get(include=["metadatas"])
        records = [dict(record) for record in found["metadatas"] or []]
        passages = {passage.id: passage for passage in map(passage_of, records)}
        marked = zip(found["ids"], records, strict=True)
        hidden = [key for key, record in marked if not record["embedded"]]
        return restore(self.brand, passages, hidden, embedding=self.embedding)

    def vectors(self) -> dict[str, Vector]:
        """Read its vectors, by text."""
        with self._explained():
            found = self.collection.get(
                where={"embedded": True}, include=["embeddings", "documents"]
            )
        texts, vectors = found["documents"] or [], found["embeddings"]
        pairs = zip(texts, [] if vectors is None else vectors, strict=True)
        return {text: [float(number) for number in vector] for text, vector in pairs}

    def close(self) -> None:
        """Let go of it."""
        if self.client is not None:
            with _OPENING:
                self.client.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with _server_explained(self.url) if self.url else nullcontext():
            try:
                yield
            except self.broken as error:
                raise VolumeGoneError(f"the index of {self.brand!r} is broken: {error}") from error


def write_folder(folder: Path, content: Content, vectors: Mapping[str, Vector]) -> None:
    """Write an index into an empty folder.

    Args:
        folder: The folder, of which nobody else knows.
        content: The passages.
        vectors: Vectors by passage id.

    Raises:
        OSError: The disk is full or the folder cannot be written.
    """
    from chromadb.errors import ChromaError  # noqa: PLC0415 - two seconds, so loaded late

    try:
        client = _folder_client(folder, "apply")
        try:
            collection = client.create_collection(
                _COLLECTION, configuration=cast("Any", _SPACE), embedding_function=None
            )
            _fill(collection, content, vectors)
            if content.passages:  # the vectors are put in order now, not by the first reader
                collection.query(query_embeddings=_one(_nothing(vectors)), n_results=1, include=[])
        finally:
            with _OPENING:
                client.close()
    except ChromaError as error:
        raise OSError(str(error)) from error


def read_folder(folder: Path, brand: str, *, embedding: str | None) -> Volume | None:
    """Open an index for reading.

    Args:
        folder: The folder, complete and undamaged.
        brand: Whose index it is.
        embedding: Name of the embedding.

    Returns:
        The index; nothing where Chroma cannot read it, or only by changing it.
    """
    from chromadb.errors import ChromaError  # noqa: PLC0415 - two seconds, so loaded late

    try:
        client = _folder_client(folder, "validate")
    except ChromaError:
        return None
    try:
        collection = client.get_collection(_COLLECTION, embedding_function=None)
    except ChromaError:
        with _OPENING:
            client.close()
        return None
    return _Collection(brand, embedding, collection, broken=ChromaError, url=None, client=client)


def _fill(collection: "Collection", content: Content, vectors: Mapping[str, Vector]) -> None:
    # Chroma wants a vector a record: one that stands for none is marked and never searched
    nothing = _nothing(vectors)
    passages = list(content.passages.values())
    for start in range(0, len(passages), BATCH):
        batch = passages[start : start + BATCH]
        collection.upsert(
            ids=[passage.id for passage in batch],
            documents=[passage.text for passage in batch],
            embeddings=cast("Any", [vectors.get(passage.id, nothing) for passage in batch]),
            metadatas=[dict(record_of(one, embedded=one.id in vectors)) for one in batch],
        )


def _nothing(vectors: Mapping[str, Vector]) -> Vector:
    size = len(next(iter(vectors.values()), [1.0]))
    return [1.0, *([0.0] * (size - 1))]


def _one(vector: Vector) -> Any:  # noqa: ANN401 - Chroma's own type wants numpy
    return [vector]


def _folder_client(folder: Path, migrations: Literal["apply", "validate"]) -> "Client":
    import chromadb  # noqa: PLC0415 - two seconds, so loaded late
    from chromadb.config import Settings  # noqa: PLC0415

    settings = Settings(
        _env_file=None,
        anonymized_telemetry=False,
        chroma_otel_collection_endpoint="",
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        migrations=migrations,
    )
    with _OPENING:
        return cast("Client", chromadb.PersistentClient(path=folder, settings=settings))


def _server_client(host: str, port: int, *, ssl: bool) -> "Client":
    import chromadb  # noqa: PLC0415 - two seconds, so loaded late
    import httpx  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    # asked first with a time limit, because Chroma's client sets none while it connects
    httpx.get(
        f"{'https' if ssl else 'http'}://{host}:{port}/api/v2/heartbeat", timeout=TIMEOUT_SECONDS
    ).raise_for_status()
    settings = Settings(
        _env_file=None,
        anonymized_telemetry=False,
        chroma_otel_collection_endpoint="",
        chroma_server_host=host,
        chroma_server_http_port=port,
    )
    client = cast("Client", chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=settings))
    for session in _sessions(client):
        session.timeout = httpx.Timeout(TIMEOUT_SECONDS)
    return client


def _sessions(client: "Client") -> "tuple[httpx.Client, ...]":
    """Give the connections of a client and of its inner one: Chroma never closes them."""
    both = cast("Any", (client, client._admin_client))  # noqa: SLF001 - there is no public way
    return tuple(one._server._session for one in both)  # noqa: SLF001


@contextmanager
def _server_explained(url: str) -> Iterator[None]:
    import httpx  # noqa: PLC0415 - loaded late
    from chromadb.errors import ChromaError  # noqa: PLC0415 - two seconds, so loaded late

    try:
        yield
    except Exception as error:
        known = isinstance(error, ChromaError | httpx.HTTPError | ValueError | OSError)
        if not known and type(error) is not Exception:  # Chroma's word for an answer not its own
            raise
        raise KnowledgeError(
            f"the Chroma server at {url!r} does not answer as one ({_line(error)}); start it with "
            "'chroma run --host 127.0.0.1', or leave the address out to keep the index on this "
            "machine"
        ) from error


def _address(url: str) -> tuple[str, int, bool]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ConfigError(f"{url!r} is not the address of a Chroma server; write http://host:port")
    ssl = parts.scheme == "https"
    return parts.hostname, port or (443 if ssl else 8000), ssl


def _line(error: Exception) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= 120 else said[:119] + "…"
