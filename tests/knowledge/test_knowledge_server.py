"""Indexes on a Chroma server: shared, bounded in time, explained when it is down."""

import asyncio
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from structlog.testing import capture_logs

from creative_agents.errors import ConfigError, KnowledgeError
from creative_agents.knowledge import chroma
from creative_agents.knowledge.base import Passage, Query
from creative_agents.knowledge.chroma import ChromaServer
from creative_agents.knowledge.embedder import Embedder
from creative_agents.knowledge.stored import StoredKnowledge
from creative_agents.knowledge.volumes import KEEP

Make = Callable[..., Passage]


def _open(url: str, embedder: Embedder) -> StoredKnowledge:
    return StoredKnowledge(ChromaServer(url, embedding=embedder.name), embedder=embedder)


@pytest.fixture
def shop() -> Iterator[str]:
    """The address of a web server that is no Chroma."""

    class Nothing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404, "no such page")

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Nothing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://host", "http://", "http://host:http", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    """The message shows what was given and what to write."""
    with pytest.raises(ConfigError, match="is not the address of a Chroma server; write http://"):
        ChromaServer(url, embedding=None)


def test_no_server_is_said_in_one_line() -> None:
    """The message names the address and the command that starts a server."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(KnowledgeError, match="start it with 'chroma run") as error:
            ChromaServer(url, embedding=None)
    assert url in str(error.value)
    assert "\n" not in str(error.value)


def test_another_server_is_said_in_one_line(shop: str) -> None:
    """A web page in the place of an answer does not flood the screen."""
    with pytest.raises(KnowledgeError, match="does not answer as one") as error:
        ChromaServer(shop, embedding=None)
    assert "\n" not in str(error.value)


def test_a_server_that_keeps_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma's own client would wait for ever."""
    monkeypatch.setattr(chroma, "TIMEOUT_SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(KnowledgeError, match="timed out"):
            ChromaServer(f"http://127.0.0.1:{silent.getsockname()[1]}", embedding=None)


def test_a_server_that_dies_is_said_in_one_line(
    start_chroma: Callable[[], tuple[str, "subprocess.Popen[bytes]"]],
    embedder: Embedder,
    passage: Make,
) -> None:
    """A search does not end in silence when the server went away."""

    async def story() -> None:
        url, server = start_chroma()
        knowledge = _open(url, embedder)
        await knowledge.sync("luma", [passage("a", "lampe")])
        server.kill()
        server.wait(timeout=10)
        try:
            await knowledge.search(Query(brand="luma", text="lampe"))
        finally:
            await knowledge.close()

    with pytest.raises(KnowledgeError, match="does not answer as one") as error:
        asyncio.run(story())
    assert "\n" not in str(error.value)


def test_an_index_that_somebody_dropped_is_written_again(
    chroma_url: str, embedder: Embedder, passage: Make
) -> None:
    """The handle still knows the passages, so the run goes on."""

    async def story() -> list[str]:
        mine, theirs = _open(chroma_url, embedder), _open(chroma_url, embedder)
        await mine.sync("dropped", [passage("a", "lampe", brand="dropped")])
        await theirs.drop("dropped")
        found = await mine.search(Query(brand="dropped", text="lampe"))
        assert await theirs.count("dropped") == 1
        for knowledge in (mine, theirs):
            await knowledge.drop("dropped")
            await knowledge.close()
        return [one.why for one in found]

    with capture_logs() as logs:
        assert asyncio.run(story()) == ["meaning rank 1; words rank 1 (lamp)"]
    assert [entry["event"] for entry in logs] == ["index written again"]


def test_handles_keep_their_content_and_new_ones_read_the_newest(
    chroma_url: str, embedder: Embedder, passage: Make
) -> None:
    """A run reads what it synced, although another process published something else."""

    async def story() -> list[str]:
        one, two, fresh = (_open(chroma_url, embedder) for _ in range(3))
        await one.sync("shared", [passage("one", "lampe", brand="shared")])
        await two.sync("shared", [passage("two", "lampe", brand="shared")])
        query = Query(brand="shared", text="lampe")
        answers = [await knowledge.search(query) for knowledge in (one, two, fresh)]
        await one.drop("shared")
        for knowledge in (one, two, fresh):
            await knowledge.close()
        return [answer[0].passage.id for answer in answers]

    assert asyncio.run(story()) == ["one", "two", "two"]


def test_the_server_keeps_a_few_contents_of_a_brand(
    chroma_url: str, embedder: Embedder, passage: Make
) -> None:
    """Old collections go, and dropping a brand leaves none."""

    async def story() -> tuple[int, int]:
        knowledge = _open(chroma_url, embedder)
        shelf = ChromaServer(chroma_url, embedding=None)
        for number in range(KEEP + 2):
            await knowledge.sync("many", [passage("a", f"lampe {number}", brand="many")])
        kept = len(shelf._names("many."))
        await knowledge.drop("many")
        gone = len(shelf._names("many."))
        await knowledge.close()
        shelf.close()
        return kept, gone

    assert asyncio.run(story()) == (KEEP + 1, 0)  # and one that points at the newest
