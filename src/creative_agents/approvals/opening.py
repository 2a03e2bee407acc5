"""Which book: a file, a server, or the user's own."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from creative_agents.approvals.book import ApprovalsBook, SqliteBook
from creative_agents.errors import StorageError

HOME: Final = "CREATIVE_AGENTS_HOME"
"""The environment variable that moves every file of ours to another folder."""

APPROVALS: Final = "CREATIVE_AGENTS_APPROVALS"
"""The environment variable that names the server of the book: ``postgresql://...``."""


def open_book(
    where: Path | str | None = None, *, clock: Callable[[], datetime] | None = None
) -> ApprovalsBook:
    """Open the approvals book.

    Args:
        where: A file, or a server as ``postgresql://user@host/name``; absent: what
            ``CREATIVE_AGENTS_APPROVALS`` names, else the file of `data_file`.
        clock: Gives the time, in UTC; absent: the machine's.

    Raises:
        MissingExtraError: A server is named and the extra ``postgres`` is not installed.
        StorageError: It cannot be opened, or another version wrote it.
    """
    named = str(where or os.environ.get(APPROVALS, ""))
    if named.startswith(("postgresql://", "postgres://")):
        from creative_agents.approvals.postgres_book import PostgresBook  # noqa: PLC0415 - an extra

        return PostgresBook(named, clock=clock)
    return SqliteBook(data_file(named or None), clock=clock)


def data_file(path: Path | str | None = None) -> Path:
    """Give the file that keeps runs, and make its folder.

    Args:
        path: The file; absent: ``runs.sqlite`` in ``CREATIVE_AGENTS_HOME`` or in the user's
            data directory.

    Raises:
        StorageError: The folder cannot be made.
    """
    file = Path(path) if path else _home() / "runs.sqlite"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the folder {str(file.parent)!r} cannot be made: {error.strerror}; "
            f"set {HOME} to a folder that can be written"
        ) from error
    return file


def _home() -> Path:
    if named := os.environ.get(HOME):
        return Path(named)
    import platformdirs  # noqa: PLC0415 - only where no folder is named

    return Path(platformdirs.user_data_dir("creative-agents"))
