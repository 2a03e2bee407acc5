"""`log autonomy`: what the record of a gate is worth, and what is done with it."""

from pathlib import Path

import pytest
from cli_terminal import Typed
from waiting_house import House

from creative_agents.domain.approval import Answer, Decision, Person
from creative_agents.domain.base import Language

ANA = Person(id="ana", name="Ana Ortiz")


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An English brand."""
    return House(tmp_path)


def record(
    house: House, pieces: int, refused: int = 0, *, now: str = "ask", run: str = "spring"
) -> None:
    """Have Ana decide on so many pieces that the agents recommended to approve."""
    house.brand_folder.joinpath("process.yml").write_text(
        f"gates:\n  copy:\n    autonomy: {now}\n", encoding="utf-8"
    )
    question = house.ask(run, texts=tuple(f"Text {number}." for number in range(pieces)))
    no = tuple(Decision(piece=piece, verdict="reject") for piece in question.pieces[:refused])
    house.door.decide(question.id, Answer(default="approve", decisions=no), person=ANA)


def test_nothing_is_proposed_before_the_record_is_long_enough(cli: Typed, house: House) -> None:
    """A share without its n is an anecdote."""
    record(house, 49)
    ran = cli("log", "autonomy", "--brand", house.brand_folder, "--propose")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "copy: 49 of 49 agreed, 95 % 0.93 to 1.00, kappa not defined · now: ask\n"
    assert house.door.list() == ()


def test_what_is_earned_is_said_and_put_only_where_it_is_asked_for(
    cli: Typed, house: House
) -> None:
    """Without --propose the book stays as it is."""
    record(house, 60)
    head = house.door.book.head()
    ran = cli("log", "autonomy", "--brand", house.brand_folder)

    assert "  ask -> notify is earned: --propose puts it before a person\n" in ran.out
    assert house.door.book.head() == head


def test_a_widening_waits_in_the_inbox_once_and_is_decided_there(cli: Typed, house: House) -> None:
    """The change is itself an approval; nobody writes the brand's folder."""
    record(house, 60)
    for _ in range(2):
        ran = cli("log", "autonomy", "--brand", house.brand_folder, "--propose")
    (line,) = house.door.list()
    assert f"ask -> notify waits for a person: creative-agents show {line.id}" in ran.out
    assert line.title == "copy: ask -> notify (60 of 60 agreed, 95 % 0.94 to 1.00)"
    assert "60 of 60 agreed" in cli("show", line.id).out
    decided = cli("approve", line.id, "--as", "ana")

    assert decided.out.endswith(
        "next: write `autonomy: notify` under gates, copy, in process.yml\n"
    )
    again = cli("log", "autonomy", "--brand", house.brand_folder, "--propose")
    assert "is decided: write `autonomy: notify` under gates, copy" in again.out
    assert house.door.list() == ()
    assert "autonomy: ask" in (house.brand_folder / "process.yml").read_text(encoding="utf-8")


def test_what_was_refused_is_put_again_only_on_other_evidence(cli: Typed, house: House) -> None:
    """Nobody is asked the same thing every week."""
    record(house, 60)
    ask = ("log", "autonomy", "--brand", house.brand_folder, "--propose")
    cli(*ask)
    (line,) = house.door.list()
    assert cli("reject", line.id).out.endswith("next: nothing; the gate stays as it is\n")
    assert "was refused on this evidence" in cli(*ask).out
    assert house.door.list() == ()
    record(house, 5, run="summer")
    cli(*ask)

    assert [line.title for line in house.door.list()] == [
        "copy: ask -> notify (65 of 65 agreed, 95 % 0.94 to 1.00)"
    ]


def test_a_narrowing_is_recorded_at_once(cli: Typed, house: House) -> None:
    """It asks nobody, is recorded once, and says what to write."""
    record(house, 20, 15, now="auto")
    ask = ("log", "autonomy", "--brand", house.brand_folder)
    assert "auto -> notify is due: --propose records it" in cli(*ask).out
    for _ in range(2):
        assert "auto -> notify is decided: write `autonomy: notify`" in cli(*ask, "--propose").out
    (row,) = house.door.book.of_run("autonomy/larkwick/copy")

    assert row.answer is not None
    assert (row.status, row.answer.via) == ("decided", "policy")


def test_who_may_decide_on_a_change_is_the_brands_own_word(cli: Typed, house: House) -> None:
    """The gate `autonomy` has its approvers like any other."""
    record(house, 60)
    house.brand_folder.joinpath("process.yml").write_text(
        "gates:\n  copy: {autonomy: ask}\n  autonomy: {approvers: [brand director]}\n"
        "people:\n  - {id: ana, name: Ana Ortiz, roles: [brand director]}\n"
        "  - {id: lea, name: Léa Roux, roles: [legal]}\n",
        encoding="utf-8",
    )
    cli("log", "autonomy", "--brand", house.brand_folder, "--propose")
    (line,) = house.door.list()
    approve = ("approve", line.id, "--brand", house.brand_folder, "--as")

    assert "'lea' may not answer the gate 'autonomy'" in cli(*approve, "lea").err
    assert cli(*approve, "ana").code == 0


@pytest.mark.parametrize(
    ("language", "said", "title"),
    [
        ("en", "copy: 60 of 60 agreed, 95 % 0.94 to 1.00", "copy: ask -> notify (60 of 60 agreed"),
        ("fr", "copy : 60 sur 60 d’accord, 95 % 0,94 à 1,00", "copy : ask -> notify (60 sur 60"),
    ],
)
def test_it_speaks_the_brands_language(
    cli: Typed, tmp_path: Path, language: Language, said: str, title: str
) -> None:
    """On the screen and in the question."""
    house = House(tmp_path, language)
    record(house, 60)
    ran = cli("log", "autonomy", "--brand", house.brand_folder, "--propose")
    (line,) = house.door.list()

    assert _plain(ran.out).startswith(said)
    assert _plain(line.title).startswith(title)


def test_json_gives_the_figures_the_change_and_the_question(cli: Typed, house: House) -> None:
    """A person has a line only where it is asked for."""
    record(house, 60)
    ask = ("log", "autonomy", "--brand", house.brand_folder, "--json")
    (gate,) = cli(*ask, "--propose").json
    (line,) = house.door.list()

    assert (gate["gate"], gate["n"], gate["agreed"], gate["share"]) == ("copy", 60, 60, 1.0)
    assert (gate["now"], gate["change"]["to"], gate["kappa"]) == ("ask", "notify", None)
    assert gate["question"] == {"id": line.id, "status": "pending"}
    _, person = cli(*ask, "--per-person").json
    assert (person["person"], person["n"]) == ("Ana Ortiz", 60)


def test_another_brands_record_earns_nothing_here(cli: Typed, house: House, tmp_path: Path) -> None:
    """Each brand draws its own line."""
    record(house, 60)
    other = House(tmp_path / "other", "fr")
    ran = cli("log", "autonomy", "--brand", other.brand_folder, "--propose")

    assert ran.out == ("rien n’a été décidé dans la période sur une recommandation des agents\n")
    assert house.door.list() == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--brand", "nowhere"), "nowhere"),
        ((), "missing option '--brand'"),
        (("--brand", "{folder}", "--since", "spring"), "--since is 'spring': give a day"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    cli: Typed, house: House, arguments: tuple[str, ...], said: str
) -> None:
    """It ends with 2."""
    typed = [one.format(folder=house.brand_folder) for one in arguments]
    ran = cli("log", "autonomy", *typed)

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def _plain(text: str) -> str:
    """Give a text with plain spaces: French sets narrow ones before its signs."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")
