"""A checkpoint that an earlier version wrote: it loads typed and goes on, or is refused."""

import logging
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final, get_type_hints

import pytest
from campaign_house import NOW, department, make_brand
from endtoend_types import mistyped
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite import SqliteSaver

from creative_agents.domain.approval import Answer
from creative_agents.errors import ApprovalError, StorageError
from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.campaign.state import VERSION, CampaignState
from creative_agents.graphs.checkpoints import SqliteCheckpointer
from creative_agents.graphs.runner import CampaignRunner
from creative_agents.graphs.runs_index import RunsIndex
from creative_agents.graphs.store import RunStore
from creative_agents.testing.scripted_model import ScriptedChatModel

FIXTURES: Final = Path(__file__).parent / "fixtures"
RUN: Final = "winter"
CONFIG: Final[Any] = {"configurable": {"thread_id": RUN}}
AT_THE_END: Final = {"campaign", "delivered"}
"""Keys that a run has only once it is over."""


BOOKS: Final = ("campaign_v1.sqlite", "campaign_v1_book_v2.sqlite")
"""A run that waits at its second copy gate, by the version of its state and of its book."""


@pytest.fixture(params=BOOKS)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a fixture of this version of the state, with each version of the book."""
    return Path(shutil.copy(FIXTURES / request.param, tmp_path / "runs.sqlite"))


def reopened(file: Path) -> CampaignRunner:
    """Take the department up from a file."""
    nodes = create_campaign_nodes(
        ScriptedChatModel(answers=[]),
        brand=make_brand(),
        store=RunStore.open(file),
        clock=lambda: NOW,
        **department(),
    )
    return CampaignRunner(nodes)


def test_the_fixtures_are_those_of_this_version_of_the_state() -> None:
    """Another version needs another one, beside those that are there."""
    assert all(name.startswith(f"campaign_v{VERSION}") for name in BOOKS)
    assert sorted(file.name for file in FIXTURES.glob("campaign_*.sqlite")) == sorted(BOOKS)


@pytest.mark.parametrize("name", BOOKS)
def test_a_fixture_is_small_and_tells_nothing_of_the_machine_that_made_it(name: str) -> None:
    """It stays in the repository for ever."""
    content = (FIXTURES / name).read_bytes()

    assert len(content) < 300_000
    assert os.uname().nodename.encode() not in content
    assert b"/home/" not in content


def test_every_key_of_the_state_comes_back_with_its_exact_type(file: Path) -> None:
    """In strict mode, down to the last field: nouns, tuples, enumerated words, times."""
    assert os.environ["LANGGRAPH_STRICT_MSGPACK"] == "true"
    state = reopened(file).graph.get_state(CONFIG).values
    hints = get_type_hints(CampaignState)
    wrong = [line for key in state for line in mistyped(state[key], hints[key], key)]

    assert wrong == []
    assert set(state) == set(hints) - AT_THE_END


def test_the_fixture_holds_something_under_every_key_that_can_hold_it(file: Path) -> None:
    """An empty list would prove nothing about the types inside it."""
    state = reopened(file).graph.get_state(CONFIG).values
    empty = {key for key, value in state.items() if not value and value not in (False, 0)}

    assert empty == {"answer", "memory", "refused", "strategy_note", "tries"}


def test_a_type_that_is_not_ours_would_be_noticed(file: Path) -> None:
    """A noun that comes back as a mapping, deep inside, is named with its place."""
    deck = reopened(file).graph.get_state(CONFIG).values["deck"]
    first, *others = deck.variants
    loose = first.model_copy(update={"asset": first.asset.model_dump()})
    changed = deck.model_copy(update={"variants": (loose, *others)})
    hint = get_type_hints(CampaignState)["deck"]

    assert list(mistyped(changed, hint, "deck")) == ["deck.variants[0].asset: dict is not Asset"]


def test_loading_blocks_no_type(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Our list of types is complete: LangGraph has nothing to complain about."""
    with caplog.at_level(logging.DEBUG):
        reopened(file).resume(RUN)

    assert [record.getMessage() for record in caplog.records if "langgraph" in record.name] == []


@pytest.mark.parametrize("file", BOOKS[:1], indirect=True)
def test_without_our_list_the_types_are_blocked_and_it_is_logged(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Which shows that the test before could fail; the first file is one that LangGraph reads."""
    with closing(sqlite3.connect(file)) as connection, caplog.at_level(logging.DEBUG):
        saver = SqliteSaver(connection, serde=JsonPlusSerializer(allowed_msgpack_modules=[]))
        found = saver.get_tuple(CONFIG)

    assert found is not None
    assert type(found.checkpoint["channel_values"]["deck"]) is dict
    assert any("Blocked" in record.getMessage() for record in caplog.records)


def test_its_book_is_read_and_its_log_is_whole(file: Path) -> None:
    """Who decided, on what, in which words; a book of version 1 had no log, and says so."""
    book = RunStore.open(file).book
    rows = book.of_run(RUN)

    assert [row.status for row in rows] == ["decided", "decided", "decided", "pending"]
    assert [row.answer.by if row.answer else "" for row in rows] == ["Ana", "Ana", "Ana", ""]
    assert all(row.votes[0].fingerprint == row.question.fingerprint for row in rows[:3])
    assert [line.id for line in book.waiting()] == [rows[-1].question.id]
    assert book.verify().ok
    kinds = {event.kind for event in book.events()}
    assert kinds == ({"migrated"} if book.events()[0].kind == "migrated" else kinds - {"migrated"})


def test_a_decision_of_it_cannot_be_undone(file: Path) -> None:
    """The campaign went on from it long ago."""
    book = RunStore.open(file).book
    with pytest.raises(ApprovalError, match="cannot be undone, the work went on from it"):
        book.undo(book.of_run(RUN)[0].question.id)


def test_its_question_can_be_answered_and_the_campaign_ends(file: Path) -> None:
    """What was approved in the first round, and what is approved now, is in the record."""
    runner = reopened(file)
    question = runner.resume(RUN).question
    assert question is not None
    assert (question.gate, question.round) == ("copy", 2)
    assert question.pieces == ("landing_hero/1", "landing_hero/2")
    standing = runner.answer(RUN, Answer(default="approve", by="Ana"), question=question.id)

    campaign = standing.campaign
    assert campaign is not None
    assert standing.status == "done"
    assert [item.id for item in campaign.deck.variants] == [
        "x_post/1",
        "landing_hero/1",
        "landing_hero/2",
    ]
    assert [gate.gate for gate in campaign.gates] == ["brief", "strategy", "copy", "copy"]
    assert [item.reason for item in campaign.set_aside] == ["rejected: says nothing"]
    assert (campaign.cost.calls, campaign.cost.in_flight_lost) == (27, 0)


def test_a_piece_of_it_can_be_sent_back_again(file: Path) -> None:
    """The work of a later version goes on from the state of an earlier one."""
    runner = reopened(file)
    standing = runner.answer(RUN, Answer(default="revise", note="warmer"))
    assert standing.question is not None
    assert standing.question.round == 3

    assert runner.answer(RUN, Answer(default="approve")).status == "done"


def test_a_state_of_another_version_is_refused_in_one_line(file: Path) -> None:
    """Nothing of it is touched, by a resume or by an answer."""
    RunStore.open(file)  # the book is brought up to date whenever it is opened
    _write_state(file, version=VERSION + 1)
    before = _dump(file)
    said = (
        f"the run 'winter' was written by version {VERSION + 1} of the campaign and this one "
        f"reads {VERSION}: finish it with the version that started it, or start anew"
    )
    with pytest.raises(StorageError, match=f"^{said}$"):
        reopened(file).resume(RUN)
    with pytest.raises(StorageError, match=f"^{said}$"):
        reopened(file).answer(RUN, Answer(default="approve"))

    assert _dump(file) == before


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("approvals_meta", r"^the approvals in '.*runs.sqlite' have schema 99 and .* reads 2: .*$"),
        ("calls_meta", r"^the record '.*runs.sqlite' has version 99, this release reads .*$"),
    ],
)
def test_tables_of_another_version_are_refused_in_one_line(
    file: Path, table: str, said: str
) -> None:
    """The approvals and the calls say which schema they have."""
    _execute(file, f"UPDATE {table} SET version = 99")
    before = _dump(file)
    with pytest.raises(StorageError, match=said):
        reopened(file).answer(RUN, Answer(default="revise", note="warmer"))

    assert _dump(file) == before


def test_an_entry_of_the_list_of_runs_from_another_version_is_refused_in_one_line(
    file: Path,
) -> None:
    """The list says which run it cannot read."""
    index = RunsIndex(file)
    _execute(file, "INSERT INTO runs VALUES ('autumn', 'done', '2030', '{\"new\": 1}')")
    for read in (index.all, lambda: index.get("autumn")):
        with pytest.raises(StorageError, match=r"^the run 'autumn' in .* by another version: .*$"):
            read()


@pytest.mark.parametrize("content", [b"not a database, whatever it is called\n" * 40, b""])
def test_a_file_that_is_no_database_is_refused_in_one_line_or_is_a_new_one(
    tmp_path: Path, content: bytes
) -> None:
    """A text file under the name is left alone; an empty one is a store without runs."""
    file = tmp_path / "runs.sqlite"
    file.write_bytes(content)
    if content:
        with pytest.raises(
            StorageError, match=r"^the record '.*' cannot be used \(file is not a database\)"
        ):
            RunStore.open(file)
        assert file.read_bytes() == content
    else:
        assert RunStore.open(file).book.pending() == ()


def _write_state(file: Path, **values: object) -> None:
    saver = SqliteCheckpointer(file)
    found = saver.get_tuple(CONFIG)
    assert found is not None
    found.checkpoint["channel_values"].update(values)
    parent = found.parent_config or found.config
    saver.put(parent, found.checkpoint, found.metadata, found.checkpoint["channel_versions"])
    saver.close()


def _execute(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def _dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [line for line in connection.iterdump() if "sqlite_" not in line]
