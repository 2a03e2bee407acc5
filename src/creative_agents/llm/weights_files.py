"""Weights on the disk: checked before they are used, put in place at once, one fetcher a file."""

import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from creative_agents.errors import StorageError, WeightsError
from creative_agents.llm.weights_pins import Weights

_CHUNK = 1 << 22
"""Bytes read at once."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_MAGIC = b"GGUF"


def part_of(path: Path) -> Path:
    """Name the unfinished file; both sources fill it, since their bytes are the same."""
    return path.with_name(path.name + ".part")


def kept(path: Path) -> int:
    """Count the bytes of a file that are there already."""
    return path.stat().st_size if path.exists() else 0


def check(path: Path, pin: Weights) -> None:
    """Check that a file is, byte for byte, what was pinned.

    The whole file is hashed once; a stamp beside it remembers the result for as long as the
    file's size and time of change stay the same.

    Args:
        path: The file.
        pin: What it must be.

    Raises:
        WeightsError: It is something else.
    """
    stamp = _stamp_of(path)
    if stamp.exists() and stamp.read_text("utf-8") == _seen(path, pin):
        return
    if path.stat().st_size != pin.size or digest(path) != pin.sha256:
        raise WeightsError(
            f"{str(path)!r} is not {pin.title}: its SHA-256 differs from the pinned "
            f"{pin.sha256[:12]!r}...; delete it and type: creative-agents models fetch"
        )
    _remember(path, pin)


def check_is_gguf(path: Path) -> None:
    """Check that a file which somebody named looks like weights.

    Args:
        path: The file.

    Raises:
        WeightsError: It is absent, unreadable or no GGUF file.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise WeightsError(
            f"weights {str(path)!r} cannot be read ({error.strerror}): name a GGUF file, or type: "
            f"creative-agents models fetch"
        ) from error
    if magic != _MAGIC:
        raise WeightsError(
            f"{str(path)!r} is no GGUF file: it starts with {magic!r}, not {_MAGIC!r}"
        )


def digest(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def put_in_place(part: Path, path: Path, pin: Weights) -> None:
    """Check a finished file and rename it; what is wrong is deleted and never loaded.

    Args:
        part: The file that was fetched.
        path: Where it belongs.
        pin: What it must be.

    Raises:
        WeightsError: Its bytes are not what was pinned.
    """
    found = digest(part)
    if found != pin.sha256:
        part.unlink()
        raise WeightsError(
            f"what was fetched for {pin.title} has SHA-256 {found[:12]!r}..., not the pinned "
            f"{pin.sha256[:12]!r}...; it was deleted: try again, or the other source"
        )
    part.replace(path)
    _remember(path, pin)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other fetchers of the same file waiting, in this process and in others.

    The lock goes with its process, however that ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("a+b") as file:
        _lock(file.fileno())
        yield


@contextmanager
def disk_errors_said(part: Path) -> Iterator[None]:
    """Turn what the disk refuses into one clear line that says what was kept.

    Raises:
        StorageError: The disk is full, or the folder cannot be written.
    """
    try:
        yield
    except OSError as error:
        why = "the disk is full" if error.errno in _FULL else str(error.strerror or error)
        raise StorageError(
            f"cannot write {str(part)!r}: {why}; {_megabytes(kept(part))} are kept, "
            f"make room and type the same line again"
        ) from error


def check_room(part: Path, pin: Weights, *, spare: int = 0) -> None:
    """Check before the first byte that the disk can hold the rest.

    Args:
        part: The unfinished file.
        pin: What it will be.
        spare: Bytes needed beside it on the way.

    Raises:
        StorageError: It cannot.
    """
    needed = pin.size - kept(part) + spare
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise StorageError(
            f"{str(part.parent)!r} has {_megabytes(free)} free and {pin.title} needs "
            f"{_megabytes(needed)} more: make room, or set CREATIVE_AGENTS_WEIGHTS to a GGUF file"
        )


def _stamp_of(path: Path) -> Path:
    return path.with_name(path.name + ".checked")


def _remember(path: Path, pin: Weights) -> None:
    with suppress(OSError):  # a read-only cache costs a second at each start, no more
        _stamp_of(path).write_text(_seen(path, pin), "utf-8")


def _seen(path: Path, pin: Weights) -> str:
    status = path.stat()
    return f"{pin.sha256} {status.st_size} {status.st_mtime_ns}\n"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


if sys.platform == "win32":  # pragma: no cover - the tests run on POSIX
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
