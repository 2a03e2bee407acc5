"""Every keeper of the book, for what must hold for each of them."""

from collections.abc import Iterator

import pytest
from approvals_places import Clock, OpenBook, place_of

from creative_agents.approvals.book import ApprovalsBook, MemoryBook
from creative_agents.approvals.opening import open_book
from creative_agents.testing.postgres import PostgresMissingError, postgres_server

Opened = list[ApprovalsBook]
"""What a test opened."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL; the tests that need it are skipped where there is none."""
    try:
        with postgres_server() as url:
            yield url
    except PostgresMissingError as error:
        pytest.skip(str(error))


@pytest.fixture
def clock() -> Clock:
    """The time of the test's book."""
    return Clock()


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Closes every book in the end."""
    books: Opened = []
    yield books
    for book in books:
        book.close()


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest, clock: Clock, opened: Opened) -> OpenBook:
    """A book that several processes share, in each place in turn."""
    where = place_of(request.param, request, request.getfixturevalue("tmp_path"))

    def open_it() -> ApprovalsBook:
        book = open_book(where, clock=clock)
        opened.append(book)
        return book

    return open_it


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def book(request: pytest.FixtureRequest, clock: Clock, opened: Opened) -> ApprovalsBook:
    """Each keeper in turn: what holds for one holds for the others."""
    if request.param == "memory":
        kept: ApprovalsBook = MemoryBook(clock=clock)
    else:
        where = place_of(request.param, request, request.getfixturevalue("tmp_path"))
        kept = open_book(where, clock=clock)
    opened.append(kept)
    return kept
