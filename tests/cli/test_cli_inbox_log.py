import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import connect

import pytest
from cli_terminal import LARKWICK, Typed
from waiting_house import House

from creative_agents.approvals.opening import data_file


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An English brand."""
    return House(tmp_path)


def decided(cli: Typed, house: House, run: str = "spring") -> str:
    """Have Ana approve a question."""
    id = house.ask(run).id
    assert cli("approve", id, "--as", "ana").code == 0
    return id


class TestLog:
    """What happened."""

    def test_each_event_has_its_line(self, cli: Typed, house: House) -> None:
        """Who, through what, which word on which piece."""
        id = decided(cli, house)
        lines = [line.split("\t") for line in cli("log").out.splitlines()]

        assert [line[2:5] for line in lines] == [
            ["asked", id, "spring"],
            ["decided", id, "spring"],
        ]
        assert lines[1][5:] == [
            "copy 1",
            "ana via terminal-as",
            "x_post/1 approve, x_post/2 approve",
        ]

    def test_a_run_and_the_last_ones_narrow_it(self, cli: Typed, house: House) -> None:
        """For a machine it is an array."""
        decided(cli, house, "one")
        decided(cli, house, "two")

        assert {event["run_id"] for event in cli("log", "--run", "one", "--json").json} == {"one"}
        (last,) = cli("log", "--last", "1", "--json").json
        assert (last["kind"], last["run_id"], last["authenticated"]) == ("decided", "two", True)

    def test_an_empty_log_is_said(self, cli: Typed) -> None:
        """It is no failure."""
        assert cli("log").out == "nothing happened at a gate yet\n"
        assert cli("log", "--json").json == []


class TestVerify:
    """Edits and gaps are detected, and nothing more is claimed."""

    def test_a_whole_log_says_its_head(self, cli: Typed, house: House) -> None:
        """A head that was kept is found in it, later too."""
        decided(cli, house, "one")
        head = cli("log", "verify", "--json").json["head"]
        decided(cli, house, "two")
        ran = cli("log", "verify", "--head", head.upper())

        assert ran.code == 0
        assert ran.out.startswith("4 events, head ")
        assert ran.out.endswith(": no edit, no gap\n")

    def test_an_edit_ends_with_1(self, cli: Typed, house: House) -> None:
        """The line says which event."""
        decided(cli, house)
        connection = connect(data_file())
        with connection:
            connection.execute(
                "UPDATE approval_events SET content = replace(content, 'approve', 'reject')"
            )
        connection.close()
        ran = cli("log", "verify")

        assert (ran.code, ran.out) == (1, "event 2 was edited\n")
        assert cli("log", "verify", "--json").json["problems"] == ["event 2 was edited"]

    def test_another_head_ends_with_1(self, cli: Typed, house: House) -> None:
        """The log was cut, or it is another one."""
        decided(cli, house)
        ran = cli("log", "verify", "--head", "0" * 64)

        assert ran.code == 1
        assert "the log was cut or written anew" in ran.out

    def test_an_empty_head_is_refused(self, cli: Typed) -> None:
        """A variable that was not set must not pass for a check."""
        assert cli("log", "verify", "--head", "").code == 2


class TestExport:
    """The record of human review."""

    def test_it_is_a_line_of_json_for_each_event(
        self, cli: Typed, house: House, tmp_path: Path
    ) -> None:
        """On standard output, in a file, or as one array."""
        decided(cli, house)
        lines = cli("log", "export").out.splitlines()
        ran = cli("log", "export", "--run", "spring", "--out", tmp_path / "review.jsonl")

        assert [json.loads(line)["kind"] for line in lines] == ["asked", "decided"]
        assert (tmp_path / "review.jsonl").read_text("utf-8").splitlines() == lines
        assert (ran.out, ran.err) == ("", f"2 events in {tmp_path / 'review.jsonl'}\n")
        assert len(cli("log", "export", "--json").json) == 2

    def test_a_folder_that_is_not_there_ends_with_3(self, cli: Typed, tmp_path: Path) -> None:
        """One line that says what to do."""
        ran = cli("log", "export", "--out", tmp_path / "none" / "review.jsonl")

        assert (ran.code, ran.err.count("\n")) == (3, 1)


class TestErase:
    """A person is forgotten."""

    def test_the_name_goes_and_the_chain_stays(self, cli: Typed, house: House) -> None:
        """It says where their name may still stand."""
        decided(cli, house)
        ran = cli("log", "erase", "ana", "--yes")

        assert ran.code == 0
        assert "of these runs may still name them: spring" in ran.out
        assert "ana" not in cli("log").out
        assert "somebody erased via terminal-as" in cli("log").out
        assert cli("log", "verify").code == 0

    def test_nobody_is_erased_unasked(self, cli: Typed, house: House) -> None:
        """A script says `--yes`; whom nobody knows is refused."""
        decided(cli, house)

        assert cli("log", "erase", "ana").err == "error: nobody is there to confirm: pass --yes\n"
        assert cli("log", "erase", "omar", "--yes").code == 2
        assert cli("log", "erase", "ana", "--yes", "--json").json == {
            "erased": True,
            "runs": ["spring"],
        }


class TestNumbers:
    """The director's numbers."""

    def test_each_figure_has_its_unit_and_n_beside_the_manual_way(
        self, cli: Typed, house: House
    ) -> None:
        """And says why it is unknown, where it is."""
        decided(cli, house)
        ran = cli("log", "numbers", "--baseline", "lead_time=8", "--source", "timesheets of 2025")

        assert ran.code == 0
        assert "larkwick, " in ran.out
        assert "first_pass      1 share of pieces (n 2), 95 % 0.34 to 1.00" in ran.out
        assert "by hand 8, -" in ran.out
        assert "by hand: timesheets of 2025" in ran.out
        assert "human_minutes   unknown" in ran.out

    def test_the_period_is_of_whole_days_and_the_brand_by_its_id(
        self, cli: Typed, house: House
    ) -> None:
        """Today counts in it; yesterday nothing was decided."""
        decided(cli, house)
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        before = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"
        given = ("log", "numbers", "--json", "--since", before)

        (numbers,) = cli(*given, "--until", today).json
        assert {one["name"]: one["n"] for one in numbers["figures"]}["waiting_time"] == 1
        assert cli(*given, "--until", before).json == []
        (other,) = cli(*given, "--brand", "other").json
        assert all(one["n"] == 0 for one in other["figures"])

    def test_a_brand_is_named_by_its_folder_too(self, cli: Typed, house: House) -> None:
        """As in the inbox: a path is never taken for an id that decided nothing."""
        decided(cli, house)
        (numbers,) = cli("log", "numbers", "--json", "--brand", LARKWICK).json

        assert numbers["brand"] == "larkwick"
        assert {one["name"]: one["n"] for one in numbers["figures"]}["waiting_time"] == 1

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--since", "last week"), "--since is 'last week': give a day as 2026-10-01"),
            (("--since", "2026-11-02", "--until", "2026-11-01"), "is not before"),
            (("--until", "9999-12-31", "--since", "x"), "--since is 'x'"),
            (("--baseline", "lead_time=8"), "--baseline needs --source"),
            (("--baseline", "speed=8", "--source", "s"), "name one of lead_time"),
            (("--baseline", "rounds=many", "--source", "s"), "give a number above zero"),
            (("--baseline", "rounds=nan", "--source", "s"), "give a number above zero"),
            (("--hourly", "-5"), "--hourly is '-5': give US dollars"),
            (("--hourly", "NaN"), "--hourly is 'NaN': give US dollars"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
    )
    def test_a_bad_option_is_refused_in_one_line(
        self, cli: Typed, arguments: tuple[str, ...], said: str
    ) -> None:
        """It ends with 2."""
        ran = cli("log", "numbers", *arguments)

        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert said in ran.err

    def test_an_empty_book_has_no_numbers(self, cli: Typed) -> None:
        """Nothing is made up."""
        assert cli("log", "numbers").out == "nothing was decided in the period\n"
