"""An approvals book that an earlier version wrote: it is answered, or refused in one line."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from creative_agents.approvals.approved import approved_deck
from creative_agents.approvals.book import SCHEMA_VERSION, ApprovalsBook
from creative_agents.approvals.door import Approvals
from creative_agents.approvals.opening import HOME, open_book
from creative_agents.approvals.question import Approval
from creative_agents.cli import run
from creative_agents.domain.approval import Answer, Person
from creative_agents.errors import AnswerError, ApprovalError, StorageError

FIXTURES: Final = Path(__file__).parent / "fixtures"
LATER: Final = datetime.fromisoformat("2026-12-01T09:00:00+00:00")
"""When the book is opened again."""

HEADS: Final = {
    "book_v2.sqlite": "b4122507e4b98afe137792f06e0052283c904b9db1d5c9b933d40e18ed4fd2cc",
}
"""Every book that was kept, with the head that its log had."""

ANA: Final = Person(id="ana@example.com", name="Ana Ortiz", roles=("brand director",))
LEA: Final = Person(id="lea@example.com", name="Léa Martin", roles=("legal",))


@pytest.fixture(params=HEADS)
def name(request: pytest.FixtureRequest) -> str:
    """Each book that was kept."""
    return str(request.param)


@pytest.fixture
def file(name: str, tmp_path: Path) -> Path:
    """A copy of it, where the command line looks."""
    return Path(shutil.copy(FIXTURES / name, tmp_path / "runs.sqlite"))


@pytest.fixture
def book(file: Path) -> ApprovalsBook:
    """It, opened a week later."""
    return open_book(file, clock=lambda: LATER)


def last(book: ApprovalsBook, run_id: str) -> Approval:
    """Give the last question of a run."""
    return book.of_run(run_id)[-1]


def test_there_is_a_book_of_this_version_and_none_is_forgotten() -> None:
    """Whoever changes the tables runs `make_book_fixture.py`, and adds its head here."""
    assert f"book_v{SCHEMA_VERSION}.sqlite" in HEADS
    assert sorted(file.name for file in FIXTURES.glob("book_v*")) == sorted(HEADS)


def test_it_is_small_and_holds_nobody_who_was_erased(name: str) -> None:
    """It stays in the repository for ever."""
    content = (FIXTURES / name).read_bytes()

    assert len(content) < 150_000
    assert b"/home/" not in content
    assert b"gone@example.com" not in content


def test_each_question_stands_where_it_stood(book: ApprovalsBook) -> None:
    """At every stage that a question can be at, and what came of it."""
    stages = {
        (row.question.run_id, row.question.round): (row.status, row.effect)
        for run in ("waiting", "half", "decided", "undone", "started", "ended", "expired")
        for row in book.of_run(run)
    }
    stages |= {
        ("superseded", row.question.round): (row.status, row.effect)
        for row in book.of_run("superseded")
    }

    assert stages == {
        ("waiting", 1): ("pending", "none"),
        ("half", 1): ("pending", "none"),
        ("decided", 1): ("decided", "none"),
        ("undone", 1): ("pending", "none"),
        ("started", 1): ("decided", "started"),
        ("ended", 1): ("decided", "done"),
        ("expired", 1): ("expired", "none"),
        ("superseded", 1): ("superseded", "none"),
        ("superseded", 2): ("pending", "none"),
    }


def test_its_log_is_whole_up_to_the_head_that_was_printed(name: str, book: ApprovalsBook) -> None:
    """And stays so after an answer; another head is not found in it."""
    assert book.verify(HEADS[name]).ok
    book.decide(last(book, "waiting").question.id, Answer(default="approve"), person=ANA)

    assert book.verify(HEADS[name]).ok
    assert not book.verify("0" * 64).ok


def test_a_change_of_it_is_detected(name: str, file: Path) -> None:
    """Which shows that the test before could fail."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "UPDATE approval_events SET content = replace(content, 'approve', 'reject')"
        )

    assert not open_book(file).verify(HEADS[name]).ok


@pytest.mark.parametrize("run_id", ["waiting", "undone", "superseded"])
def test_what_waits_in_it_is_answered_once(book: ApprovalsBook, run_id: str) -> None:
    """Whoever comes second is told."""
    door = Approvals(book)
    id = last(book, run_id).question.id
    assert id in {line.id for line in door.list()}
    row = door.decide(id, {"default": "approve"}, person=ANA)

    assert (row.status, row.answer and row.answer.by) == ("decided", "Ana Ortiz")
    assert row.votes[-1].fingerprint == row.question.fingerprint
    with pytest.raises(ApprovalError, match=f"the question {id!r} was decided by Ana Ortiz"):
        door.decide(id, {"default": "reject"}, person=LEA)


def test_a_vote_of_it_counts_and_is_not_taken_twice(book: ApprovalsBook) -> None:
    """The first of two people answered before the upgrade, the second does after it."""
    id = last(book, "half").question.id
    seen = book.get(id).seen
    with pytest.raises(AnswerError, match="answered already: it still needs legal for a claim"):
        book.decide(id, Answer(default="approve"), person=ANA, seen=seen)
    assert book.get(id).waits
    row = book.decide(id, Answer(default="approve"), person=LEA, seen=seen)

    assert row.status == "decided"
    assert [vote.answer.by for vote in row.votes] == ["Ana Ortiz", "Léa Martin"]


def test_a_decision_of_it_is_undone_only_before_its_effect(book: ApprovalsBook) -> None:
    """What had begun stays decided, and what had ended is not begun again."""
    decided, started, ended = (last(book, run) for run in ("decided", "started", "ended"))
    assert book.undo(decided.question.id, person=ANA).waits
    for row in (started, ended):
        with pytest.raises(ApprovalError, match="cannot be undone"):
            book.undo(row.question.id, person=ANA)
    before = book.head()

    assert book.begin_effect(ended.question.id).effect == "done"
    assert book.head() == before


def test_what_had_expired_counts_only_once_it_is_asked_again(book: ApprovalsBook) -> None:
    """Nothing is approved by silence, nor by an upgrade."""
    id = last(book, "expired").question.id
    with pytest.raises(ApprovalError, match="expired"):
        book.decide(id, Answer(default="approve"), person=ANA)

    assert book.reopen(id, person=ANA).waits


def test_a_corrected_text_of_it_is_what_is_delivered(book: ApprovalsBook) -> None:
    """With its own letters."""
    variants = approved_deck(book.of_run("decided")).variants

    assert [one.asset.text("body") for one in variants] == ["By seven.", "À sept heures."]


def test_a_version_that_cannot_read_it_says_so_in_one_line_and_changes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """To a caller and to somebody at the command line: with what to do."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE approvals_meta SET version = 99")
    before = _dump(file)
    monkeypatch.setenv(HOME, str(file.parent))
    said = f"have schema 99 and this version reads {SCHEMA_VERSION}: use the version that wrote"
    with pytest.raises(StorageError, match=said):
        open_book(file)
    codes = [run([*command]) for command in (["inbox"], ["approve", "--all", "--yes"], ["log"])]
    told = capsys.readouterr()

    assert all(codes)
    assert told.out == ""
    assert [said in line for line in told.err.splitlines()] == [True, True, True]
    assert _dump(file) == before


def _dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())
