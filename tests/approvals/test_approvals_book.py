import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from approvals_made import make_question
from approvals_places import OpenBook, place_of

from creative_agents.approvals.book import SCHEMA_VERSION, ApprovalsBook, SqliteBook
from creative_agents.approvals.opening import open_book
from creative_agents.domain.approval import Answer, Decision
from creative_agents.errors import AnswerError, ApprovalError, StorageError, UnknownNameError

APPROVE = Answer(default="approve", by="Ana")

Race = Callable[[Callable[[int], None]], None]


def test_a_question_waits_until_somebody_decides(book: ApprovalsBook) -> None:
    """A new row is pending, without an answer and without a time."""
    row = book.ask(make_question())

    assert (row.status, row.answer, row.decided_at) == ("pending", None, None)
    assert book.get(row.question.id) == row
    assert book.pending() == book.pending("spring") == (row,)


def test_a_question_comes_back_as_it_was_asked(book: ApprovalsBook) -> None:
    """Every key, letter for letter, so that the fingerprint is the same."""
    question = make_question(title="« L’été à Sète » \u00a0: choisir")
    kept = book.ask(question).question

    assert kept == question
    assert kept.fingerprint == question.fingerprint


def test_asking_again_changes_nothing(book: ApprovalsBook) -> None:
    """A node that runs again after a crash asks the same question, whatever it would now show."""
    first = book.ask(make_question())
    again = book.ask(make_question(title="Another title"))

    assert again == first
    assert book.of_run("spring") == (first,)


def test_asking_again_after_the_decision_gives_the_decided_row(book: ApprovalsBook) -> None:
    """What was decided is not asked a second time."""
    question = make_question()
    book.ask(question)
    decided = book.decide(question.id, APPROVE)

    assert book.ask(question) == decided


def test_a_newer_round_supersedes_what_still_waits(book: ApprovalsBook) -> None:
    """One question a gate waits; the old one can no longer be answered."""
    old, new = make_question(), make_question(round=2)
    book.ask(old)
    book.ask(new)

    assert [row.question.id for row in book.pending()] == [new.id]
    assert book.get(old.id).status == "superseded"
    with pytest.raises(ApprovalError, match="out of date, a newer round took its place"):
        book.decide(old.id, APPROVE)


def test_other_gates_and_other_runs_are_not_superseded(book: ApprovalsBook) -> None:
    """Only the same gate of the same run gives way."""
    book.ask(make_question())
    book.ask(make_question(gate="brief", pieces=("price",)))
    book.ask(make_question(run_id="autumn", round=2))

    assert len(book.pending()) == 3
    assert len(book.pending("spring")) == 2


def test_a_decided_question_is_not_superseded(book: ApprovalsBook) -> None:
    """A decision stands, whatever is asked afterwards."""
    question = make_question()
    book.ask(question)
    book.decide(question.id, APPROVE)
    book.ask(make_question(round=2))

    assert [row.status for row in book.of_run("spring")] == ["decided", "pending"]


def test_an_older_round_that_is_asked_again_supersedes_nothing(book: ApprovalsBook) -> None:
    """A node of an old checkpoint that runs again does not take the place of the new question."""
    old, new = make_question(), make_question(round=2)
    book.ask(old)
    book.ask(new)
    book.ask(old)

    assert [row.question.id for row in book.pending()] == [new.id]


def test_a_decision_is_kept_with_its_time(book: ApprovalsBook) -> None:
    """The row carries the whole answer."""
    answer = Answer(
        decisions=(
            Decision(piece="email/1", verdict="approve"),
            Decision(piece="email/2", verdict="revise", note="plus court"),
        ),
        by="Ana",
        via="terminal",
    )
    question = make_question()
    book.ask(question)
    row = book.decide(question.id, answer)

    assert (row.status, row.answer) == ("decided", answer)
    assert row.decided_at is not None
    assert row.decided_at.utcoffset() is not None
    assert book.get(question.id) == row
    assert book.pending() == ()


def test_a_decision_is_taken_once(book: ApprovalsBook) -> None:
    """Whoever comes second is told who was first; the first decision stands."""
    question = make_question()
    book.ask(question)
    first = book.decide(question.id, APPROVE)

    with pytest.raises(ApprovalError, match=r"was decided by Ana at 20\d\d-"):
        book.decide(question.id, Answer(default="reject", by="Omar"))
    assert book.get(question.id) == first


def test_an_answer_that_cannot_be_taken_leaves_the_question(book: ApprovalsBook) -> None:
    """Nothing is lost: a good answer is taken next."""
    question = make_question()
    book.ask(question)
    with pytest.raises(AnswerError, match="'email/2' has no decision"):
        book.decide(question.id, Answer(decisions=(Decision(piece="email/1", verdict="approve"),)))

    assert book.pending() == (book.get(question.id),)
    assert book.decide(question.id, APPROVE).status == "decided"


@pytest.mark.parametrize("call", ["get", "decide"])
def test_what_was_never_asked_is_unknown(book: ApprovalsBook, call: str) -> None:
    """The line says where to look."""
    with pytest.raises(UnknownNameError, match="nothing was asked under 'abc': `creative-agents"):
        book.get("abc") if call == "get" else book.decide("abc", APPROVE)


def test_a_run_that_is_forgotten_leaves_no_row(book: ApprovalsBook) -> None:
    """Other runs stay."""
    book.ask(make_question())
    book.ask(make_question(run_id="autumn"))
    book.forget("spring")

    assert book.of_run("spring") == ()
    assert len(book.of_run("autumn")) == 1
    assert len(book.pending()) == 1


def test_rows_come_in_the_order_of_time(book: ApprovalsBook) -> None:
    """Oldest first, as they were asked."""
    for round in (1, 2, 3):
        question = make_question(round=round)
        book.ask(question)
        book.decide(question.id, APPROVE)
    waiting = [make_question(run_id=id, round=at) for at, id in enumerate("cab", 1)]
    for question in waiting:
        book.ask(question)

    assert [row.question.round for row in book.of_run("spring")] == [1, 2, 3]
    assert [row.question.run_id for row in book.pending()] == ["c", "a", "b"]


def test_of_many_threads_that_decide_one_wins(book: ApprovalsBook) -> None:
    """The others get a clear error; what is kept is the winner's."""
    question = make_question()
    book.ask(question)
    won: list[str] = []
    lost: list[str] = []
    ready = threading.Barrier(8)

    def decide(name: str) -> None:
        ready.wait()
        try:
            book.decide(question.id, Answer(default="approve", by=name))
        except ApprovalError as error:
            lost.append(str(error))
        else:
            won.append(name)

    threads = [threading.Thread(target=decide, args=(f"Ana {number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(won), len(lost)) == (1, 7)
    assert all(f"was decided by {won[0]} at" in message for message in lost)
    answer = book.get(question.id).answer
    assert answer is not None
    assert answer.by == won[0]


def decide_in_process(
    where: str, id: str, name: str, ready: "threading.Barrier", results: Path
) -> None:
    """Open the book as another process does, and decide when everybody is ready."""
    with closing(open_book(where)) as book:
        ready.wait()
        try:
            book.decide(id, Answer(default="approve", by=name))
        except ApprovalError as error:
            (results / name).write_text(f"lost: {error}")
        else:
            (results / name).write_text("won")


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_of_two_processes_that_decide_one_wins(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    """A book that several processes open takes one decision."""
    where, results = place_of(kind, request, tmp_path), tmp_path / "results"
    results.mkdir()
    question = make_question()
    with closing(open_book(where)) as book:
        book.ask(question)
        context = multiprocessing.get_context("forkserver")
        ready = context.Barrier(2)
        processes = [
            context.Process(
                target=decide_in_process, args=(where, question.id, name, ready, results)
            )
            for name in ("Ana", "Omar")
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join(30)
        said = {file.name: file.read_text() for file in results.iterdir()}
        winner = next(name for name, what in said.items() if what == "won")
        loser = next(what for what in said.values() if what != "won")
        answer = book.get(question.id).answer

    assert len(said) == 2
    assert f"was decided by {winner} at" in loser
    assert answer is not None
    assert answer.by == winner


def test_another_book_in_the_same_place_sees_the_same_rows(shared: OpenBook) -> None:
    """What one process decides, another reads, typed."""
    question, first, second = make_question(), shared(), shared()
    first.ask(question)
    decided = second.decide(question.id, APPROVE)

    assert first.get(question.id) == decided


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    """The line says which version it has and which this one reads."""
    path = tmp_path / "runs.sqlite"
    SqliteBook(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE approvals_meta SET version = ?", (SCHEMA_VERSION + 1,))

    with pytest.raises(StorageError, match=f"have schema {SCHEMA_VERSION + 1} and this version"):
        SqliteBook(path)


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 50, None])
def test_a_file_that_is_no_database_is_a_storage_error(
    tmp_path: Path, content: bytes | None
) -> None:
    """A damaged file or a folder in its place gives one line, not SQLite's own error."""
    path = tmp_path / "runs.sqlite"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)

    with pytest.raises(StorageError, match=r"the approvals book .* cannot be used"):
        SqliteBook(path)
