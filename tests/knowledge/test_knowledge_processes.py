"""Several processes write and read one brand at once."""

import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 4

PROGRAM = """
import asyncio, sys
from pathlib import Path
from creative_agents.knowledge.base import Passage, Query
from creative_agents.knowledge.embedder import Embedder

place, me, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])


class Letters:
    async def aembed_documents(self, texts):
        return [self.vector(text) for text in texts]

    async def aembed_query(self, text):
        return self.vector(text)

    def vector(self, text):
        return [1.0 + text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"]


def content(number):
    return [
        Passage(id=f"{me}-{number}-{index}", brand="luma", kind="product", source="x",
                text=f"lampe {me} {number} {'abcdefghij'[index] * 5}")
        for index in range(10)
    ]


async def main():
    embedder = Embedder(Letters(), "letters")
    if place.startswith("http"):
        from creative_agents.knowledge.chroma import ChromaServer as Shelf
        shelf = Shelf(place, embedding="letters")
    else:
        from creative_agents.knowledge.folder import ChromaFolder as Shelf
        shelf = Shelf(Path(place), embedding="letters")
    from creative_agents.knowledge.stored import StoredKnowledge
    knowledge = StoredKnowledge(shelf, embedder=embedder)
    for number in range(rounds):
        await knowledge.sync("luma", content(number))
        for _ in range(5):
            found = await knowledge.search(Query(brand="luma", text="lampe ccccc", limit=20))
            ids = [one.passage.id for one in found]
            assert len(ids) == 10, ids
            assert all(one.startswith(f"{me}-{number}-") for one in ids), ids
            assert ids[0] == f"{me}-{number}-2", ids
    await knowledge.close()
    print("done", me)


asyncio.run(main())
"""


@pytest.mark.parametrize("place", ["folder", "server"])
def test_processes_that_write_and_read_at_once_each_see_their_own_content(
    tmp_path: Path, request: pytest.FixtureRequest, place: str
) -> None:
    """No search sees a mixture, misses a passage or fails, whatever the other writes."""
    where = str(tmp_path) if place == "folder" else request.getfixturevalue("chroma_url")
    command = [sys.executable, "-W", "error", "-c", PROGRAM, where]
    processes = [
        subprocess.Popen(
            [*command, name, str(ROUNDS)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    ended = [process.communicate(timeout=60) for process in processes]
    assert [out.strip() for out, _ in ended] == ["done one", "done two"], ended
