import asyncio

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings
from langchain_core.exceptions import ModelRateLimitError

from creative_agents.errors import KnowledgeError
from creative_agents.knowledge.embedder import BATCH, Embedder, embedding_name


class Batches(Embeddings):
    """Embeddings that remember the size of each call."""

    model = "tiny-1"
    dimensions = 2

    def __init__(self, failure: Exception | None = None, *, short: bool = False) -> None:
        self.sizes: list[int] = []
        self.failure = failure
        self.short = short

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed or fail."""
        if self.failure:
            raise self.failure
        self.sizes.append(len(texts))
        return [[1.0, 0.0]] * (len(texts) - self.short)

    def embed_query(self, text: str) -> list[float]:
        """Embed or fail."""
        return self.embed_documents([text])[0]


def test_an_embedding_is_named_by_class_model_and_dimensions() -> None:
    """Two models of one class never share an index."""
    assert embedding_name(Batches()) == "Batches/tiny-1/2"
    assert embedding_name(DeterministicFakeEmbedding(size=3)) == "DeterministicFakeEmbedding"


def test_texts_go_in_batches_and_keep_their_order() -> None:
    """A long sync can be interrupted between calls."""
    model = Batches()
    vectors = asyncio.run(Embedder(model, "x").passages(["text"] * (BATCH + 1)))
    assert (len(vectors), model.sizes) == (BATCH + 1, [BATCH, 1])


@pytest.mark.parametrize("failure", [ModelRateLimitError("slow down"), ConnectionError("gone")])
def test_a_service_that_fails_is_said_in_one_line(failure: Exception) -> None:
    """The message names the embedding and what else can be done."""
    embedder = Embedder(Batches(failure), "tiny")
    with pytest.raises(KnowledgeError, match="the embedding 'tiny' did not answer"):
        asyncio.run(embedder.query("lampe"))


def test_a_mistake_in_the_embedding_is_not_hidden() -> None:
    """A programming error keeps its name."""
    with pytest.raises(TypeError, match="wrong"):
        asyncio.run(Embedder(Batches(TypeError("wrong")), "tiny").query("lampe"))


def test_a_vector_a_text_is_needed() -> None:
    """Fewer vectors than texts would give facts to the wrong place."""
    with pytest.raises(KnowledgeError, match="gave 1 vectors of unlike lengths for 2 texts"):
        asyncio.run(Embedder(Batches(short=True), "tiny").passages(["a", "b"]))
