"""One hand at a time on a run: a lock that ends with the process that holds it."""

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from creative_agents.errors import ServiceError, StorageError

PATIENCE: Final = 10.0
"""Seconds that a second hand waits before it gives up: a step between two gates may be ending."""

_POLL: Final = 0.05


class RunLocks:
    """The locks of the runs of one store."""

    def __init__(self, file: Path | None = None) -> None:
        """Name the store.

        Args:
            file: The file that keeps the runs; absent: they are in memory, and so are the locks.
        """
        self._folder = file.with_name(f"{file.name}.locks") if file else None
        self._held: set[str] = set()
        self._guard = threading.Lock()

    @asynccontextmanager
    async def hold(self, run_id: str, *, patience: float = PATIENCE) -> AsyncIterator[None]:
        """Work on a run alone; a process that dies lets go.

        Args:
            run_id: The run.
            patience: How long to wait for another hand, in seconds.

        Raises:
            ServiceError: Another process, or another task of this one, works on it.
            StorageError: The lock cannot be made.
        """
        lock = self._lock(run_id)
        until = asyncio.get_running_loop().time() + patience
        while not self._take(run_id, lock):
            if asyncio.get_running_loop().time() >= until:
                raise ServiceError(
                    f"somebody else works on the run {run_id!r}: wait until it waits or ends, as "
                    f"`creative-agents runs show {run_id}` says, then resume"
                )
            await asyncio.sleep(_POLL)
        try:
            yield
        finally:
            self._let_go(run_id, lock)

    def is_held(self, run_id: str) -> bool:
        """Say whether somebody works on a run just now.

        Args:
            run_id: The run.
        """
        lock = self._lock(run_id)
        if not self._take(run_id, lock):
            return True
        self._let_go(run_id, lock)
        return False

    def _lock(self, run_id: str) -> FileLock | None:
        if self._folder is None:
            return None
        name = hashlib.sha256(run_id.encode()).hexdigest()[:16]
        return FileLock(self._folder / f"{name}.lock", thread_local=False)

    def _take(self, run_id: str, lock: FileLock | None) -> bool:
        if lock is None:
            with self._guard:
                is_free = run_id not in self._held
                self._held.add(run_id)
            return is_free
        try:
            Path(lock.lock_file).parent.mkdir(exist_ok=True)
            lock.acquire(blocking=False)
        except Timeout:
            return False
        except OSError as error:
            raise StorageError(
                f"the lock of the run {run_id!r} cannot be made in {str(self._folder)!r}: "
                f"{error.strerror}; make room or choose a folder that can be written, then resume"
            ) from error
        return True

    def _let_go(self, run_id: str, lock: FileLock | None) -> None:
        if lock is not None:
            lock.release()
            return
        with self._guard:
            self._held.discard(run_id)
