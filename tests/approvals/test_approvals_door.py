import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
from approvals_made import NOW, make_question, make_route_question
from approvals_places import Clock

from creative_agents.approvals import Approvals
from creative_agents.approvals.book import ApprovalsBook, MemoryBook, SqliteBook
from creative_agents.approvals.opening import data_file, open_book
from creative_agents.approvals.question import Approval
from creative_agents.domain.approval import Answer, Decision, Person, Terms
from creative_agents.domain.process import Hook
from creative_agents.errors import AnswerError, ApprovalError, StorageError, UnknownNameError

ANA: Final = Person(id="ana", name="Ana")
MEGABYTE: Final = "x" * 1_000_000

BAD: Final[dict[str, tuple[Any, str]]] = {
    "a word": ("approve", "this is no answer"),
    "a number": (7, "this is no answer"),
    "a list": ([], "this is no answer"),
    "none": (None, "this is no answer"),
    "a megabyte": (MEGABYTE, "this is no answer"),
    "bytes": (b"approve", "this is no answer"),
    "an unknown word": ({"default": "maybe"}, "this is no answer .default: Input should be"),
    "an unknown field": ({"default": "approve", "yes": 1}, "this is no answer .yes: Extra"),
    "a word of the wrong type": ({"default": ["approve"]}, "this is no answer .default"),
    "empty": ({}, "'strategy' has no decision: name it, or give a default"),
    "no route": ({"default": "approve"}, "approving needs a choice: one of a, b"),
    "an unknown route": ({"default": "approve", "choice": "z"}, "there is no route 'z'"),
    "an unknown piece": (
        {"default": "approve", "choice": "a", "decisions": [{"piece": "x", "verdict": "approve"}]},
        "has no piece 'x': it has strategy",
    ),
    "a piece twice": (
        {"choice": "a", "decisions": [{"piece": "strategy", "verdict": "approve"}] * 2},
        "the piece 'strategy' is decided twice",
    ),
    "an empty note": ({"default": "revise"}, "'revise' needs a note"),
    "a megabyte of note": (
        {"default": "revise", "note": MEGABYTE},
        "the note has 1000000 characters: give at most 20000",
    ),
    "half a character": ({"default": "revise", "note": "\ud83d"}, "holds half a character"),
}
"""Answers that no question takes, each with what is said of it."""


@pytest.fixture
def approvals(book: ApprovalsBook) -> Approvals:
    """A door to each book in turn, with a choice of routes that waits."""
    book.ask(make_route_question())
    return Approvals(book)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_one_clear_line_and_the_question_waits(
    approvals: Approvals, name: str
) -> None:
    """Nothing of it is kept; a good answer is taken next."""
    answer, said = BAD[name]
    id = approvals.list()[0].id
    with pytest.raises(AnswerError, match=said) as caught:
        approvals.decide(id, answer, person=ANA)

    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    assert [event.kind for event in approvals.events()] == ["asked"]
    good = {"default": "approve", "choice": "a"}
    assert approvals.decide(id, good, person=ANA).status == "decided"


def test_an_id_that_nobody_asked_under_is_unknown(approvals: Approvals) -> None:
    """Empty, invented, of the wrong type, or a whole megabyte."""
    bad: tuple[Any, ...] = ("", "nowhere", "'; DROP TABLE approvals; --", None, 7, b"x", ["a"])
    for id in (*bad, MEGABYTE, "\ud83d", "a\0b"):
        with pytest.raises(UnknownNameError, match="nothing was asked under") as caught:
            approvals.decide(id, {"default": "reject"})
        assert len(str(caught.value)) < 300

    assert len(approvals.list()) == 1


def test_a_person_whom_no_row_could_name_is_refused_before_anything_counts(
    approvals: Approvals,
) -> None:
    """A name of a megabyte would stand in every row, and refuse it whenever it is read again."""
    id = approvals.list()[0].id
    for person in (Person(id=MEGABYTE), Person(id="ana", name=MEGABYTE)):
        with pytest.raises(AnswerError, match="has 1000000 characters: give at most 300"):
            approvals.decide(id, {"default": "reject"}, person=person)
        with pytest.raises(AnswerError, match="has 1000000 characters: give at most 300"):
            approvals.claim(id, person)

    assert [event.kind for event in approvals.events()] == ["asked"]
    assert approvals.decide(id, {"default": "reject"}, person=ANA).status == "decided"


def test_a_stale_id_is_out_of_date(approvals: Approvals) -> None:
    """Who saw the first round does not decide the second."""
    stale = approvals.list()[0].id
    approvals.book.ask(make_route_question(round=2))
    with pytest.raises(ApprovalError, match="out of date, a newer round took its place"):
        approvals.decide(stale, {"default": "reject"}, person=ANA)

    assert [line.round for line in approvals.list()] == [2]


def test_what_somebody_saw_is_what_they_decide_on(approvals: Approvals) -> None:
    """An answer to something else is refused, by the fingerprint of what was seen."""
    row = approvals.show(approvals.list()[0].id)
    with pytest.raises(AnswerError, match="is not what you saw any more"):
        approvals.decide(row.question.id, {"default": "reject"}, seen="0" * 64)

    assert approvals.decide(row.question.id, {"default": "reject"}, seen=row.seen).answer


def test_another_brands_id_is_unknown_at_a_door_of_one_brand(book: ApprovalsBook) -> None:
    """Neither shown nor decided, claimed, undone or listed; its events are not told."""
    book.ask(make_question(run_id="theirs", brand="petit-feu"))
    ours = book.ask(make_question()).question.id
    theirs = make_question(run_id="theirs").id
    door = Approvals(book, brand="spoke")
    refusals: tuple[Callable[[], Approval], ...] = (
        lambda: door.show(theirs),
        lambda: door.decide(theirs, {"default": "approve"}),
        lambda: door.claim(theirs, ANA),
        lambda: door.release(theirs, ANA),
        lambda: door.undo(theirs),
        lambda: door.reopen(theirs),
    )
    for refused in refusals:
        with pytest.raises(UnknownNameError, match=r"under '\w+' for the brand 'spoke'"):
            refused()

    assert [line.id for line in door.list(brand="petit-feu")] == [ours]
    assert {event.brand for event in door.events()} == {"spoke"}
    assert door.history(brand="petit-feu") == ()


def test_who_answers_is_whom_the_caller_authenticated(approvals: Approvals) -> None:
    """Never what the answer says of itself, nor through what it says it came."""
    id = approvals.list()[0].id
    said = {"default": "reject", "by": "The chief executive", "via": "policy"}
    row = approvals.decide(id, said, person=ANA, via="page")

    assert row.answer is not None
    assert (row.answer.by, row.answer.via, row.authenticated) == ("Ana", "page", True)
    approvals.undo(id, person=ANA)
    row = approvals.decide(id, Answer(default="reject", by="The chief executive"))
    assert row.answer is not None
    assert (row.answer.by, row.authenticated) == ("", False)


@pytest.mark.parametrize("via", ["policy", "graph", "book"])
def test_no_person_answers_in_the_name_of_a_part_of_ours(approvals: Approvals, via: str) -> None:
    """A policy's answer needs nobody, so nobody may give one."""
    with pytest.raises(AnswerError, match=f"does not come through '{via}'"):
        approvals.decide(approvals.list()[0].id, {"default": "reject"}, via=via)


def test_a_decision_is_taken_once_whoever_clicks_twice(approvals: Approvals) -> None:
    """The second click is told who was first: it may be oneself."""
    id = approvals.list()[0].id
    approvals.decide(id, {"default": "reject"}, person=ANA)
    with pytest.raises(ApprovalError, match=r"was decided by Ana at 2026-11-22 09:00 UTC$"):
        approvals.decide(id, {"default": "approve", "choice": "a"}, person=ANA)

    assert [event.kind for event in approvals.events()] == ["asked", "decided"]


def test_everything_is_there_for_a_caller_with_a_loop(approvals: Approvals) -> None:
    """The same, awaited."""

    async def go() -> list[str]:
        id = (await approvals.alist())[0].id
        assert (await approvals.ashow(id)).question.id == id
        await approvals.adecide(id, {"default": "reject"}, person=ANA)
        await approvals.aundo(id, person=ANA)
        return [event.kind for event in await approvals.aevents()]

    assert asyncio.run(go()) == ["asked", "decided", "undone"]


def test_the_record_of_human_review_is_a_line_of_json_for_each_event(approvals: Approvals) -> None:
    """Who, authenticated or not, through what, which word, on what."""
    id = approvals.list()[0].id
    approvals.decide(id, {"default": "approve", "choice": "b"}, person=ANA, via="page")
    _, decided = map(json.loads, approvals.export(run="spring"))

    assert decided["kind"] == "decided"
    assert (decided["name"], decided["authenticated"], decided["via"]) == ("Ana", True, "page")
    assert decided["details"]["words"] == {"strategy": "approve"}
    assert decided["details"]["choice"] == "b"
    assert decided["fingerprint"] == make_route_question().fingerprint


def test_whoever_lists_with_the_teams_hooks_reminds_the_team(tmp_path: Path) -> None:
    """And a door without hooks leaves the reminder to one that has them."""
    file, clock = tmp_path / "told", Clock()
    book = MemoryBook(clock=clock)
    book.ask(
        make_question(
            terms=Terms(remind_at=NOW.replace(minute=30), expires_at=NOW.replace(hour=11))
        )
    )
    code = f"import sys; open({str(file)!r}, 'a').write(sys.stdin.read() + '\\n')"
    hook = Hook(command=(sys.executable, "-c", code))
    clock.pass_hours(1)
    assert len(Approvals(book).list()) == 1
    door = Approvals(book, hooks=lambda brand: hook if brand == "spoke" else None)
    for hours in (0, 0, 1):
        clock.pass_hours(hours)
        door.list()
    give_up = time.monotonic() + 20
    while not file.exists() or len(file.read_text().splitlines()) < 2:
        assert time.monotonic() < give_up
        time.sleep(0.02)

    assert door.list() == ()
    told = [json.loads(line)["event"] for line in file.read_text().splitlines()]
    assert sorted(told) == ["expired", "reminded"]


def test_a_correction_of_something_else_than_copy_needs_no_rules(book: ApprovalsBook) -> None:
    """A person's own idea for a route is theirs."""
    id = book.ask(make_route_question()).question.id
    idea = Decision(piece="strategy", verdict="edit", text="The evening is yours")

    assert Approvals(book).decide(id, Answer(choice="a", decisions=(idea,))).status == "decided"


class TestOpening:
    """Which book a door opens."""

    def test_a_store_a_book_a_file_or_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each gives the book behind it."""
        monkeypatch.delenv("CREATIVE_AGENTS_APPROVALS", raising=False)
        monkeypatch.setenv("CREATIVE_AGENTS_HOME", str(tmp_path / "home"))
        SqliteBook(data_file()).ask(make_question())
        SqliteBook(tmp_path / "runs.sqlite").ask(make_question(run_id="autumn"))
        book = MemoryBook()

        assert Approvals(book).book is book
        assert Approvals(SimpleNamespace(book=book)).book is book
        assert [line.run_id for line in Approvals(tmp_path / "runs.sqlite").list()] == ["autumn"]
        assert [line.run_id for line in Approvals().list()] == ["spring"]
        monkeypatch.setenv("CREATIVE_AGENTS_APPROVALS", str(tmp_path / "runs.sqlite"))
        assert [line.run_id for line in Approvals().list()] == ["autumn"]

    def test_a_server_that_does_not_answer_is_one_line_without_its_password(self) -> None:
        """Which says which server."""
        with pytest.raises(StorageError) as caught:
            open_book("postgresql://ana:secret@127.0.0.1:1/approvals?sslpassword=secret")

        said = str(caught.value)
        assert "the approvals book 'postgresql://ana@127.0.0.1:1/approvals' cannot be used" in said
        assert "secret" not in said
        assert "\n" not in said


def test_ten_thousand_lines_are_listed_at_once(tmp_path: Path) -> None:
    """No subject is read: less than three tenths of a second of this processor's time."""
    book = SqliteBook(tmp_path / "runs.sqlite")
    first = make_question()
    book.ask(first)
    copies = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
    columns = "run_id, brand, gate, round, title, pieces, risk, status, fingerprint, asked_at, "
    columns += "expires_at, due_at, decided_at, claimed_by, claimed_until, effect, effect_key, "
    columns += "question, votes, answer"
    with book._database.writing() as cursor:
        cursor.run(
            f"INSERT INTO approvals (id, seq, {columns}) {copies}"
            f"SELECT 'q' || i, i, {columns} FROM approvals, n"
        )
    took = []
    for _ in range(5):
        start = time.process_time()
        lines = Approvals(book).list()
        took.append(time.process_time() - start)

    assert len(lines) == 10_000
    assert min(took) < 0.3
