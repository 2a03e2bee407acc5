import json
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from sqlite3 import connect

import pytest
from cli_terminal import Terminal, Typed, run_alone
from waiting_house import House

from creative_agents.approvals.opening import data_file
from creative_agents.approvals.rows import COLUMNS
from creative_agents.cli.inbox import MOST_ON_SCREEN, age
from creative_agents.domain.approval import Answer, Decision, Person
from creative_agents.domain.review import Finding

HEAVY = ("langgraph", "langchain_core", "langchain_openai", "openai", "chromadb", "aiohttp")


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An English brand."""
    return House(tmp_path)


def law(piece: str) -> dict[str, tuple[Finding, ...]]:
    """Remark something of the law."""
    finding = Finding(rule="law.price", level="warning", message="Price?", owner="legal")
    return {piece: (finding,)}


def many(count: int) -> None:
    """Copy the one question that waits, until so many do."""
    connection = connect(data_file())
    with connection:
        (row,) = connection.execute(f"SELECT {COLUMNS} FROM approvals").fetchall()
        marks = ", ".join("?" for _ in row)
        rows = ((f"{number:012x}", number, *row[2:]) for number in range(2, count + 1))
        connection.executemany(f"INSERT INTO approvals ({COLUMNS}) VALUES ({marks})", rows)
    connection.close()


class TestList:
    """What waits, over all campaigns."""

    def test_the_riskiest_comes_first_then_the_oldest(self, cli: Typed, house: House) -> None:
        """Elsewhere than on a terminal it is a line a question, parted by tabs."""
        house.ask("new", round=2)
        house.ask("old", round=1)
        house.ask("law", round=3, findings=law("x_post/1"))
        lines = [line.split("\t") for line in cli("inbox").out.splitlines()]

        assert [(line[6], line[1], line[4]) for line in lines] == [
            ("law", "high", "2"),
            ("old", "low", "2"),
            ("new", "low", "2"),
        ]

    def test_for_a_machine_it_is_an_array(self, cli: Typed, house: House) -> None:
        """With everything that a list needs, and no copy."""
        question = house.ask()
        (line,) = cli("inbox", "--json").json

        assert (line["id"], line["run_id"], line["risk"]) == (question.id, "spring", "low")
        assert set(line) >= {"brand", "gate", "round", "title", "pieces", "asked_at", "claimed_by"}
        assert "lamp" not in json.dumps(line)

    def test_a_brand_is_named_by_its_id_or_its_folder(self, cli: Typed, house: House) -> None:
        """Another brand's questions stay away."""
        house.ask()

        assert len(cli("inbox", "--brand", "larkwick", "--json").json) == 1
        assert len(cli("inbox", "--brand", house.brand_folder, "--json").json) == 1
        assert cli("inbox", "--brand", "other", "--json").json == []

    def test_a_gate_narrows_it(self, cli: Typed, house: House) -> None:
        """Only the routes, say."""
        house.ask()
        house.ask_route("summer")

        assert [line["gate"] for line in cli("inbox", "--gate", "strategy", "--json").json] == [
            "strategy"
        ]

    def test_nothing_that_waits_is_said(self, cli: Typed, house: House) -> None:
        """A decided question is not in it."""
        house.door.decide(house.ask().id, Answer(default="reject"))

        assert cli("inbox").out == "nothing waits for a decision\n"
        assert cli("inbox", "--json").json == []

    def test_what_was_asked_for_is_said_where_nothing_is_found(
        self, cli: Typed, house: House
    ) -> None:
        """A misspelt gate or brand does not look like a clear desk."""
        house.ask()

        assert (
            cli("inbox", "--gate", "cpy").out == "nothing waits for a decision at the gate 'cpy'\n"
        )
        assert (
            cli("inbox", "--brand", "lark").out
            == "nothing waits for a decision of the brand 'lark'\n"
        )

    def test_a_terminal_shows_a_table_that_ends(self, house: House) -> None:
        """Of many lines the first, and how many more there are."""
        house.ask()
        many(MOST_ON_SCREEN + 7)
        with Terminal(["inbox"], columns=160) as terminal:
            assert terminal.end() == 0

        assert "4 h" in terminal.text
        assert "and 7 more; --json gives all of them" in terminal.text

    def test_a_title_cannot_steer_the_terminal(self, cli: Typed, house: House) -> None:
        """Models write into titles."""
        house.ask(title="a\x1b[31mb\nc")

        assert cli("inbox").out.count("\n") == 1
        assert "\x1b" not in cli("inbox").out


class TestSweep:
    """What the clock brings about."""

    def test_an_expired_question_is_closed_and_said(self, cli: Typed, house: House) -> None:
        """Nothing is approved by silence."""
        house.name_people("expire_after_hours: 1")
        question = house.ask()
        assert cli("inbox").out == "nothing waits for a decision\n"
        ran = cli("inbox", "--sweep")

        assert ran.err == f"expired: {question.id} (copy, spring)\n"
        assert house.row(question).status == "expired"
        assert cli("inbox", "--sweep").err == ""

    def test_the_team_is_told_through_its_hook(self, house: House, tmp_path: Path) -> None:
        """The hook of the brand's process takes one JSON object; the command waits for it."""
        house.name_people("remind_after_hours: 1")
        told = tmp_path / "told.json"
        code = f"import sys, pathlib; pathlib.Path({str(told)!r}).write_text(sys.stdin.read())"
        with (house.brand_folder / "process.yml").open("a", encoding="utf-8") as file:
            file.write(f"notify:\n  command: {json.dumps([sys.executable, '-c', code])}\n")
        question = house.ask()
        assert run_alone("inbox", "--sweep").code == 0

        notice = json.loads(told.read_text())
        assert (notice["event"], notice["id"]) == ("reminded", question.id)

    def test_what_is_over_goes_when_the_brands_retention_says_so(
        self, cli: Typed, house: House
    ) -> None:
        """The log keeps that it was."""
        house.start = datetime.now(UTC) - timedelta(days=40)
        house.name_people("anonymous: true")
        with (house.brand_folder / "process.yml").open("a", encoding="utf-8") as file:
            file.write("retention_days: 30\n")
        house.door.decide(house.ask().id, Answer(default="reject"))
        connection = connect(data_file())
        before = (datetime.now(UTC) - timedelta(days=39)).isoformat()
        with connection:
            connection.execute("UPDATE approvals SET decided_at = ?", (before,))
        connection.close()

        assert "dropped: spring, over since 30 days or more" in cli("inbox", "--sweep").err
        assert house.door.history() == ()

    def test_a_brand_that_cannot_be_read_is_said(self, cli: Typed, house: House) -> None:
        """Its questions are swept all the same."""
        house.ask()
        (house.brand_folder / "voice.yml").write_text("{", encoding="utf-8")

        assert "cannot be read as a brand: nobody was told" in cli("inbox", "--sweep").err


class TestSpeed:
    """How quick the list is."""

    def test_ten_thousand_are_listed_in_under_a_second(self, house: House) -> None:
        """Measured as processor time of the whole process, best of three; nothing heavy loads."""
        house.ask()
        many(10_000)
        taken = []
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            ran = run_alone("inbox", "--json")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            assert len(ran.json) == 10_000

        assert min(taken) < 1.0

    @pytest.mark.parametrize("command", ["inbox", "inbox --sweep", "show {id}", "approve {id}"])
    def test_no_framework_is_loaded(self, house: House, command: str) -> None:
        """No checkpoint is read either: whoever runs the graph follows the book."""
        id = house.ask().id
        code = (
            "import sys; from creative_agents.cli import run; "
            f"assert run({command.format(id=id).split()!r}) == 0; "
            f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )

        assert done.stderr.splitlines()[-1] == ""


class TestShow:
    """One question whole."""

    def test_pieces_findings_and_the_way_to_answer_are_shown(
        self, cli: Typed, house: House
    ) -> None:
        """The first signs of an id are enough."""
        question = house.ask(findings=law("x_post/1"))
        ran = cli("show", question.id[:5])

        assert ran.code == 0
        for told in ("Bring the old lamp back", "Price?", "Risk: high", "Status: waits"):
            assert told in ran.out
        assert f"creative-agents approve | edit | revise | reject {question.id}" in ran.out
        assert "no model call is recorded" in ran.out

    def test_a_french_brand_is_shown_in_french(self, cli: Typed, tmp_path: Path) -> None:
        """A director reads it in her language."""
        ran = cli("show", House(tmp_path, "fr").ask().id)

        assert "Risque\u00a0: faible" in ran.out
        assert "Pour répondre\u00a0: creative-agents" in ran.out
        assert " · Textes, tour 1 · Maison Kermorvel · campagne spring" in " ".join(ran.out.split())

    def test_what_changed_since_the_last_round_is_shown_word_by_word(
        self, cli: Typed, house: House
    ) -> None:
        """With the note that sent it back."""
        first = house.ask()
        back = Decision(piece="x_post/1", verdict="revise", note="say when")
        house.door.decide(first.id, Answer(default="approve", decisions=(back,)))
        second = house.ask(round=2, texts=("Bring the old lamp back tonight. We take it.",))
        ran = cli("show", second.id)

        assert "x_post/1 was sent back with: say when" in ran.out
        assert "Bring the old lamp back{+ tonight+}. We take it." in ran.out
        assert "x_post/1 · Post  Bring the old lamp" in ran.out
        assert "text[1]" not in ran.out
        since = cli("show", second.id, "--json").json["since"]
        assert since["notes"] == {"x_post/1": "say when"}
        assert ["new", " tonight"] in since["changes"][0]["parts"]

    def test_a_correction_of_somebody_else_is_shown_with_what_to_add(
        self, cli: Typed, house: House
    ) -> None:
        """Whoever must still agree says that they saw it."""
        house.name_people("quorum: 2")
        question = house.ask()
        ana = Person(id="ana", name="Ana", roles=("brand director",))
        answer = {
            "default": "approve",
            "decisions": [
                {
                    "piece": "x_post/1",
                    "verdict": "edit",
                    "fields": [{"name": "text", "text": "Bring the old lamp home. We take it."}],
                }
            ],
        }
        house.door.book.decide(question.id, Answer.model_validate(answer), person=ana)
        ran = cli("show", question.id)

        assert "lamp [-back-]{+home+}." in ran.out
        assert "Ana: x_post/1 edit · x_post/2 approve" in ran.out.replace("\n", " ")
        assert f"add --seen {house.row(question).seen[:12]}" in ran.out

    def test_json_holds_the_row_and_its_cost(self, cli: Typed, house: House) -> None:
        """Everything that a page of one's own would show."""
        told = cli("show", house.ask().id, "--json").json

        assert told["question"]["subject"]["variants"][0]["id"] == "x_post/1"
        assert told["seen"]
        assert told["cost"]["calls"] == 0
        assert told["since"] is None
        assert told["next"] == "creative-agents resume spring"

    def test_the_routes_of_a_question_are_shown(self, cli: Typed, house: House) -> None:
        """A subject that is not wholly ours is shown line by line."""
        ran = cli("show", house.ask_route().id)

        assert "Idea a" in ran.out
        assert "--choice b" in ran.out

    @pytest.mark.parametrize("id", ["", "zz", "0" * 500, "'; DROP TABLE approvals"])
    def test_an_unknown_id_is_refused_in_one_line(self, cli: Typed, house: House, id: str) -> None:
        """It ends with 2."""
        house.ask()
        ran = cli("show", id)

        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert "`creative-agents inbox` shows what waits" in ran.err

    def test_an_ambiguous_id_is_refused_in_one_line(self, cli: Typed, house: House) -> None:
        """It names those that it could be."""
        ids = sorted(house.ask(f"run-{number}").id for number in range(20))
        twins = next(a[0] for a, b in pairwise(ids) if a[0] == b[0])
        ran = cli("show", twins)

        assert ran.code == 2
        assert f"{twins!r} could be " in ran.err
        assert ran.err.endswith("type more of it\n")


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        (timedelta(seconds=5), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=5, minutes=3), "5 h"),
        (timedelta(days=3, hours=5), "3 d"),
        (-timedelta(hours=1), "0 min"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(passed: timedelta, told: str) -> None:
    """A clock that went back gives no negative age."""
    now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    assert age(now - passed, now) == told
