"""Where the tests of the approvals room keep their books, and the time there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
import pytest
from approvals_made import NOW

from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.keeper import Keeper

OpenBook = Callable[[], ApprovalsBook]
"""Opens the same book again, as another process would."""

_NUMBERS: Final = count()


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Give the time."""
        return self.now

    def pass_hours(self, hours: float) -> None:
        """Let time pass."""
        self.now += timedelta(hours=hours)


def place_of(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """Give a new place for a book: a file, or a schema of its own on the server."""
    if kind == "sqlite":
        return str(folder / "runs.sqlite")
    url: str = request.getfixturevalue("postgres")
    name = f"book_{next(_NUMBERS)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{url}&options=-csearch_path%3D{name}"


def tamper(book: ApprovalsBook, statement: str, *values: object) -> None:
    """Change a book behind its back."""
    assert isinstance(book, Keeper)
    with book._database.writing() as cursor:
        assert cursor.run(statement, values)
