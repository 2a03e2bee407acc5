import getpass
import json
import os
import sys
from pathlib import Path

import pytest
from cli_terminal import Terminal, Typed
from waiting_house import House

from creative_agents.cli.person import sitter
from creative_agents.domain.approval import Answer, Decision, Person
from creative_agents.domain.review import Finding
from creative_agents.errors import ConfigError
from creative_agents.testing.server import FakeOpenAIServer

ANA = Person(id="ana", name="Ana Ortiz", roles=("brand director",))


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An English brand."""
    return House(tmp_path)


def editor(folder: Path, old: str, new: str) -> str:
    """Make an editor that puts one text in the place of another."""
    script = folder / "editor.py"
    code = (
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        f"file.write_bytes(file.read_bytes().replace({old.encode()!r}, {new.encode()!r}))\n"
    )
    script.write_text(code, encoding="utf-8")
    return f"{sys.executable} {script}"


class TestWords:
    """One word on what waits."""

    def test_approve_decides_in_the_book_and_says_what_happens_next(
        self, cli: Typed, house: House
    ) -> None:
        """Who answered is the account of the operating system, and said to be."""
        question = house.ask()
        ran = cli("approve", question.id[:6])
        row = house.row(question)

        assert (ran.code, row.status, row.authenticated) == (0, "decided", True)
        assert row.answer is not None
        assert (row.answer.by, row.answer.via) == (sitter().account, "terminal")
        assert ran.out == (
            f"{question.id}: approved by {sitter().account}, as the operating system says: "
            f"{question.title}\nnext: creative-agents resume spring\n"
        )

    def test_several_are_decided_at_once_and_one_bad_id_keeps_no_other(
        self, cli: Typed, house: House
    ) -> None:
        """Each has its line; the code is the gravest."""
        ids = [house.ask(f"run-{number}").id for number in (1, 2)]
        ran = cli("approve", ids[0], "zz", ids[1], ids[0])

        assert ran.code == 2
        assert ran.out.count("approved by") == 2
        assert ran.err.count("\n") == 1
        assert house.door.list() == ()

    def test_revise_needs_a_note_and_keeps_it(self, cli: Typed, house: House) -> None:
        """The writers get it word for word."""
        question = house.ask()
        assert cli("revise", question.id).err == (
            "error: 'revise' needs a note that says what to change\n"
        )
        assert cli("revise", question.id, "--note", "plus chaleureux, s’il vous plaît").code == 0
        answer = house.row(question).answer

        assert answer is not None
        assert (answer.default, answer.note) == ("revise", "plus chaleureux, s’il vous plaît")

    def test_one_piece_and_the_rest(self, cli: Typed, house: House) -> None:
        """Each piece has its own word."""
        question = house.ask()
        ran = cli("reject", question.id, "--piece", "x_post/2", "--rest", "approve")
        row = house.row(question)

        assert row.answer is not None
        words = [(one.piece, one.verdict) for one in row.answer.decisions]
        assert (words, row.answer.default) == ([("x_post/2", "reject")], "approve")
        assert "1 approved, 1 refused by" in ran.out

    def test_a_piece_without_decision_is_refused(self, cli: Typed, house: House) -> None:
        """Nothing is approved by silence."""
        question = house.ask()
        ran = cli("approve", question.id, "--piece", "x_post/2")

        assert (ran.code, house.row(question).status) == (2, "pending")
        assert "'x_post/1' would be without decision" in ran.err

    def test_a_route_is_chosen_by_name(self, cli: Typed, house: House) -> None:
        """The recommended one is no default."""
        question = house.ask_route()
        assert "needs a route: add --choice, one of a, b" in cli("approve", question.id).err
        assert "there is no route 'c'" in cli("approve", question.id, "--choice", "c").err
        cli("approve", question.id, "--choice", "a")
        answer = house.row(question).answer

        assert answer is not None
        assert answer.choice == "a"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "name the questions, or say --all"),
            (("{id}", "--all"), "name the questions, or say --all"),
            (("{id}", "--piece", "sms/9", "--rest", "reject"), "has no piece 'sms/9'"),
            (("{id}", "--choice", "a"), "offers no routes to choose from"),
            (("{id}", "--as", " "), "--as is empty"),
            (("{id}", "--note", "x" * 30_000), "the note has 30000 characters"),
            (("{id}", "--resume", "--json"), "--resume tells how the run goes"),
            (("{id}", "--rest", "maybe"), "invalid value for '--rest'"),
            (("--all",), "nobody is there to confirm: pass --yes"),
        ],
        ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
    )
    def test_a_bad_answer_is_refused_in_one_line_and_the_question_waits(
        self, cli: Typed, house: House, arguments: tuple[str, ...], said: str
    ) -> None:
        """It ends with 2."""
        question = house.ask()
        ran = cli("approve", *(one.format(id=question.id) for one in arguments))

        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert said in ran.err
        assert house.row(question).status == "pending"

    def test_what_is_decided_already_is_refused(self, cli: Typed, house: House) -> None:
        """It ends with 1, and says who was first."""
        question = house.ask()
        house.door.decide(question.id, Answer(default="reject"), person=ANA)
        ran = cli("approve", question.id)

        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert f"the question {question.id!r} was decided by Ana Ortiz" in ran.err

    def test_everything_that_waits_of_a_brand_and_a_gate(self, cli: Typed, house: House) -> None:
        """With --yes nobody is asked."""
        house.ask("one")
        house.ask("two")
        route = house.ask_route("three")
        ran = cli("approve", "--all", "--gate", "copy", "--brand", "larkwick", "--yes")

        assert (ran.code, ran.out.count("approved by")) == (0, 2)
        assert [line.id for line in house.door.list()] == [route.id]

    def test_everything_is_confirmed_in_a_terminal(self, house: House) -> None:
        """Who says no decides nothing."""
        question = house.ask()
        with Terminal(["reject", "--all"]) as terminal:
            terminal.wait_for("reject 1 question, 2 pieces?")
            terminal.type("n")
            assert terminal.end() == 0

        assert house.row(question).waits

    def test_json_tells_each(self, cli: Typed, house: House) -> None:
        """What was decided, by whom, what is next; a refusal too."""
        question = house.ask()
        good, bad = cli("approve", question.id, "zz", "--json").json

        assert (good["status"], good["next"]) == ("decided", "creative-agents resume spring")
        assert (good["person"], good["via"]) == (sitter().account, "terminal")
        assert set(bad) == {"id", "error"}

    def test_a_run_of_another_machine_is_somebody_elses_to_resume(
        self, cli: Typed, house: House
    ) -> None:
        """The decision is in the book, which several machines may share."""
        question = house.ask("spring")
        other = question.model_copy(update={"id": "f" * 12, "run_id": "elsewhere"})
        house.door.book.ask(other)

        assert cli("approve", "ffff").out.endswith(
            "next: whoever runs 'elsewhere' resumes it; the decision is in the book\n"
        )


class TestPeople:
    """Who answers."""

    def test_the_account_is_the_systems_and_not_the_environments(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`USER=ana` makes nobody Ana, though Python's own getpass believes it."""
        monkeypatch.setenv("USER", "ana")
        monkeypatch.setenv("LOGNAME", "ana")

        assert getpass.getuser() == "ana"
        assert sitter().account != "ana"

    def test_as_comes_before_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """And both before the account, which vouches for them."""
        monkeypatch.setenv("CREATIVE_AGENTS_PERSON", "omar")
        assert (sitter().id, sitter().via) == ("omar", "terminal-as")
        assert sitter("lea").id == "lea"
        assert sitter("lea").told == f"lea, as the account {sitter().account} says"
        with pytest.raises(ConfigError, match="--as is empty"):
            sitter("")

    def test_roles_come_from_the_brands_process(self, cli: Typed, house: House) -> None:
        """Legal may not approve what a brand director must."""
        house.name_people()
        question = house.ask()
        ran = cli("approve", question.id, "--as", "lea")
        assert ran.code == 2
        assert "'lea' may not answer the gate 'copy' as legal" in ran.err
        assert cli("approve", question.id, "--as", "ANA").code == 0
        row = house.row(question)

        assert row.answer is not None
        assert (row.answer.by, row.answer.via) == ("Ana Ortiz", "terminal-as")

    def test_two_must_agree_and_the_first_is_told_who_is_missing(
        self, cli: Typed, house: House
    ) -> None:
        """The question waits for the second."""
        house.name_people("quorum: 2")
        question = house.ask()
        first = cli("approve", question.id, "--as", "ana")

        assert first.out.splitlines()[1] == "it still needs brand director"
        assert house.row(question).waits
        assert "next: creative-agents resume" in cli("approve", question.id, "--as", "omar").out

    def test_a_finding_of_the_law_needs_legal(self, cli: Typed, house: House) -> None:
        """Whoever else approved."""
        house.name_people("requires: [{owner: legal, approvers: [legal]}]")
        finding = Finding(rule="law.price", level="warning", message="Price?", owner="legal")
        question = house.ask(findings={"x_post/1": (finding,)})

        assert (
            "it still needs legal for law.price" in cli("approve", question.id, "--as", "ana").out
        )
        assert cli("approve", question.id, "--as", "lea").code == 0
        assert house.row(question).status == "decided"

    def test_where_roles_are_asked_for_the_brands_folder_must_be_there(
        self, cli: Typed, house: House
    ) -> None:
        """Nobody's role can be told without it."""
        house.name_people()
        question = house.ask()
        house.brand_folder.rename(house.folder / "moved")
        ran = cli("approve", question.id, "--as", "ana")
        assert (ran.code, ran.err.count("\n")) == (2, 1)
        moved = house.folder / "larkwick"
        (house.folder / "moved").rename(moved)

        assert cli("approve", question.id, "--as", "ana", "--brand", moved).code == 0

    def test_what_somebody_corrected_is_approved_only_once_it_was_seen(
        self, cli: Typed, house: House
    ) -> None:
        """`show` says what to add."""
        house.name_people("quorum: 2")
        question = house.ask()
        edit = {"name": "text", "text": "Bring the old lamp home. We take it."}
        decision = Decision.model_validate(
            {"piece": "x_post/1", "verdict": "edit", "fields": [edit]}
        )
        answer = Answer(default="approve", decisions=(decision,))
        house.door.book.decide(question.id, answer, person=ANA)
        assert "somebody corrected" in cli("approve", question.id, "--as", "omar").err
        seen = house.row(question).seen
        assert "give the first 8 signs" in cli("approve", question.id, "--seen", seen[:3]).err
        wrong = cli("approve", question.id, "--as", "omar", "--seen", "0" * 12)
        assert "is not what you saw any more" in wrong.err

        assert cli("approve", question.id, "--as", "omar", "--seen", seen[:12]).code == 0


class TestEdit:
    """A person's own text."""

    def test_a_correction_counts_once_it_keeps_the_rules(
        self, cli: Typed, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """How long somebody was at it stands in the log."""
        question = house.ask()
        monkeypatch.setenv("EDITOR", editor(house.folder, "with a coin", "with one coin"))
        ran = cli("edit", question.id, "--piece", "x_post/2", "--rest", "approve")
        row = house.row(question)

        assert ran.code == 0
        assert row.answer is not None
        assert row.answer.decisions[0].fields[0].text == "A lamp that opens with one coin."
        assert [event.kind for event in house.door.events()] == ["asked", "claimed", "decided"]

    def test_a_correction_that_breaks_a_rule_is_refused(
        self, cli: Typed, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The line says which; the question waits and nobody is at it."""
        question = house.ask()
        monkeypatch.setenv("EDITOR", editor(house.folder, "A lamp", "Our eco-friendly lamp"))
        ran = cli("edit", question.id, "--rest", "approve")

        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert "your text for 'x_post/2' breaks" in ran.err
        assert house.row(question).status == "pending"

    def test_a_french_correction_keeps_its_apostrophes_and_spaces(
        self, cli: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What a director writes is what goes out, sign by sign."""
        house = House(tmp_path, "fr")
        question = house.ask()
        text = "À vendredi\u202f: l’été s’invite"
        monkeypatch.setenv("EDITOR", editor(tmp_path, "La marée du mois arrive vendredi", text))
        ran = cli("edit", question.id, "--piece", "x_post/1", "--rest", "approve")
        answer = house.row(question).answer

        assert ran.code == 0, ran.err
        assert answer is not None
        assert answer.decisions[0].fields[0].text == f"{text}."

    def test_an_editor_that_changes_nothing_decides_nothing(
        self, cli: Typed, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The question waits on."""
        question = house.ask()
        monkeypatch.setenv("EDITOR", editor(house.folder, "nowhere", "somewhere"))
        ran = cli("edit", question.id, "--rest", "approve")

        assert (ran.code, house.row(question).status) == (2, "pending")
        assert "nothing changed" in ran.err

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ((), "has 2 pieces: add --rest"),
            (("--rest", "revise"), "--rest revise needs a note"),
            (("--piece", "sms/9", "--rest", "approve"), "has no piece 'sms/9'"),
            (("--rest", "approve", "--as", "lea"), "'lea' may not answer"),
        ],
        ids=["rest", "revise", "piece", "person"],
    )
    def test_what_could_not_be_taken_is_refused_before_anybody_writes(
        self,
        cli: Typed,
        house: House,
        monkeypatch: pytest.MonkeyPatch,
        more: tuple[str, ...],
        said: str,
    ) -> None:
        """No editor is opened."""
        house.name_people()
        question = house.ask()
        monkeypatch.setenv("EDITOR", f"{sys.executable} -c 'raise SystemExit(print(1))'")
        given = more if "--as" in more else (*more, "--as", "ana")
        ran = cli("edit", question.id, *given)

        assert ran.code == 2
        assert said in ran.err
        assert [event.kind for event in house.door.events()][-1] in {"asked", "released"}

    def test_an_idea_is_written_for_the_chosen_route(
        self, cli: Typed, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A person's own idea takes the place of the agents'."""
        question = house.ask_route()
        monkeypatch.setenv("EDITOR", editor(house.folder, "Idea a", "My own idea"))
        cli("edit", question.id, "--choice", "a")
        answer = house.row(question).answer

        assert answer is not None
        assert (answer.choice, answer.decisions[0].text) == ("a", "My own idea")

    def test_somebody_who_is_at_it_keeps_others_away(self, cli: Typed, house: House) -> None:
        """The line says who, and until when."""
        question = house.ask()
        house.door.claim(question.id, ANA)
        ran = cli("edit", question.id, "--rest", "approve")

        assert ran.code == 1
        assert "Ana Ortiz is at the question" in ran.err

    def test_a_text_that_was_not_taken_is_given_back(
        self, cli: Typed, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody decides while the editor is open; what was written is shown again."""
        question = house.ask()
        script = house.folder / "slow.py"
        script.write_text(
            "import pathlib, sys\n"
            "from creative_agents.approvals.opening import data_file\n"
            "import sqlite3\n"
            "c = sqlite3.connect(data_file())\n"
            "with c:\n"
            "    c.execute(\"UPDATE approvals SET status = 'superseded'\")\n"
            "file = pathlib.Path(sys.argv[1])\n"
            "file.write_text(file.read_text().replace('with a coin', 'with two coins'))\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
        ran = cli("edit", question.id, "--piece", "x_post/2", "--rest", "approve")

        assert ran.code == 1
        assert "A lamp that opens with two coins.\n" in ran.err
        assert "a newer round took its place" in ran.err


class TestUndo:
    """A decision is taken back."""

    def test_it_waits_again(self, cli: Typed, house: House) -> None:
        """Whoever took it back stands in the log."""
        question = house.ask()
        cli("approve", question.id)
        ran = cli("undo", question.id[:6])

        assert ran.code == 0
        assert "it waits again" in ran.out
        assert house.row(question).waits
        assert house.door.events()[-1].kind == "undone"
        assert cli("undo", question.id).code == 1

    def test_once_the_work_went_on_it_is_too_late(self, cli: Typed, house: House) -> None:
        """It ends with 1."""
        question = house.ask()
        cli("approve", question.id)
        house.door.book.begin_effect(question.id)
        ran = cli("undo", question.id, "--json")

        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert "the work went on from it" in ran.err


class TestResume:
    """The decision, then the run."""

    def test_a_campaign_goes_from_gate_to_gate_through_the_inbox(
        self, cli: Typed, campaign: Typed, server: FakeOpenAIServer, tmp_path: Path
    ) -> None:
        """Started without a terminal, decided in the inbox, delivered."""
        campaign("--name", "spring")
        (route,) = cli("inbox", "--json").json
        ran = cli("approve", route["id"], "--choice", "a", "--resume")
        assert "next: " not in ran.out
        assert ran.code == 0, ran.err
        (deck,) = cli("inbox", "--json").json
        assert deck["gate"] == "copy"
        cli("approve", deck["id"])
        assert cli("resume", "spring").code == 0

        assert (tmp_path / "out" / "spring" / "campaign.html").is_file()
        assert cli("inbox", "--json").json == []
        assert server.stats.requests > 0

    def test_a_refused_campaign_ends_with_1(
        self, cli: Typed, campaign: Typed, server: FakeOpenAIServer
    ) -> None:
        """The run ended, and nothing was delivered."""
        campaign("--name", "spring")
        (route,) = cli("inbox", "--json").json
        before = server.stats.requests

        assert cli("reject", route["id"], "--resume").code == 1
        assert server.stats.requests == before


def test_the_log_says_who_without_naming_the_account(cli: Typed, house: House) -> None:
    """What is hashed holds no name: people stand in it by an erasable reference."""
    cli("approve", house.ask().id, "--as", "ana")
    event = json.loads(list(house.door.export())[-1])

    assert (event["name"], event["via"]) == ("ana", "terminal-as")
    (chained,) = [one for one in house.door.events() if one.kind == "decided"]
    assert "ana" not in chained.content()
    assert os.environ.get("USER", "nobody-of-this-name") not in chained.content()
