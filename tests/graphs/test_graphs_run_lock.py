import asyncio
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from creative_agents.errors import ServiceError, StorageError
from creative_agents.graphs.run_lock import RunLocks


async def held_twice(first: RunLocks, second: RunLocks) -> None:
    """Take one run twice, the second time without patience."""
    async with first.hold("winter"):
        assert second.is_held("winter")
        async with second.hold("spring", patience=0):
            pass
        async with second.hold("winter", patience=0):
            pytest.fail("two hands on one run")


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_run_is_worked_on_by_one_hand(tmp_path: Path, *, in_memory: bool) -> None:
    """The second hand is told so in one line; another run is free."""
    first = RunLocks(None if in_memory else tmp_path / "runs.sqlite")
    second = first if in_memory else RunLocks(tmp_path / "runs.sqlite")
    with pytest.raises(ServiceError, match=r"^somebody else works on the run 'winter': wait .*"):
        asyncio.run(held_twice(first, second))
    assert not second.is_held("winter")


def test_a_second_hand_waits_its_turn() -> None:
    """Ten tasks that want the same run have it one after the other."""
    locks = RunLocks()
    inside: list[int] = []

    async def work() -> None:
        async with locks.hold("winter"):
            inside.append(1)
            assert len(inside) == 1
            await asyncio.sleep(0)
            inside.pop()

    async def all_of_them() -> None:
        await asyncio.gather(*(work() for _ in range(10)))

    asyncio.run(all_of_them())
    assert inside == []


def _hold_until_killed(file: Path, told: Connection) -> None:
    async def hold() -> None:
        async with RunLocks(file).hold("winter"):
            told.send("held")
            await asyncio.sleep(60)

    asyncio.run(hold())


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    """What SIGKILL leaves behind keeps nobody away."""
    file = tmp_path / "runs.sqlite"
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_hold_until_killed, args=(file, there))
    process.start()
    assert here.recv() == "held"
    assert RunLocks(file).is_held("winter")
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert not RunLocks(file).is_held("winter")
    process.close()
    here.close()
    there.close()


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    """The way out is named."""
    (tmp_path / "runs.sqlite.locks").write_text("a file where a folder should be")
    with pytest.raises(StorageError, match=r"^the lock of the run 'winter' cannot be made in "):
        RunLocks(tmp_path / "runs.sqlite").is_held("winter")
