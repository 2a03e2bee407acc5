import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from creative_agents.domain.brand import Brand
from creative_agents.errors import KnowledgeError
from creative_agents.knowledge.base import KnowledgeBase, Query
from creative_agents.knowledge.opening import ensure_index, index_folder, open_knowledge
from creative_agents.knowledge.passages import passages_of


async def _first(knowledge: KnowledgeBase, text: str) -> str:
    found = await knowledge.search(Query(brand="luma", text=text))
    return found[0].passage.id if found else ""


def test_without_an_embedding_search_is_by_words_and_says_so(brand: Brand) -> None:
    """A screen can read it from the attribute, an operator from the log."""
    with capture_logs() as logs:
        knowledge = asyncio.run(open_knowledge(brand))
    assert knowledge.embedding_name is None
    assert logs[0]["event"] == "knowledge opened"
    assert logs[0]["search"] == "words only"
    assert asyncio.run(_first(knowledge, "quelle autonomie, combien d'heures ?")) == (
        "claim/quarante-heures"
    )


def test_nothing_heavy_is_loaded_for_words_only() -> None:
    """Chroma, numpy and LangChain cost seconds that a word search does not need."""
    program = (
        "import sys, creative_agents.knowledge.opening, creative_agents.knowledge.memory\n"
        "print({'chromadb', 'numpy', 'langchain_core', 'httpx'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_the_index_follows_the_brand(brand: Brand, bag: Any, tmp_path: Path) -> None:
    """A changed fact costs one text, an unchanged brand none, and no log line."""
    told = brand.model_copy(update={"positioning": "La lampe qui dure un mois."})

    async def story() -> tuple[list[int], list[str]]:
        knowledge = await open_knowledge(brand, embeddings=bag, folder=tmp_path)
        reads = [len(bag.read)]
        with capture_logs() as logs:
            reads += [(await ensure_index(knowledge, now)).embedded for now in (brand, told, told)]
        await knowledge.close()
        return reads, [entry["event"] for entry in logs]

    with capture_logs():
        reads, events = asyncio.run(story())
    withheld = sum(passage.confidential for passage in passages_of(brand))
    assert reads == [len(passages_of(brand)) - withheld, 0, 1, 0]
    assert events == ["index brought up to date"]


def test_confidential_facts_reach_no_outside_embedding(
    brand: Brand, bag: Any, tmp_path: Path
) -> None:
    """Only an embedding that is said to be private may read them."""

    async def story(*, private: bool) -> str:
        bag.read.clear()
        place = tmp_path / str(private)
        knowledge = await open_knowledge(brand, embeddings=bag, folder=place, private=private)
        await knowledge.close()
        return " ".join(bag.read)

    with capture_logs():
        assert "secrète" not in asyncio.run(story(private=False))
        assert "secrète" in asyncio.run(story(private=True))


def test_the_index_stands_in_the_users_cache(
    brand: Brand, bag: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written beside the brand folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    async def story() -> None:
        knowledge = await open_knowledge(brand, embeddings=bag)
        await knowledge.close()

    with capture_logs():
        asyncio.run(story())
    assert index_folder().is_relative_to(tmp_path)
    assert index_folder().parts[-2:] == ("creative-agents", "index")
    assert list(index_folder().glob("luma/e*/*.json"))


def test_a_dead_server_stops_the_opening(brand: Brand) -> None:
    """A server that the user named is never replaced by something else in silence."""
    with pytest.raises(KnowledgeError, match=r"the Chroma server at 'http://127\.0\.0\.1:9'"):
        asyncio.run(open_knowledge(brand, url="http://127.0.0.1:9"))
