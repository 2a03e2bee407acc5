import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from approvals_made import make_question
from approvals_places import Clock, tamper

from creative_agents.approvals.book import ApprovalsBook, SqliteBook
from creative_agents.approvals.door import Approvals
from creative_agents.domain.approval import Answer, Person, Terms
from creative_agents.errors import AnswerError, UnknownNameError

ANA = Person(id="ana@spoke.example", name="Ana")


@pytest.fixture
def told(book: ApprovalsBook) -> ApprovalsBook:
    """A book with five events: two questions, two decisions, one effect."""
    for run_id in ("spring", "autumn"):
        question = make_question(run_id=run_id)
        book.ask(question)
        book.decide(question.id, Answer(default="approve", via="terminal"), person=ANA)
    book.begin_effect(make_question().id)
    return book


def test_what_happened_stands_in_order_with_who_and_through_what(told: ApprovalsBook) -> None:
    """Each event has its number, the one before it in its hash, and no text of a person."""
    events = told.events()

    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert [event.kind for event in events] == [
        "asked",
        "decided",
        "asked",
        "decided",
        "effect_started",
    ]
    decided = events[1]
    assert (decided.name, decided.via, decided.authenticated) == ("Ana", "terminal", True)
    assert decided.fingerprint == make_question().fingerprint
    assert decided.details["words"] == {"email/1": "approve", "email/2": "approve"}
    assert "Ana" not in decided.content()
    assert told.head() == events[-1].hash


def test_the_chain_is_sha256_of_what_was_before_and_of_the_content(told: ApprovalsBook) -> None:
    """Anybody can compute it with nothing of ours."""
    previous = hashlib.sha256(b"creative-agents/approvals-log/1").hexdigest()
    for event in told.events():
        content = hashlib.sha256(event.content().encode()).hexdigest()
        previous = hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
        assert event.hash == previous


def test_a_log_that_nobody_touched_is_whole(told: ApprovalsBook) -> None:
    """With every head that it ever had."""
    checked = told.verify()

    assert (checked.ok, checked.events, checked.head) == (True, 5, told.head())
    assert all(told.verify(event.hash).ok for event in told.events())


EDITS: Final = {
    "a word": (
        "UPDATE approval_events SET content = REPLACE(content, 'approve', 'reject') WHERE seq = 2",
        "event 2 was edited",
    ),
    "a kind": ("UPDATE approval_events SET kind = 'asked' WHERE seq = 2", "event 2 was edited"),
    "a person": ("UPDATE approval_events SET person = 'x' WHERE seq = 4", "event 4 was edited"),
    "no content": ("UPDATE approval_events SET content = NULL WHERE seq = 3", "has no content"),
    "a gap": ("DELETE FROM approval_events WHERE seq = 3", "event 3 is missing"),
    "a hash": (
        "UPDATE approval_events SET hash = 'x' WHERE seq = 4",
        "event 4 does not follow the one before it",
    ),
    "a status": ("UPDATE approvals SET status = 'pending' WHERE seq = 3", "not as the log left it"),
    "a vote": ("UPDATE approvals SET votes = '[]' WHERE seq = 1", "not as the log left it"),
    "a subject": (
        "UPDATE approvals SET question = REPLACE(question, 'tonight', 'now') WHERE seq = 1",
        "not as the log left it",
    ),
    "a row": ("DELETE FROM approvals WHERE seq = 1", "is missing from the book"),
    "another row": ("UPDATE approvals SET id = 'x' WHERE seq = 1", "the log does not know it"),
}
"""What somebody may change behind the book's back, each with what is said of it."""


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_or_a_gap_is_detected(told: ApprovalsBook, name: str) -> None:
    """In the log and in the rows, wherever it is."""
    statement, said = EDITS[name]
    tamper(told, statement)
    checked = told.verify()

    assert not checked.ok
    assert said in "\n".join(checked.problems)


def test_a_log_that_was_cut_is_detected_by_the_head_that_was_printed(told: ApprovalsBook) -> None:
    """Alone, a shorter chain looks whole: the claim is no more than that."""
    head = told.head()
    tamper(told, "DELETE FROM approval_events WHERE seq = ?", 5)
    tamper(told, "UPDATE approvals SET effect = 'none' WHERE run_id = ?", "spring")

    assert told.verify().ok
    said = told.verify(head).problems
    assert len(said) == 1
    assert said[0].startswith(f"no event has the hash {head!r}: the log was cut or written anew")


def test_a_person_is_erased_and_the_chain_stays_whole(told: ApprovalsBook) -> None:
    """Their name is nowhere in the book; that somebody authenticated decided is still there."""
    head = told.head()
    assert told.erase(ANA.id) == ("autumn", "spring")

    assert told.verify(head).ok
    assert {event.name for event in told.events()} == {""}
    assert told.events(id=make_question().id)[1].authenticated
    answer = told.get(make_question().id).answer
    assert answer is not None
    assert answer.by == ""
    with pytest.raises(UnknownNameError, match=r"knows nobody under 'ana@spoke.example'"):
        told.erase(ANA.id)


def test_an_erased_name_is_not_left_in_the_file(tmp_path: Path) -> None:
    """SQLite keeps what it deletes in free pages, unless it is told not to."""
    file = tmp_path / "runs.sqlite"
    book = SqliteBook(file)
    for number in range(30):
        question = make_question(run_id=f"run-{number}")
        book.ask(question)
        who = Person(id=f"mia-{number}@spoke.example", name=f"Mia The {number}th")
        book.decide(question.id, Answer(default="approve"), person=who)
    book.erase("mia-7@spoke.example")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    book.close()

    content = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert b"mia-8@spoke.example" in content
    assert b"mia-7@spoke.example" not in content
    assert b"Mia The 7th" not in content


def test_whoever_comes_back_after_being_erased_is_somebody_new(told: ApprovalsBook) -> None:
    """What they decided before is not theirs again."""
    told.erase(ANA.id)
    question = make_question(run_id="winter")
    told.ask(question)
    told.decide(question.id, Answer(default="approve"), person=ANA)
    refs = {event.person for event in told.events() if event.kind == "decided"}

    assert len(refs) == 2
    assert [event.name for event in told.events() if event.name] == ["Ana"]


def test_what_is_over_is_dropped_after_its_time_and_the_chain_stays_whole(
    told: ApprovalsBook, clock: Clock
) -> None:
    """Rows, contents and people go; what waits, and what is younger, stays."""
    head = told.head()
    clock.pass_hours(24 * 40)
    waiting = make_question(run_id="winter")
    told.ask(waiting)
    dropped = told.retain(30, brand="spoke")

    assert dropped == ("autumn", "spring")
    assert told.of_run("spring") == ()
    assert told.pending()[0].question.id == waiting.id
    checked = told.verify(head)
    assert (checked.ok, checked.events, checked.dropped) == (True, 7, 5)
    assert [event.kind for event in told.events()] == ["asked", "retained"]
    with pytest.raises(UnknownNameError, match="knows nobody under"):
        told.erase(ANA.id)


def test_whoever_wrote_what_still_waits_is_not_dropped_with_what_is_over(
    told: ApprovalsBook, clock: Clock
) -> None:
    """They did nothing in the book yet; forgotten, they could approve their own work."""
    clock.pass_hours(24 * 40)
    terms = Terms(not_own_work=True, authors=("mia@spoke.example",))
    question = make_question(run_id="winter", terms=terms)
    told.ask(question)
    told.retain(30, brand="spoke")
    with pytest.raises(AnswerError, match="nobody approves their own work"):
        told.decide(question.id, Answer(default="approve"), person=Person(id="mia@spoke.example"))

    assert told.get(question.id).waits


def test_a_door_of_one_brand_drops_nothing_of_another(told: ApprovalsBook, clock: Clock) -> None:
    """A retention is a brand's own, whoever calls it."""
    clock.pass_hours(24 * 40)
    with pytest.raises(UnknownNameError, match="this is the door of 'petit-feu', not of 'spoke'"):
        Approvals(told, brand="petit-feu").retain(30, brand="spoke")

    assert told.verify().dropped == 0


def test_nothing_is_dropped_before_its_time_or_of_another_brand(
    told: ApprovalsBook, clock: Clock
) -> None:
    """A retention is a brand's own."""
    clock.pass_hours(24 * 40)

    assert told.retain(41, brand="spoke") == ()
    assert told.retain(30, brand="petit-feu") == ()
    assert told.verify().events == 5


def test_a_content_that_goes_missing_later_is_no_retention(
    told: ApprovalsBook, clock: Clock
) -> None:
    """The log says which runs its retention dropped, and up to when."""
    clock.pass_hours(24 * 40)
    told.retain(30, brand="spoke")
    told.ask(make_question())
    tamper(told, "UPDATE approval_events SET content = NULL WHERE seq = ?", 7)

    assert "event 7 has no content, and no retention dropped it" in told.verify().problems


def test_a_run_that_is_forgotten_stays_in_the_log(told: ApprovalsBook) -> None:
    """Its rows are gone, and the check knows why."""
    told.forget("spring")

    assert told.verify().ok
    assert told.events()[-1].kind == "forgotten"
    told.ask(make_question())
    assert told.verify().ok


def test_events_are_of_a_run_or_of_a_question_or_the_last(told: ApprovalsBook) -> None:
    """A screen asks for no more than it shows."""
    question = make_question(run_id="autumn")

    assert [event.seq for event in told.events(run_id="spring")] == [1, 2, 5]
    assert [event.seq for event in told.events(id=question.id)] == [3, 4]
    assert [event.seq for event in told.events(after=3)] == [4, 5]
    assert [event.seq for event in told.events(limit=2)] == [4, 5]
