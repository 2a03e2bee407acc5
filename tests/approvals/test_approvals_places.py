"""What each place of a book is for itself: files of version 1, a server that goes away."""

import json
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from approvals_made import NOW, make_question
from approvals_places import Clock, place_of

from creative_agents.approvals.book import SqliteBook
from creative_agents.approvals.opening import open_book
from creative_agents.approvals.postgres_book import PostgresBook
from creative_agents.domain.approval import Answer
from creative_agents.errors import ApprovalError, MissingExtraError, StorageError

OLD = (
    "CREATE TABLE approvals_meta (version INTEGER NOT NULL);"
    "INSERT INTO approvals_meta VALUES (1);"
    "CREATE TABLE approvals (id TEXT PRIMARY KEY, run_id TEXT NOT NULL, gate TEXT NOT NULL, "
    "status TEXT NOT NULL, asked_at TEXT NOT NULL, decided_at TEXT, body TEXT NOT NULL);"
    "CREATE INDEX approvals_waiting ON approvals (status, asked_at);"
)
"""The tables of version 1."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of version 1: a decided question, a superseded one, one that waits."""
    path = tmp_path / "runs.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(OLD)
        for round, status in enumerate(("decided", "superseded", "pending"), 1):
            question = make_question(round=round)
            body = {
                "question": json.loads(question.model_dump_json(exclude={"risk", "terms"})),
                "status": "pending",
                "answer": None,
                "decided_at": None,
            }
            if status == "decided":
                answer: dict[str, object] = {
                    "default": "approve",
                    "choice": None,
                    "decisions": [],
                    "note": "",
                }
                body["answer"] = {**answer, "by": "Ana", "via": "terminal"}
                body["decided_at"] = (NOW + timedelta(hours=5)).isoformat()
                body["status"] = "decided"
            values = (question.id, "spring", "copy", status, str(round), None, json.dumps(body))
            connection.execute("INSERT INTO approvals VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return path


def test_a_book_of_version_1_is_brought_up_to_date_once(old: Path) -> None:
    """Every row as it was, in a log that begins there; who decided is a person of the book."""
    SqliteBook(old).close()
    with closing(SqliteBook(old)) as book:
        rows, events = book.of_run("spring"), book.events()
        assert book.verify().ok
        assert book.erase("Ana") == ()

    assert [row.status for row in rows] == ["decided", "superseded", "pending"]
    assert [event.kind for event in events] == ["migrated"] * 3
    assert rows[0].answer == Answer(default="approve", by="Ana", via="terminal")
    assert rows[0].decided_at == NOW + timedelta(hours=5)
    assert [row.question for row in rows] == [make_question(round=at) for at in (1, 2, 3)]


def test_what_waited_in_version_1_is_decided_in_this_one(old: Path) -> None:
    """And what was decided there is not undone here: the work went on from it."""
    with closing(SqliteBook(old)) as book:
        waiting = book.waiting()[0]
        assert book.decide(waiting.id, Answer(default="approve", by="Ana")).status == "decided"
        with pytest.raises(ApprovalError, match="cannot be undone, the work went on from it"):
            book.undo(make_question().id)
        with pytest.raises(ApprovalError, match="out of date"):
            book.decide(make_question(round=2).id, Answer(default="approve"))


def test_a_migration_that_is_cut_changes_nothing(old: Path) -> None:
    """A row that cannot be read leaves the file as version 1 wrote it."""
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE approvals SET body = 'no json' WHERE status = 'pending'")
    with pytest.raises(StorageError, match=r"cannot be brought up to date: .* nothing was changed"):
        SqliteBook(old)

    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT version FROM approvals_meta").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM approvals").fetchone() == (3,)


class TestPostgres:
    """A server, which may be far away."""

    def test_tables_of_another_version_are_refused(
        self, request: pytest.FixtureRequest, tmp_path: Path
    ) -> None:
        """In one line that says which."""
        place = place_of("postgres", request, tmp_path)
        open_book(place).close()
        with psycopg.connect(place) as connection:
            connection.execute("UPDATE approvals_meta SET version = 99")

        with pytest.raises(StorageError, match="have schema 99 and this version reads 2: use"):
            open_book(place)

    def test_a_connection_that_was_cut_is_made_again(
        self, request: pytest.FixtureRequest, tmp_path: Path, postgres: str
    ) -> None:
        """Whoever was cut is told so, and the next call goes through."""
        place = place_of("postgres", request, tmp_path)
        with closing(open_book(place, clock=Clock())) as book:
            book.ask(make_question())
            with psycopg.connect(postgres, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND application_name = 'creative-agents'"
                )
            with pytest.raises(
                StorageError, match=r"cannot be used: .*; look at what waits before"
            ):
                book.pending()

            assert len(book.pending()) == 1
            assert book.verify().ok

    def test_without_its_extra_the_line_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nothing else of the book needs it."""
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(MissingExtraError, match=r"pip install 'creative-agents\[postgres\]'"):
            PostgresBook("postgresql://ana@localhost/approvals")

    def test_a_text_that_it_cannot_hold_is_refused_and_nothing_is_kept(
        self, request: pytest.FixtureRequest, tmp_path: Path
    ) -> None:
        """PostgreSQL has no text with a zero character in it."""
        with closing(open_book(place_of("postgres", request, tmp_path))) as book:
            with pytest.raises(StorageError, match="cannot be used: PostgreSQL text fields cannot"):
                book.ask(make_question(title="zero \x00"))

            assert book.pending() == ()
            assert book.events() == ()
