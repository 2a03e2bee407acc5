from pathlib import Path

import pytest
from cli_terminal import Typed
from openpyxl import load_workbook
from waiting_house import House

from creative_agents.approvals.approved import approved_deck, copy_subject
from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer
from creative_agents.domain.asset import AssetField


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An English brand."""
    return House(tmp_path)


def filled(cli: Typed, house: House, question: Question, **cells: str) -> Path:
    """Write a question's sheet and fill it in."""
    file = house.folder / f"{question.id}.xlsx"
    ran = cli("sheet", question.id, "--out", file)
    assert ran.code == 0, ran.err
    return fill(file, **cells)


def fill(file: Path, page: int = 1, /, **cells: str) -> Path:
    """Write into the cells of a sheet."""
    book = load_workbook(file)
    for place, value in cells.items():
        book.worksheets[page][place].value = value
    book.save(file)
    return file


def test_decisions_are_taken_piece_by_piece(cli: Typed, house: House) -> None:
    """A corrected cell is an edit, a comment the note."""
    question = house.ask()
    file = filled(
        cli, house, question, C2="Bring the old lamp home. We take it.", K3="revise", L3="say when"
    )
    ran = cli("sheet", "read", file, "--as", "ana")
    row = house.row(question)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"{question.id}: x_post/1 edit, x_post/2 revise\nnext: creative-agents resume spring\n"
    )
    assert row.answer is not None
    first, second = row.answer.decisions
    assert first.fields[0].text == "Bring the old lamp home. We take it."
    assert (second.verdict, second.note) == ("revise", "say when")
    assert (row.answer.by, row.answer.via) == ("ana", "spreadsheet-as")


def test_a_french_sheet_is_filled_in_french(cli: Typed, tmp_path: Path) -> None:
    """What goes out has the director's own apostrophes and spaces."""
    house = House(tmp_path, "fr")
    question = house.ask()
    text = "Une boîte s’ouvre\u202f: la mer entre."
    file = filled(cli, house, question, K2="valider", C3=text, K3="corriger")
    ran = cli("sheet", "read", file)

    assert ran.code == 0, ran.err
    deck = approved_deck([house.row(question)])
    assert [one.asset.text("text") for one in deck.variants][1] == text


def test_a_question_with_an_open_piece_waits_and_the_file_can_be_read_again(
    cli: Typed, house: House
) -> None:
    """Nothing is approved by silence; what is in the file is not lost."""
    question = house.ask()
    file = filled(cli, house, question, K2="approve")
    ran = cli("sheet", "read", file)
    assert (ran.code, ran.out) == (1, f"{question.id} waits on: without decision x_post/2\n")
    assert house.row(question).waits

    assert cli("sheet", "read", fill(file, K3="reject")).code == 0
    assert not house.row(question).waits


def test_a_sheet_that_nobody_filled_in_decides_nothing(cli: Typed, house: House) -> None:
    """It is no failure."""
    question = house.ask()
    ran = cli("sheet", "read", filled(cli, house, question))

    assert (ran.code, ran.err) == (0, "")
    assert house.row(question).waits


def test_one_question_that_is_stale_keeps_no_other(cli: Typed, house: House) -> None:
    """Its lines are refused, each by name; the rest is decided."""
    good, late = house.ask("good"), house.ask("late")
    file = house.folder / "both.xlsx"
    cli("sheet", good.id, late.id, "--out", file)
    for page in (1, 2):
        fill(file, page, K2="approve", K3="approve")
    house.door.decide(late.id, Answer(default="reject"))
    ran = cli("sheet", "read", file, "--json")

    assert ran.code == 1
    assert [one["id"] for one in ran.json["taken"]] == [good.id]
    lines = [(one["line"].rpartition(", ")[2], one["error"]) for one in ran.json["refused"]]
    assert [line for line, _ in lines] == ["line 2", "line 3"]
    assert all("is decided: it came too late" in error for _, error in lines)


def test_a_corrected_question_makes_older_sheets_stale(cli: Typed, house: House) -> None:
    """The person saw other words than those that stand there now."""
    house.name_people("quorum: 2")
    question = house.ask()
    old = filled(cli, house, question, K2="approve", K3="approve")
    new = house.folder / "new.xlsx"
    cli("sheet", question.id, "--out", new)
    fill(new, C2="Bring the old lamp home. We take it.", K3="approve")
    first = cli("sheet", "read", new, "--as", "ana")
    assert first.code == 0, first.err
    assert "it still needs brand director" in first.out
    ran = cli("sheet", "read", old, "--as", "omar")

    assert ran.code == 1
    assert "is not what this sheet holds: write a new sheet" in ran.err
    assert house.row(question).waits


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"K2": "revise"}, "line 2: 'x_post/1' says 'revise': say in the comment"),
        ({"K2": "edit"}, "line 2: 'x_post/1' says 'edit' and no text of it changed"),
        ({"L2": "hm"}, "line 2: there is a comment on 'x_post/1' and no decision"),
        ({"C2": "Other.", "K2": "reject"}, "line 2: 'x_post/1' is corrected here, and 'reject'"),
        ({"C2": "Our eco-friendly lamp."}, "line 2: your text for 'x_post/1' breaks"),
        ({"K2": "later"}, "line 2: the decision is 'later': choose one of"),
        (
            {"K2": "later"},
            "choose one of approve, edit, revise, reject, valider, corriger, à reprendre, refuser",
        ),
        ({"K2": "À Reprendre"}, "line 2: 'x_post/1' says 'À Reprendre': say in the comment"),
        ({"K2": "corriger"}, "line 2: 'x_post/1' says 'corriger' and no text of it changed"),
        ({"C2": "Other.", "K2": "Refuser"}, "line 2: 'x_post/1' is corrected here, and 'Refuser'"),
        ({"N2": "b" * 64, "K2": "approve"}, "is not what this sheet holds"),
        ({"O2": "sms/9", "K2": "approve"}, "'sms/9' has no text 'text[1]'"),
        ({"P2": "body[1]", "K2": "approve"}, "'x_post/1' has no text 'body[1]'"),
        ({"Q2": "0" * 64, "K2": "approve"}, "its hidden columns are of another text"),
        ({"M2": "ffffffffffff", "K2": "approve"}, "nothing was asked under 'ffffffffffff'"),
        ({"M2": ""}, "its hidden columns are empty"),
        ({"C2": "=1+1"}, "the text is a formula"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_line_that_cannot_be_taken_is_named_and_the_question_waits(
    cli: Typed, house: House, cells: dict[str, str], said: str
) -> None:
    """The other line, which is good, decides nothing alone."""
    question = house.ask()
    ran = cli("sheet", "read", filled(cli, house, question, K3="approve", **cells))

    assert ran.code == 1
    assert said in ran.err
    assert house.row(question).waits


def test_a_word_that_the_round_does_not_take_is_answered_in_its_own_language(
    cli: Typed, tmp_path: Path
) -> None:
    """Whoever typed à reprendre is told of valider, not of approve."""
    house = House(tmp_path, "fr")
    question = house.ask(round=3, allowed=("approve", "edit", "reject"))
    file = filled(cli, house, question, K2="à reprendre", L2="plus court", K3="valider")
    ran = cli("sheet", "read", file)

    assert ran.code == 1
    assert "'à reprendre' is not possible in round 3: choose one of valider, corriger" in ran.err


def test_a_piece_that_is_decided_twice_is_refused(cli: Typed, house: House) -> None:
    """One word a piece; which of two is meant nobody can tell."""
    question = house.ask()
    file = filled(cli, house, question, K3="approve")
    book = load_workbook(file)
    sheet = book.worksheets[1]
    for cell in sheet[2]:
        sheet.cell(4, cell.column).value = cell.value
    sheet["K2"].value, sheet["K4"].value = "approve", "reject"
    book.save(file)
    ran = cli("sheet", "read", file)

    assert ran.code == 1
    assert "line 4: it is the same text as" in ran.err
    assert house.row(question).waits


def test_a_piece_of_which_a_line_is_gone_is_refused(cli: Typed, house: House) -> None:
    """Whoever approved it did not see all of it."""
    variant = house.variant(1, "Bring the old lamp back. We take it.")
    link = AssetField(name="text", index=2, text="A lamp that opens with a coin.")
    asset = variant.asset.model_copy(update={"fields": (*variant.asset.fields, link)})
    shown = copy_subject([variant.model_copy(update={"asset": asset})])
    question = house.ask(pieces=("x_post/1",), subject=shown)
    file = filled(cli, house, question, K2="approve")
    book = load_workbook(file)
    book.worksheets[1].delete_rows(3)
    book.save(file)
    ran = cli("sheet", "read", file)

    assert ran.code == 1
    assert "line 2: the line of 'text[2]' is gone: write a new sheet" in ran.err
    assert house.row(question).waits


def test_whoever_may_not_decide_may_not_by_a_file(cli: Typed, house: House) -> None:
    """The person is who reads the file in, never what stands in it."""
    house.name_people()
    question = house.ask()
    file = filled(cli, house, question, K2="approve", K3="approve")
    ran = cli("sheet", "read", file, "--as", "lea")

    assert ran.code == 1
    assert "'lea' may not answer the gate 'copy' as legal" in ran.err
    assert house.row(question).waits


def test_a_file_that_is_there_is_never_written_over(cli: Typed, house: House) -> None:
    """It may hold somebody's decisions."""
    question = house.ask()
    file = filled(cli, house, question, K2="approve")
    before = file.read_bytes()
    ran = cli("sheet", question.id, "--out", file)

    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "is there already, and may hold decisions" in ran.err
    assert file.read_bytes() == before


def test_a_question_without_copy_has_no_sheet(cli: Typed, house: House) -> None:
    """Nor has one that waits no more."""
    route = house.ask_route()
    assert "shows no copy" in cli("sheet", route.id, "--out", house.folder / "a.xlsx").err
    question = house.ask("other")
    house.door.decide(question.id, Answer(default="reject"))
    ran = cli("sheet", question.id, "--out", house.folder / "a.xlsx")

    assert (ran.code, "is decided: nothing is to be decided" in ran.err) == (2, True)


def test_what_is_no_sheet_is_refused_in_one_line(cli: Typed, house: House) -> None:
    """It ends with 2."""
    (house.folder / "x.xlsx").write_bytes(b"no")
    ran = cli("sheet", "read", house.folder / "x.xlsx")

    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_json_says_where_the_sheet_is(cli: Typed, house: House) -> None:
    """And of what."""
    question = house.ask()
    file = house.folder / "a.xlsx"

    assert cli("sheet", question.id[:8], "--out", file, "--json").json == {
        "file": str(file),
        "questions": [question.id],
        "pieces": 2,
    }
