import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import delivery_fettle
import delivery_petit_feu
import pytest
from delivery_fixtures import asset, known_channels
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from creative_agents.delivery.decision_lines import SheetLine, read_decision_sheet
from creative_agents.delivery.decision_sheet import (
    CELL,
    KEYS,
    SCHEMA,
    Waiting,
    digest,
    render_decision_sheet,
)
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.review import Finding
from creative_agents.errors import ConfigError

CHANNELS = known_channels()
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ENGLISH, FRENCH = delivery_fettle.BRAND, delivery_petit_feu.BRAND
TEXT, DECISION, COMMENT = "C", "K", "L"
"""Where the columns stand in which somebody writes."""


def variant(number: int = 1, body: str = "Home by seven.", **more: Any) -> Variant:
    """Make a mail of two texts."""
    fields = asset("email", "en", subject="Ride home tonight", body=body)
    return Variant(id=f"email/{number}", asset=fields, idea="The evening is yours", **more)


def waiting(*variants: Variant, **parts: Any) -> Waiting:
    """Make a question that waits."""
    given = {"question": "3f2a9c41d07e", "seen": "a" * 64, "title": "Fettle: 2 pieces", **parts}
    return Waiting(variants=variants or (variant(1), variant(2)), **given)


def written(folder: Path, *questions: Waiting, brand: Brand = ENGLISH) -> Path:
    """Write a sheet."""
    file = folder / "copy.xlsx"
    content = render_decision_sheet(questions or (waiting(),), brand, CHANNELS, at=NOW)
    file.write_bytes(content)
    return file


def back(
    file: Path, change: Callable[[Workbook], object] | None = None, **cells: object
) -> tuple[SheetLine, ...]:
    """Have somebody write into cells of the first question's sheet, save it and send it back."""
    book = load_workbook(file)
    sheet = book.worksheets[1]
    for place, value in cells.items():
        sheet[place].value = value
    if change is not None:
        change(book)
    book.save(file)
    return read_decision_sheet(file)


class TestWriting:
    """What is sent."""

    def test_each_piece_has_a_list_of_the_words_that_count(self, tmp_path: Path) -> None:
        """At the bound of rounds nothing can be sent back, so the word is not offered."""
        allowed = ("approve", "edit", "reject")
        sheet = load_workbook(written(tmp_path, waiting(allowed=allowed))).worksheets[1]

        rules = sheet.data_validations.dataValidation
        assert {rule.formula1 for rule in rules} == {'"approve,edit,reject"'}
        assert [str(rule.sqref) for rule in rules] == ["K2", "K4"]

    def test_what_only_machines_read_is_hidden_in_each_row(self, tmp_path: Path) -> None:
        """Question, what was seen, piece, place, and the digest of the text."""
        sheet = load_workbook(written(tmp_path)).worksheets[1]
        row = [cell.value for cell in sheet[3]][12:]

        assert [cell.value for cell in sheet[1]][12:] == list(KEYS)
        assert row[:4] == ["3f2a9c41d07e", "a" * 64, "email/1", "body[1]"]
        assert row[4] == digest("Home by seven.")
        assert sheet.column_dimensions["M"].hidden

    def test_only_what_is_asked_for_can_be_written(self, tmp_path: Path) -> None:
        """Text, decision and comment; without a password, so that nobody is locked out."""
        sheet = load_workbook(written(tmp_path)).worksheets[1]
        free = {cell.column_letter for cell in sheet[2] if not cell.protection.locked}

        assert free == {TEXT, DECISION, COMMENT}
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert sheet[f"{TEXT}2"].number_format == "@"

    def test_a_finding_stands_beside_its_text(self, tmp_path: Path) -> None:
        """What was remarked is read where the decision is taken."""
        finding = Finding(
            rule="terms", level="warning", message="Say evening.", piece="email/1", field="body[1]"
        )
        sheet = load_workbook(written(tmp_path, waiting(findings=(finding,)))).worksheets[1]

        assert sheet["J3"].value == "Say evening."
        assert not sheet["J5"].value

    def test_several_questions_have_a_sheet_each(self, tmp_path: Path) -> None:
        """Of the same title too."""
        book = load_workbook(written(tmp_path, waiting(), waiting(question="77e01b000000")))

        assert len(book.sheetnames) == 3
        assert len(read_decision_sheet(tmp_path / "copy.xlsx")) == 8


class TestReading:
    """What comes back."""

    def test_a_sheet_that_nobody_touched_says_nothing(self, tmp_path: Path) -> None:
        """Each text is recognised, sign by sign."""
        odd = " two  spaces\u00a0:\n« à » ’ \U0001d49c \t_x000D_ =1+1 "
        lines = back(written(tmp_path, waiting(variant(body=odd))))

        assert [line.says for line in lines] == [False, False]
        assert lines[1].text == odd

    @pytest.mark.parametrize("brand", [ENGLISH, FRENCH], ids=["english", "french"])
    @pytest.mark.parametrize(
        ("said", "word"),
        [
            ("approve", "approve"),
            ("Valider", "approve"),
            (" corriger ", "edit"),
            ("edit", "edit"),
            ("À REPRENDRE", "revise"),
            ("a reprendre", "revise"),
            ("revise", "revise"),
            ("refuser", "reject"),
            ("Reject", "reject"),
        ],
    )
    def test_a_decision_is_read_in_either_language(
        self, tmp_path: Path, brand: Brand, said: str, word: str
    ) -> None:
        """Whichever language the sheet was written in; capitals and accents are free."""
        line = back(written(tmp_path, brand=brand), K2=said, L2="parce que")[0]

        assert (line.word, line.note, line.problem) == (word, "parce que", "")

    def test_a_corrected_cell_is_a_change_of_its_text(self, tmp_path: Path) -> None:
        """Only of its own."""
        lines = back(written(tmp_path), C3="Home by\r\nsix.")

        assert [line.changed for line in lines] == [False, True, False, False]
        assert (lines[1].piece, lines[1].place, lines[1].text) == (
            "email/1",
            "body[1]",
            "Home by\nsix.",
        )

    def test_a_number_that_somebody_typed_is_a_text(self, tmp_path: Path) -> None:
        """A spreadsheet makes numbers of what looks like one."""
        lines = back(written(tmp_path), C2=2026, C3=47.0, C4=9.5)

        assert [line.text for line in lines[:3]] == ["2026", "47", "9.5"]

    @pytest.mark.parametrize("value", ["=A1&B1", datetime(2026, 11, 22, tzinfo=None)])  # noqa: DTZ001
    def test_a_formula_or_a_date_is_refused(self, tmp_path: Path, value: object) -> None:
        """Nobody knows what it would say elsewhere; only its line is refused."""
        lines = back(written(tmp_path), C2=value, K4="approve")

        assert "is a formula, a date or an error" in lines[0].problem
        assert (lines[2].problem, lines[2].word) == ("", "approve")

    def test_notes_pinned_to_cells_are_notes(self, tmp_path: Path) -> None:
        """A thread of a newer Excel too, without its instructions."""
        thread = (
            "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; "
            "Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Too loud\n"
        )

        def pin(book: Workbook) -> None:
            book.worksheets[1]["C2"].comment = Comment("Shorter,\nplease", "Ana")
            book.worksheets[1]["C3"].comment = Comment(thread, "Omar")

        lines = back(written(tmp_path), pin, L2="Warmer")

        assert lines[0].note == "Warmer · Shorter, please"
        assert lines[1].note == "Too loud"

    def test_sorted_rows_and_moved_columns_say_the_same(self, tmp_path: Path) -> None:
        """Each line carries what it is."""
        file = written(tmp_path)

        def shuffle(book: Workbook) -> None:
            sheet = book.worksheets[1]
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            head, body = rows[0], sorted(rows[1:], key=lambda row: str(row[2]))
            for number, row in enumerate([head, *body], 1):
                for column, value in enumerate(reversed(row), 1):
                    sheet.cell(number, column).value = value

        lines = back(file, shuffle)

        assert sorted((line.piece, line.place) for line in lines) == [
            ("email/1", "body[1]"),
            ("email/1", "subject[1]"),
            ("email/2", "body[1]"),
            ("email/2", "subject[1]"),
        ]
        assert not any(line.says for line in lines)

    def test_an_empty_row_is_no_line(self, tmp_path: Path) -> None:
        """Spreadsheets keep some at the end."""

        def stretch(book: Workbook) -> None:
            book.worksheets[1]["A400"].value = None
            book.worksheets[1].row_dimensions[400].height = 20

        assert len(back(written(tmp_path), stretch)) == 4


class TestDamage:
    """What cannot be taken."""

    def test_an_unknown_word_is_refused_on_its_line(self, tmp_path: Path) -> None:
        """The line says where it stands and what is allowed."""
        line = back(written(tmp_path), K2="maybe")[0]

        assert line.at == "Fettle 2 pieces, line 2"
        assert line.problem.startswith("the decision is 'maybe': choose one of approve")

    def test_a_line_without_its_hidden_columns_is_refused(self, tmp_path: Path) -> None:
        """Somebody typed below the last line, or cleared the row."""
        lines = back(written(tmp_path), C9="A new idea", M3=None)

        assert "its hidden columns are empty" in lines[1].problem
        assert "its hidden columns are empty" in lines[-1].problem

    def test_a_text_that_stands_twice_is_refused_the_second_time(self, tmp_path: Path) -> None:
        """Somebody copied a row."""

        def copy(book: Workbook) -> None:
            sheet = book.worksheets[1]
            for cell in sheet[3]:
                sheet.cell(7, cell.column).value = cell.value

        lines = back(written(tmp_path), copy)

        assert [bool(line.problem) for line in lines] == [False] * 4 + [True]
        assert "the same text as Fettle 2 pieces, line 3" in lines[4].problem

    def test_a_column_that_is_gone_is_said_once(self, tmp_path: Path) -> None:
        """Without it no line can be read."""
        (line,) = back(written(tmp_path), lambda book: book.worksheets[1].delete_cols(11))

        assert line.problem == "the column 'decision' is gone: write a new sheet"

    @pytest.mark.parametrize(
        "content",
        [b"", b"PK\x03\x04 nothing", b"id;decision\nemail/1;approve\n", b"\xd0\xcf\x11\xe0" * 200],
        ids=["empty", "cut", "csv", "xls"],
    )
    def test_what_is_no_workbook_is_refused_in_one_line(
        self, tmp_path: Path, content: bytes
    ) -> None:
        """The line says what to do."""
        file = tmp_path / "copy.xlsx"
        file.write_bytes(content)

        with pytest.raises(ConfigError, match="save it as XLSX and give it again"):
            read_decision_sheet(file)

    @pytest.mark.parametrize(
        "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"]
    )
    @pytest.mark.parametrize(
        "content", [b"", b"<a>", b"<a/>", None], ids=["empty", "cut", "other", "gone"]
    )
    def test_a_damaged_part_is_refused_in_one_line(
        self, tmp_path: Path, part: str, content: bytes | None
    ) -> None:
        """Whatever the reader stumbles over."""
        file, broken = written(tmp_path), tmp_path / "broken.xlsx"
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(broken, "w") as new:
            for name in old.namelist():
                if name != part:
                    new.writestr(name, old.read(name))
                elif content is not None:
                    new.writestr(name, content)

        with pytest.raises(
            ConfigError, match=r"is damaged or no XLSX workbook|is no decision sheet"
        ):
            read_decision_sheet(broken)

    def test_a_workbook_of_somebody_else_is_refused(self, tmp_path: Path) -> None:
        """The delivered copy deck too: what it holds was approved already."""
        book = Workbook()
        book.save(tmp_path / "own.xlsx")

        with pytest.raises(ConfigError, match="is no decision sheet: give back the file"):
            read_decision_sheet(tmp_path / "own.xlsx")

    def test_a_file_that_unfolds_without_end_is_not_unfolded(self, tmp_path: Path) -> None:
        """A file of a megabyte can hold a gigabyte of nothing."""
        file = tmp_path / "bomb.xlsx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
            for number in range(3):
                parts.writestr(f"xl/{number}.xml", b"\0" * 80_000_000)

        with pytest.raises(ConfigError, match="unfolds to 240000000 bytes"):
            read_decision_sheet(file)

    def test_a_file_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        """In one line."""
        with pytest.raises(ConfigError, match="cannot be read: No such file"):
            read_decision_sheet(tmp_path / "none.xlsx")

    def test_a_text_longer_than_a_cell_is_recognised(self, tmp_path: Path) -> None:
        """It is cut in the cell, and not taken for a correction."""
        lines = back(written(tmp_path, waiting(variant(body="a" * (CELL + 5)))))

        assert len(lines[1].text) == CELL
        assert not lines[1].changed


def test_the_schema_is_the_title_of_the_first_hidden_column() -> None:
    """So that another shape is told from this one."""
    assert KEYS[0] == SCHEMA
