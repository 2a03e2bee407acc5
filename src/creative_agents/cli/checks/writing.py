"""Write a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from creative_agents.errors import StorageError


def write_atomically(file: Path, data: bytes) -> None:
    """Write a file aside and put it in its place; its permissions stay.

    Args:
        file: The file; where it is a link, what it links to.
        data: What it holds then.

    Raises:
        StorageError: It could not be written; the old one is untouched.
    """
    target = file.resolve()
    aside: str | None = None
    try:
        handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
        Path(aside).chmod(mode & 0o7777)
        Path(aside).replace(target)
    except OSError as error:
        if aside is not None:
            Path(aside).unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise StorageError(
            f"{str(file)!r} could not be written ({reason}); it is as it was"
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
