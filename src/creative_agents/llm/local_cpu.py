"""The processor that a model in this process may use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SPINS = "GOMP_SPINCOUNT"
_POLICY = "OMP_WAIT_POLICY"
_FEW = "1000"
"""Turns that a waiting thread spins before it sleeps."""


def physical_cores() -> int:
    """Count the cores that this process may use: no twin threads, no core of another's.

    Two threads on the twins of one core are slower than one, and so is a thread more than
    the container may run.

    Returns:
        At least 1.
    """
    allowed = _affinity()
    cores = _cores_of(allowed, Path("/sys/devices/system/cpu"))
    return max(1, min(len(allowed), cores or len(allowed), _quota(Path("/sys/fs/cgroup/cpu.max"))))


@contextmanager
def patient_threads() -> Iterator[None]:
    """Have OpenMP threads that are loaded inside spin briefly, then sleep, while they wait.

    A thread that spins for long takes a core from whoever else needs it, and the model waits
    for that one in turn. A thread that sleeps at once is slow to wake on a quiet machine.
    Measured on two cores, 4 runs each, in tokens a second (median; quiet, then with two busy
    processes beside): GNU's default 22 and 0.4, sleeping at once 13 to 15 and 6 to 7, this 17
    (10 to 27: that machine was not quite quiet) and 4.

    OpenMP reads its environment when it is loaded, so it is set for that moment only; a
    user's own setting stays. Other runtimes than GNU's do not know the variable.
    """
    if _POLICY in os.environ or _SPINS in os.environ:
        yield
        return
    os.environ[_SPINS] = _FEW
    try:
        yield
    finally:
        os.environ.pop(_SPINS, None)


def _affinity() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return set(range(os.cpu_count() or 1))


def _cores_of(allowed: set[int], root: Path) -> int:
    """Count the cores behind some logical processors; 0 where the system does not say."""
    lists = (root / f"cpu{number}/topology/thread_siblings_list" for number in allowed)
    return len({path.read_text("ascii").strip() for path in lists if path.exists()})


def _quota(path: Path) -> int:
    """Give the whole processors that a container may use; many where it is not limited."""
    if not path.exists():
        return 1024
    quota, _, period = path.read_text("ascii").strip().partition(" ")
    return 1024 if quota == "max" else max(1, int(quota) // int(period))
