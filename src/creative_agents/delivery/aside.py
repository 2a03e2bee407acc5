"""Written aside: a folder that is there whole, or not at all."""

import contextlib
import os
import shutil
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Final

STALE_SECONDS: Final = 3600
"""Age after which a half-written folder belongs to a process that died."""
_ENDING: Final = ".partial"


def write_aside(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Write files into a new folder that appears at once, complete and on the disk.

    Args:
        folder: Where it will stand. Its parents are made.
        files: Contents by relative path, with ``/`` between folders.

    Returns:
        False when something stands there already; it was not touched.

    Raises:
        OSError: The disk refused; nothing was left behind.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    aside = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}{_ENDING}")
    try:
        _fill(aside, files)
        return _appear(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(aside: Path, files: Mapping[str, bytes]) -> None:
    aside.mkdir()
    for name, content in files.items():
        path = aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for place in {(aside / name).parent for name in files} | {aside}:
        _sync(place)


def _appear(aside: Path, folder: Path) -> bool:
    if os.path.lexists(folder) and not _empty(folder):
        return False
    try:
        if os.path.lexists(folder):
            folder.rmdir()
        aside.rename(folder)
    except OSError:
        if os.path.lexists(folder):
            return False
        raise
    _sync(folder.parent)
    return True


def _empty(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())


def _sync(folder: Path) -> None:
    """Make a rename last; a system that cannot open a folder keeps its own promise."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what a process that died left beside the folder."""
    for left in folder.parent.glob(f".{folder.name}.*{_ENDING}"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
