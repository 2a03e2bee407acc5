"""Indexes in a folder: disposable, shared by processes, never trusted blindly."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from creative_agents.errors import KnowledgeError
from creative_agents.knowledge.base import Passage, Query, Synced
from creative_agents.knowledge.embedder import Embedder
from creative_agents.knowledge.folder import ChromaFolder
from creative_agents.knowledge.stored import StoredKnowledge
from creative_agents.knowledge.volumes import ABANDONED_SECONDS, KEEP

Make = Callable[..., Passage]


def _open(root: Path, embedder: Embedder | None) -> StoredKnowledge:
    name = embedder.name if embedder else None
    return StoredKnowledge(ChromaFolder(root, embedding=name), embedder=embedder)


def _sync(root: Path, embedder: Embedder | None, passages: list[Passage]) -> Synced:
    async def story() -> Synced:
        knowledge = _open(root, embedder)
        try:
            return await knowledge.sync("luma", passages)
        finally:
            await knowledge.close()

    return asyncio.run(story())


def _search(root: Path, embedder: Embedder | None, text: str) -> list[str]:
    async def story() -> list[str]:
        knowledge = _open(root, embedder)
        try:
            found = await knowledge.search(Query(brand="luma", text=text))
            return [one.passage.id for one in found]
        finally:
            await knowledge.close()

    return asyncio.run(story())


@pytest.fixture
def passages(passage: Make) -> list[Passage]:
    """Three passages, one of them confidential."""
    return [
        passage("a", "lampe rouge"),
        passage("b", "sac bleu"),
        passage("c", "marge", confidential=True),
    ]


def test_an_index_outlives_the_process_that_wrote_it(
    tmp_path: Path, embedder: Embedder, passages: list[Passage]
) -> None:
    """Another handle embeds nothing, and one that never synced reads the newest content."""
    assert _sync(tmp_path, embedder, passages).embedded == 2
    again = _sync(tmp_path, embedder, passages)
    assert (again.changed, again.embedded) == (False, 0)
    assert _search(tmp_path, embedder, "sac")[0] == "b"


def test_going_back_to_an_earlier_content_costs_nothing(
    tmp_path: Path, embedder: Embedder, passages: list[Passage]
) -> None:
    """Branches of a brand folder come and go: each content keeps its index for a while."""
    for content in (passages, passages[:1], passages):
        synced = _sync(tmp_path, embedder, content)
    assert (synced.added, synced.embedded) == (2, 0)
    assert _search(tmp_path, embedder, "sac")[0] == "b"


def test_another_embedding_has_another_index(
    tmp_path: Path, embedder: Embedder, passages: list[Passage]
) -> None:
    """Vectors of two models are never compared."""
    _sync(tmp_path, embedder, passages)
    other = Embedder(embedder.embeddings, "another model")
    assert _sync(tmp_path, other, passages).embedded == 2
    assert _sync(tmp_path, None, passages).embedded == 0


def _replace(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def _empty(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize("damage", [_replace, _cut, _empty, Path.unlink])
@pytest.mark.parametrize("file", ["index-*/chroma.sqlite3", "*.json"])
def test_a_damaged_index_is_written_again(
    tmp_path: Path,
    embedder: Embedder,
    passages: list[Passage],
    file: str,
    damage: Callable[[Path], None],
) -> None:
    """An index is disposable: whatever happened to its files, the next sync mends it."""
    _sync(tmp_path, embedder, passages)
    damage(next(tmp_path.glob(f"luma/e*/{file}")))
    with capture_logs():
        assert _search(tmp_path, embedder, "sac") in ([], ["b", "a"])
        assert _sync(tmp_path, embedder, passages).embedded in (0, 2)
    assert _search(tmp_path, embedder, "sac") == ["b", "a"]


@pytest.mark.parametrize("damage", [_replace, Path.unlink])
def test_damaged_vectors_are_never_given_to_chroma(
    tmp_path: Path, embedder: Embedder, passage: Make, damage: Callable[[Path], None]
) -> None:
    """Above its threshold Chroma maps vector files unchecked: garbage would end the process."""
    many = [passage(f"p{number:04}", f"modele{number}") for number in range(1050)]
    _sync(tmp_path, embedder, many)
    for path in list(tmp_path.glob("luma/e*/index-*/*/*.bin")):
        damage(path)
    assert _sync(tmp_path, embedder, many).embedded == len(many)
    for number in (0, 500, 1049):
        assert _search(tmp_path, embedder, f"modele{number}")[0] == f"p{number:04}"


def test_a_search_survives_the_loss_of_its_index(
    tmp_path: Path, embedder: Embedder, passages: list[Passage]
) -> None:
    """An open handle writes the index again from the passages that it knows, and says so."""

    def spoil() -> None:
        for path in tmp_path.glob("luma/e*/index-*/chroma.sqlite3"):
            path.write_bytes(b"garbage" * 99_999)

    async def story() -> list[str]:
        knowledge = _open(tmp_path, embedder)
        await knowledge.sync("luma", passages)
        spoil()
        found = await knowledge.search(Query(brand="luma", text="sac"))
        await knowledge.close()
        return [one.passage.id for one in found]

    with capture_logs() as logs:
        assert asyncio.run(story())[0] == "b"
    assert {entry["event"] for entry in logs} <= {"index written again"}
    assert _search(tmp_path, embedder, "sac")[0] == "b"


def test_old_indexes_and_remains_of_killed_processes_go(
    tmp_path: Path, embedder: Embedder, passage: Make
) -> None:
    """The cache keeps a few contents and nothing that nobody finished."""
    _sync(tmp_path, embedder, [])
    base = next(tmp_path.glob("luma/e*"))
    old = time.time() - ABANDONED_SECONDS - 60
    for name in ("index-killed", "index-at-work"):
        (base / name).mkdir()
    os.utime(base / "index-killed", (old, old))
    for number in range(KEEP + 1):
        _sync(tmp_path, embedder, [passage("a", f"lampe {number}")])
    assert not (base / "index-killed").exists()
    assert (base / "index-at-work").exists()
    assert len(list(base.glob("*.json"))) == KEEP


def test_only_the_owner_may_read_an_index(
    tmp_path: Path, embedder: Embedder, passages: list[Passage]
) -> None:
    """A cache that holds confidential facts is closed to other accounts."""
    _sync(tmp_path, embedder, passages)
    folder = next(tmp_path.glob("luma/e*/index-*"))
    assert folder.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_said_in_one_line(
    tmp_path: Path, embedder: Embedder, passages: list[Passage]
) -> None:
    """The message names the folder and what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(KnowledgeError, match=r"cannot be used \(Not a directory\); free") as error:
        _sync(tmp_path / "file", embedder, passages)
    assert "\n" not in str(error.value)
