"""Every bad answer at the doors of the command line: one line, and the question still waits."""

import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest
from cli_terminal import Typed
from openpyxl import load_workbook
from waiting_house import House

from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer, Person

MEGABYTE: Final = "x" * 1_000_000
LONGEST_LINE: Final = 600
"""Characters of a refusal that somebody reads to the end."""

COMMANDS: Final = ("approve", "edit", "revise", "reject")

BAD: Final[dict[str, tuple[str, ...]]] = {
    "wrong type: a number": ("7",),
    "wrong type: JSON": ('{"default": "approve"}',),
    "unknown word": ("{id}", "--rest", "maybe"),
    "unknown piece": ("{id}", "--piece", "sms/9", "--rest", "approve"),
    "unknown option": ("{id}", "--verdict", "approve"),
    "stale id": ("{stale}",),
    "decided id": ("{decided}",),
    "empty id": ("",),
    "blank id": (" ",),
    "empty piece": ("{id}", "--piece", "", "--rest", "approve"),
    "empty person": ("{id}", "--as", ""),
    "none": (),
    "none, as a word": ("None",),
    "1 MB of id": (MEGABYTE,),
    "1 MB of piece": ("{id}", "--piece", MEGABYTE, "--rest", "approve"),
    "1 MB of route": ("{id}", "--choice", MEGABYTE),
    "1 MB of person": ("{id}", "--as", MEGABYTE),
    "1 MB of brand": ("{id}", "--brand", MEGABYTE),
    "half a character of id": ("\ud83d",),
    "half a character of brand": ("{id}", "--brand", "\ud83d"),
    "half a character in the person": ("{id}", "--as", "\ud83d"),
    "another brand's id": ("{theirs}", "--brand", "larkwick"),
    "another brand's id, by the folder": ("{theirs}", "--brand", "{folder}"),
}
"""What is typed after each command: nothing that the question can take."""

NOTES: Final[dict[str, tuple[str, ...]]] = {
    "1 MB of note": ("{id}", "--note", MEGABYTE),
    "half a character": ("{id}", "--note", "\ud83d"),
}
"""The same of a note, which `edit` has none of."""

EDITS: Final[dict[str, tuple[str, str]]] = {
    "unknown word, that the brand refuses": ("Our eco-friendly lamp.", "breaks"),
    "empty": ("", "breaks"),
    "1 MB of text": (MEGABYTE, "characters"),
}
"""What an editor may leave in the place of a text, and what is said of it."""


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An English brand."""
    return House(tmp_path)


@pytest.fixture
def waiting(house: House, monkeypatch: pytest.MonkeyPatch) -> Question:
    """A question that waits, with an editor that would change it."""
    monkeypatch.setenv("EDITOR", writer(house, "Bring the lamp home. We take it."))
    return house.ask()


def writer(house: House, text: str) -> str:
    """Make an editor that puts a text in the place of the first one."""
    left, script = house.folder / "left.txt", house.folder / "editor.py"
    left.write_text(text, encoding="utf-8")
    script.write_text(
        "import pathlib, sys\n"
        f"new = pathlib.Path({str(left)!r}).read_bytes()\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_bytes(file.read_bytes()"
        ".replace(b'Bring the old lamp back. We take it.', new))\n",
        encoding="utf-8",
    )
    return f"{sys.executable} {script}"


def others(house: House) -> dict[str, str]:
    """Give the ids that no answer can go to: of an older round, of what is over, of a brand."""
    stale = house.ask("older")
    house.ask("older", round=2)
    decided = house.ask("over")
    house.door.decide(decided.id, Answer(default="reject"), person=Person(id="ana"))
    theirs = house.ask("theirs").model_copy(
        update={"id": "f" * 12, "run_id": "elsewhere", "brand": "petit-feu"}
    )
    house.door.book.ask(theirs)
    return {"{stale}": stale.id, "{decided}": decided.id, "{theirs}": theirs.id}


def refused(err: str) -> None:
    """Check that somebody is told in one line that they can read."""
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert len(err) < LONGEST_LINE


@pytest.mark.parametrize("command", COMMANDS)
def test_a_bad_answer_is_one_line_and_every_question_still_waits(
    cli: Typed, house: House, waiting: Question, command: str
) -> None:
    """It ends with 1 or 2, and nothing of it is decided, one bad answer after the other."""
    ids = {"{id}": waiting.id, "{folder}": str(house.brand_folder), **others(house)}
    lines = house.door.list()
    bad = BAD if command == "edit" else {**BAD, **NOTES}
    for name, words in bad.items():
        typed = [ids.get(word, word) for word in words]
        note = ["--note", "warmer"] if command == "revise" and name not in NOTES else []
        ran = cli(command, *typed, *note)

        assert (name, ran.code in {1, 2}, ran.out) == (name, True, "")
        refused(ran.err)
        assert house.door.list() == lines
    assert cli("reject", waiting.id).code == 0


@pytest.mark.parametrize("name", EDITS)
def test_a_bad_text_of_an_editor_is_one_line_and_the_question_still_waits(
    cli: Typed, house: House, waiting: Question, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Nobody keeps others from it afterwards."""
    text, said = EDITS[name]
    monkeypatch.setenv("EDITOR", writer(house, text))
    ran = cli("edit", waiting.id, "--rest", "approve")

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    refused(ran.err)
    assert house.row(waiting).status == "pending"


def sheet(cli: Typed, house: House, question: Question) -> Path:
    """Write a question's sheet and approve its second piece, which is good alone."""
    file = house.folder / f"{question.id}.xlsx"
    assert cli("sheet", question.id, "--out", file).code == 0
    return fill(file, K3="approve")


def fill(file: Path, **cells: object) -> Path:
    """Write into the cells of the first sheet of questions."""
    book = load_workbook(file)
    for place, value in cells.items():
        book.worksheets[1][place].value = value
    book.save(file)
    return file


SHEETS: Final[dict[str, tuple[dict[str, object], str]]] = {
    "wrong type: a number as word": ({"K2": 7}, "the decision is '7': choose one of"),
    "wrong type: yes or no": ({"K2": True}, "the decision is 'True': choose one of"),
    "wrong type: a formula as text": ({"C2": "=1+1", "K2": "edit"}, "the text is a formula"),
    "unknown word": ({"K2": "maybe"}, "the decision is 'maybe': choose one of"),
    "stale id": ({"M2": "{stale}", "K2": "approve"}, "it came too late"),
    "decided id": ({"M2": "{decided}", "K2": "approve"}, "it came too late"),
    "empty id": ({"M2": "", "K2": "approve"}, "its hidden columns are empty"),
    "empty text": ({"C2": "", "K2": "edit"}, "your text for 'x_post/1' breaks"),
    "none, in the text": ({"C2": None}, "your text for 'x_post/1' breaks"),
    "none, as a word": ({"K2": "None"}, "the decision is 'None': choose one of"),
    "another brand's id": ({"M2": "{theirs}", "K2": "approve"}, "for the brand 'larkwick'"),
}
"""What may stand in the cells of a piece, and what is said of its line."""


def test_a_bad_line_of_a_sheet_is_named_and_the_question_still_waits(
    cli: Typed, house: House, waiting: Question
) -> None:
    """Nor is any other question decided by it, one bad line after the other."""
    ids = others(house)
    lines = house.door.list()
    good = sheet(cli, house, waiting).read_bytes()
    for name, (cells, said) in SHEETS.items():
        file = house.folder / "bad.xlsx"
        file.write_bytes(good)
        fill(file, **{place: ids.get(str(value), value) for place, value in cells.items()})
        ran = cli("sheet", "read", file, "--brand", house.brand_folder)

        assert (name, ran.code) == (name, 1)
        assert said in ran.err
        refused(ran.err)
        assert house.door.list() == lines
    good_again = fill(house.folder / "bad.xlsx", K2="reject", M2=waiting.id)
    assert cli("sheet", "read", good_again).code == 0


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("Bring the old lamp back. We take it.", "of 'x_post/1' has 1000000 characters"),
        ("x_post/1", "has no text"),
        ("text[1]", "has no text"),
    ],
)
def test_a_megabyte_in_a_cell_is_one_line_and_the_question_still_waits(
    cli: Typed, house: House, waiting: Question, old: str, said: str
) -> None:
    """No office suite writes one; a script that fills the file in may."""
    file = fill(sheet(cli, house, waiting), K2="approve" if "lamp" not in old else "edit")
    swollen = house.folder / "swollen.xlsx"
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(swollen, "w") as after:
        for part in before.namelist():
            content = before.read(part)
            if part.startswith("xl/"):
                content = content.replace(f">{old}<".encode(), f">{MEGABYTE}<".encode())
            after.writestr(part, content)
    ran = cli("sheet", "read", swollen)

    assert ran.code == 1
    assert said in ran.err
    for line in ran.err.splitlines(keepends=True):
        refused(line)
    assert house.row(waiting).waits
