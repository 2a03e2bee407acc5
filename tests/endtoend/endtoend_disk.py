"""A small disk that can be filled, enlarged and made read-only."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Disk:
    """A file system of its own, in memory."""

    folder: Path
    """Where it is mounted."""

    def remount(self, options: str) -> None:
        """Change it: ``size=20m``, ``ro``, ``rw``."""
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.folder)], check=True)

    def everything(self) -> list[str]:
        """Name every file and folder on it, hidden ones too."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Disk | None]:
    """Mount a small disk.

    Args:
        folder: Where; it is made.
        size: Its size, as tmpfs takes it: ``64k``.

    Yields:
        The disk; nothing where this user or this system cannot mount one.
    """
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode:
        yield None
        return
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
