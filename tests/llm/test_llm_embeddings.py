import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from creative_agents.errors import UnknownNameError
from creative_agents.llm.embeddings import LocalEmbeddings, create_embeddings


def cosine(one: list[float], other: list[float]) -> float:
    """Both have length 1."""
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("query", "right", "wrong"),
    [
        (
            "faire réparer un manteau qui prend l'eau",
            "We mend rain jackets that leak.",
            "Our tea brews in three minutes.",
        ),
        (
            "dinner for people who come home late",
            "Le repas est prêt quand vous rentrez tard.",
            "Le vélo est révisé en deux jours.",
        ),
        (
            "livraison à domicile",
            "Nous déposons le coffret chez vous le mardi.",
            "Le bocal est en verre consigné.",
        ),
    ],
)
def test_it_finds_the_meaning_across_languages(query: str, right: str, wrong: str) -> None:
    """The right text is nearer than the wrong one, French to English, back, and in French."""
    embeddings = LocalEmbeddings()
    asked = embeddings.embed_query(query)
    near, far = (cosine(asked, vector) for vector in embeddings.embed_documents([right, wrong]))
    assert near > far


def test_a_vector_has_length_one() -> None:
    """384 numbers of length 1, also of an empty text and of one too long to be read whole."""
    for vector in LocalEmbeddings().embed_documents(["", "une soupe prête " * 2000]):
        assert len(vector) == 384
        assert cosine(vector, vector) == pytest.approx(1.0, abs=1e-5)


def test_a_searching_text_is_not_embedded_as_a_searched_one() -> None:
    """The model knows questions from passages."""
    embeddings = LocalEmbeddings()
    assert embeddings.embed_query("soup") != embeddings.embed_documents(["soup"])[0]


def test_threads_do_not_mix_their_texts() -> None:
    """Texts that are embedded at once give what each gives alone."""
    embeddings = LocalEmbeddings()
    texts = ["soupe", "bicycle", "rain"] * 4
    alone = {text: embeddings.embed_query(text) for text in set(texts)}
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(embeddings.embed_query, texts)) == [alone[text] for text in texts]


def test_the_environment_stays_as_it_was() -> None:
    """Loading the engine leaves no setting of threads behind."""
    before = {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "GOMP_SPINCOUNT")}
    LocalEmbeddings().embed_query("soup")
    assert {name: os.environ.get(name) for name in before} == before


def test_without_a_name_the_local_one_is_made() -> None:
    """With the extra installed, nobody has to name it."""
    assert isinstance(create_embeddings(), LocalEmbeddings)


def test_none_means_words_only() -> None:
    """A user who wants no embedding gets none, and no error."""
    assert create_embeddings("none") is None


def test_an_unknown_name_is_refused() -> None:
    """The error lists what is allowed."""
    with pytest.raises(UnknownNameError, match="allowed are 'local' and 'none'"):
        create_embeddings("word2vec")
