import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from creative_agents.domain.cost import Usage
from creative_agents.errors import StorageError
from creative_agents.llm.call import Call, Reply, is_alive, new_call
from creative_agents.llm.calls import CallLog, MemoryCallLog, SqliteCallLog

REPLY = Reply(text='{"é": 1}', stop="stop", model="m-1", usage=Usage(input_tokens=3))


def call(key: str, run_id: str = "r") -> Call:
    """Begin a row."""
    return new_call(run_id=run_id, key=key, agent="persona", model="m", prompt="p")


@pytest.fixture(params=["memory", "sqlite"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CallLog]:
    """Each implementation of the protocol."""
    if request.param == "memory":
        yield MemoryCallLog()
        return
    with SqliteCallLog(tmp_path / "runs.db") as sqlite:
        yield sqlite


@pytest.fixture
def again(log: CallLog) -> Callable[[], CallLog]:
    """The same log, as another process would see it."""
    return lambda: SqliteCallLog(log.path) if isinstance(log, SqliteCallLog) else log


def test_a_finished_call_is_given_back(log: CallLog, again: Callable[[], CallLog]) -> None:
    """What was finished is there when the run is taken up again, every field intact."""
    row = replace(
        call("k"),
        status="finished",
        model="m-1",
        usd=Decimal("0.0012"),
        usage=REPLY.usage,
        retries=2,
    )

    async def write() -> None:
        await log.send(replace(row, status="in_flight"))
        await log.finish(row, REPLY)

    log.open("r")
    asyncio.run(write())
    assert again().open("r") == {"k": REPLY}
    assert again().calls("r") == (row,)


def test_runs_do_not_see_each_other(log: CallLog) -> None:
    """One run's answers and rows are not another's, and forgetting one keeps the other."""

    async def write() -> None:
        for run_id in ("a", "b"):
            await log.finish(replace(call("k", run_id), status="finished"), REPLY)

    log.open("a")
    asyncio.run(write())
    log.forget("a")
    assert log.open("a") == {}
    assert set(log.open("b")) == {"k"}


def test_a_dead_owner_loses_its_calls(log: CallLog) -> None:
    """A row in flight counts as lost when its process is gone, and not while it lives."""

    async def write() -> None:
        await log.send(replace(call("mine")))
        await log.send(replace(call("dead"), owner="elsewhere:1:abcd"))

    log.open("r")
    asyncio.run(write())
    log.open("r")
    assert {row.key: row.is_lost for row in log.calls("r")} == {"mine": False, "dead": True}


def test_an_unknown_run_is_empty(log: CallLog) -> None:
    """Nothing is made by looking."""
    assert log.calls("nobody") == ()
    log.forget("nobody")


def test_owner_of_this_machine_is_asked_for() -> None:
    """A process that runs is alive; one that ended is not."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert child.stdin is not None
    owner = f"{os.uname().nodename}:{child.pid}:beef"
    assert is_alive(owner)
    child.stdin.close()
    child.wait()
    assert not is_alive(owner)


def test_many_writes_share_a_commit(tmp_path: Path) -> None:
    """Two hundred calls side by side are all on the disk when they are acknowledged."""
    path = tmp_path / "runs.db"

    async def write() -> None:
        rows = [replace(call(f"k{n}"), status="finished") for n in range(200)]
        await asyncio.gather(*(sqlite.finish(row, REPLY) for row in rows))

    with SqliteCallLog(path) as sqlite:
        sqlite.open("r")
        asyncio.run(write())
        with closing(sqlite3.connect(path)) as other:
            assert other.execute("SELECT count(*) FROM calls_call").fetchone() == (200,)


def test_a_cancelled_write_is_made_all_the_same(tmp_path: Path) -> None:
    """An answer whose caller was cancelled is recorded: it was paid."""

    async def write() -> None:
        async def finish() -> None:
            await sqlite.finish(replace(call("k"), status="finished"), REPLY)

        task = asyncio.create_task(finish())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    with SqliteCallLog(tmp_path / "runs.db") as sqlite:
        asyncio.run(write())
    assert [row.key for row in SqliteCallLog(tmp_path / "runs.db").calls("r")] == ["k"]


def test_killed_process_leaves_what_it_acknowledged(tmp_path: Path) -> None:
    """After SIGKILL the acknowledged rows are there, and the one in flight is lost."""
    path = tmp_path / "runs.db"
    script = f"""
import asyncio, os, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from dataclasses import replace
from test_llm_calls import REPLY, SqliteCallLog, call
async def write():
    log = SqliteCallLog({str(path)!r})
    log.open("r")
    await log.finish(replace(call("done"), status="finished"), REPLY)
    await log.send(call("under way"))
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(write())
"""
    child = subprocess.run([sys.executable, "-c", script], check=False)
    assert child.returncode == -signal.SIGKILL
    log = SqliteCallLog(path)
    assert set(log.open("r")) == {"done"}
    assert [row.is_lost for row in log.calls("r")] == [False, True]


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_is_refused(tmp_path: Path, version: int) -> None:
    """A file of an older or newer release is refused in one line, and not changed."""
    path = tmp_path / "runs.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE calls_meta (version INTEGER)")
        connection.execute("INSERT INTO calls_meta VALUES (?)", (version,))
    with pytest.raises(StorageError, match=f"has version {version}, this release reads version 1"):
        SqliteCallLog(path).open("r")


def test_others_share_the_file(tmp_path: Path) -> None:
    """The log lives beside the tables of others, and names its own with a prefix."""
    path = tmp_path / "runs.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE checkpoints (id INTEGER)")
    with SqliteCallLog(path) as sqlite:
        sqlite.open("r")
        sqlite.drop(call("k"))
    with closing(sqlite3.connect(path)) as connection:
        names = {row[0] for row in connection.execute("SELECT tbl_name FROM sqlite_master")}
    assert names == {"checkpoints", "calls_meta", "calls_call"}


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A file of another kind is refused in one line."""
    path = tmp_path / "runs.db"
    path.write_text("a shopping list" * 100)
    with pytest.raises(StorageError, match="not a database"):
        SqliteCallLog(path).open("r")


def test_an_absent_folder_is_one_line(tmp_path: Path) -> None:
    """A folder that does not exist is said in one line."""

    async def write() -> None:
        await sqlite.send(call("k"))

    with (
        SqliteCallLog(tmp_path / "nowhere" / "runs.db") as sqlite,
        pytest.raises(StorageError, match="check that its folder exists") as caught,
    ):
        asyncio.run(write())
    assert "\n" not in str(caught.value)


def test_looking_waits_for_nobody(tmp_path: Path) -> None:
    """While another holds the file's lock, a run is taken up and read without waiting."""
    path = tmp_path / "runs.db"
    with SqliteCallLog(path) as sqlite:
        sqlite.drop(replace(call("a"), owner="elsewhere:1:abcd"))
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        sqlite = SqliteCallLog(path)
        started = time.perf_counter()
        sqlite.open("r")
        sqlite.drop(replace(call("b"), status="replayed"))
        assert [row.key for row in sqlite.calls("r")] == ["a", "b"]
        assert time.perf_counter() - started < 1
        holder.execute("ROLLBACK")
        sqlite.close()


def test_a_full_disk_stops_the_writer_in_one_line(tmp_path: Path) -> None:
    """When the file cannot grow, the write fails with one line, and an earlier one is kept."""
    path = tmp_path / "runs.db"
    script = f"""
import asyncio, resource, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from dataclasses import replace
from creative_agents.errors import StorageError
from test_llm_calls import REPLY, SqliteCallLog, call
async def write():
    log = SqliteCallLog({str(path)!r})
    log.open("r")
    await log.finish(replace(call("small"), status="finished"), REPLY)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        big = replace(REPLY, text="x" * 400_000)
        await log.finish(replace(call("big"), status="finished"), big)
    except StorageError as error:
        print(error)
asyncio.run(write())
"""
    child = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert child.stdout.startswith("the record ")
    assert child.stdout.count("\n") == 1
    assert set(SqliteCallLog(path).open("r")) == {"small"}
