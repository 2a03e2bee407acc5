"""Opening and closing what keeps runs."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from creative_agents.graphs.store import RunStore
from creative_agents.llm import writer
from creative_agents.llm.calls import SqliteCallLog
from creative_agents.llm.writer import Writer


def descriptors(path: Path) -> int:
    """Count the descriptors that this process holds on a store's files."""
    held = 0
    for held_here in Path("/proc/self/fd").iterdir():
        try:
            held += str(held_here.readlink()).startswith(str(path))
        except FileNotFoundError:  # the listing's own
            continue
    return held


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="descriptors are counted where /proc is"
)


@needs_proc
def test_a_store_that_is_closed_holds_no_file(tmp_path: Path) -> None:
    """A service may open one store after another."""
    path = tmp_path / "runs.sqlite"
    with RunStore.open(path) as store:
        assert isinstance(store.calls, SqliteCallLog)
        store.calls.writer.post("CREATE TABLE t (x)", ())
        store.calls.writer.flush()
        assert descriptors(path) > 0
    assert descriptors(path) == 0


def test_a_store_in_memory_closes() -> None:
    """The same words hold for each kind of store."""
    with RunStore.in_memory() as store:
        assert store.path is None


@needs_proc
def test_a_writer_that_has_nothing_to_do_lets_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody closed it, yet its thread and its file are given back; it writes again when asked."""
    monkeypatch.setattr(writer, "IDLE_SECONDS", 0.05)
    path = tmp_path / "calls.sqlite"
    busy = Writer(path, "CREATE TABLE IF NOT EXISTS t (x INTEGER)")
    for number in range(3):
        busy.post("INSERT INTO t VALUES (?)", (number,))
        busy.flush()
        until = time.monotonic() + 10
        while any(thread.name == "writer" for thread in threading.enumerate()):
            assert time.monotonic() < until, threading.enumerate()
            time.sleep(0.01)
        assert descriptors(path) == 0
    busy.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (3,)


def test_a_writer_that_lets_go_loses_no_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writes that come just as its thread ends are made."""
    monkeypatch.setattr(writer, "IDLE_SECONDS", 0.0005)
    path = tmp_path / "calls.sqlite"
    busy = Writer(path, "CREATE TABLE IF NOT EXISTS t (x INTEGER)")
    for number in range(400):
        busy.post("INSERT INTO t VALUES (?)", (number,))
        if number % 3 == 0:
            time.sleep(0.0005)
        if number % 7 == 0:
            busy.flush()
    busy.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (400,)
