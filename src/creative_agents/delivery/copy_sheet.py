"""One sheet of the copy deck: a row a text, its length counted again while somebody types."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from creative_agents.delivery.lines import Line
from creative_agents.delivery.pieces import Piece
from creative_agents.delivery.words import Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

VERDICTS: Final[tuple[str, ...]] = ("approve", "edit", "revise", "reject")
"""The approver's four words, in the order of the drop-down."""

COLUMNS: Final = (
    ("variant", 18),
    ("field", 18),
    ("text", 62),
    ("count", 10),
    ("limit", 10),
    ("left", 10),
    ("unit", 14),
    ("idea", 34),
    ("claims", 40),
    ("findings", 40),
    ("decision", 14),
    ("comment", 34),
)
"""The columns with their widths, in characters."""
_AT: Final = {name: column for column, (name, _) in enumerate(COLUMNS)}
_CELL: Final = 32767
_POINTS_A_LINE: Final = 15
_HIGHEST: Final = 409


@dataclass(frozen=True)
class Styles:
    """The formats of one workbook."""

    head: "Format"
    """Titles of columns."""
    top: "Format"
    """The first line of a piece."""
    body: "Format"
    """The other lines."""
    entry: "Format"
    """Where somebody writes."""
    over: "Format"
    """A number beyond its limit."""


def styles(book: "Workbook") -> Styles:
    """Make the formats of a workbook."""
    wrap = {"text_wrap": True, "valign": "top", "font_size": 11}
    rule = {"top": 1, "top_color": "#9aa1ad"}
    return Styles(
        head=book.add_format(wrap | {"bold": True, "bottom": 1}),
        top=book.add_format(wrap | rule),
        body=book.add_format(wrap),
        entry=book.add_format(wrap | rule | {"bg_color": "#fff7e6"}),
        over=book.add_format({"font_color": "#b3261e", "bold": True}),
    )


@dataclass(frozen=True)
class CopySheet:
    """The sheet of one channel."""

    sheet: "Worksheet"
    """Where it is written."""
    words: Words
    """The reader's language."""
    styles: Styles
    """The formats."""
    verdicts: tuple[str, ...] = VERDICTS
    """The words of the drop-down."""

    def head(self) -> None:
        """Write the titles of the columns and keep them in sight."""
        for column, (name, width) in enumerate(COLUMNS):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(0, column, self.words(f"sheet.{name}"), self.styles.head)
        self.sheet.freeze_panes(1, _AT["count"])
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)

    def line(self, row: int, piece: Piece, line: Line, *, first: bool) -> None:
        """Write one text of a piece.

        Args:
            row: Which row, from 0.
            piece: The piece.
            line: The text.
            first: True on the first line of the piece, which carries its idea and where
                its decision is taken.
        """
        style = self.styles.top if first else self.styles.body
        texts = {
            "variant": piece.variant.id,
            "field": line.label,
            "text": line.field.text,
            "unit": self.words.term("unit", line.unit),
            "idea": piece.variant.idea if first else "",
            "claims": self._claims(line),
            "findings": _findings(piece, line),
        }
        for name, text in texts.items():
            self.sheet.write_string(row, _AT[name], text[:_CELL], style)
        widths = [(text, COLUMNS[_AT[name]][1]) for name, text in texts.items()]
        self.sheet.set_row(row, height(widths))
        self._length(row, line, style)
        for name in ("decision", "comment"):
            entry = self.styles.entry if first else style
            self.sheet.write_blank(row, _AT[name], None, entry)
        if first:
            self._drop_down(row)

    def _length(self, row: int, line: Line, style: "Format") -> None:
        if line.unit == "characters":
            self.sheet.write_formula(row, _AT["count"], f"=LEN(C{row + 1})", style, line.count)
        else:
            self.sheet.write_number(row, _AT["count"], line.count, style)
        if line.limit is None or line.limit.max is None:
            self.sheet.write_blank(row, _AT["limit"], None, style)
            self.sheet.write_blank(row, _AT["left"], None, style)
            return
        left = _AT["left"]
        self.sheet.write_number(row, _AT["limit"], line.limit.max, style)
        self.sheet.write_formula(row, left, f"=E{row + 1}-D{row + 1}", style, line.left)
        rule = {"type": "cell", "criteria": "<", "value": 0, "format": self.styles.over}
        self.sheet.conditional_format(row, left, row, left, rule)

    def _drop_down(self, row: int) -> None:
        choices = [self.words(f"decision.{verdict}") for verdict in self.verdicts]
        rule = {
            "validate": "list",
            "source": choices,
            "input_message": self.words("sheet.choose"),
            "error_message": self.words("sheet.wrong", words=", ".join(choices)),
        }
        self.sheet.data_validation(row, _AT["decision"], row, _AT["decision"], rule)

    def _claims(self, line: Line) -> str:
        return "\n".join(
            self.words(
                "sheet.claim_line",
                id=claim.id,
                text=claim.text,
                proof=claim.proof.statement,
                source=claim.proof.source,
            )
            for claim in line.claims
        )


def height(texts: Iterable[tuple[str, int]]) -> int:
    """Give the height of a row in points, so that wrapped texts are seen whole.

    Args:
        texts: Each text of the row with the width of its column, in characters.
    """
    tallest = max(sum(1 + len(line) // width for line in text.split("\n")) for text, width in texts)
    return min(_POINTS_A_LINE * tallest + 3, _HIGHEST)


def _findings(piece: Piece, line: Line) -> str:
    found = (piece.findings[number - 1] for number in line.findings)
    return "\n".join(f"{one.message} {one.fix}".strip() for one in found)
