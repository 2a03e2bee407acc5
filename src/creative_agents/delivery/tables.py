"""Import tables: text that an ad platform reads, and that a spreadsheet may open on the way."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from creative_agents.domain.asset import Variant

WORKBOOK_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How workbooks are made: in memory, and with cells that stay what was written."""
_CALL: Final = re.compile(r"^[+\-@].*?(?:[A-Za-z_.]\(|\|.*!)", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """One import file, with what could not go into it."""

    content: bytes
    """UTF-16 with a byte order mark, tab separated: what both platforms export, and what a
    spreadsheet opens in columns in every locale."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Id and offending text of each piece that would open as a formula."""
    without_link: tuple[str, ...] = ()
    """Ids of the pieces for which no page is known."""


def reads_as_formula(text: str) -> bool:
    """Tell a text that a spreadsheet would compute from a line of real copy.

    ``-20 % until Sunday`` and ``+ 300 km`` are copy. A text that starts with ``=``, or with
    another sign of a formula and calls a function, is not: such a piece is left out of an
    import file, since any prefix that disarms it would be published with the ad.

    Args:
        text: The content of one cell.

    Returns:
        True when it must not stand in a cell.
    """
    lead = text.lstrip(" \t\r\n\u00a0")
    return lead.startswith("=") or bool(_CALL.match(lead))


def offending(variant: Variant) -> str:
    """Give the first text of a piece that reads as a formula, or nothing."""
    texts = (field.text for field in variant.asset.fields)
    return next((text for text in texts if reads_as_formula(text)), "")


def written(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write rows under their columns; a column that a row lacks stays empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return b"\xff\xfe" + text.getvalue().encode("utf-16-le")


def workbook(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write the same rows as a workbook of one sheet, every cell a text."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    file = io.BytesIO()
    with Workbook(file, WORKBOOK_OPTIONS) as book:
        sheet = book.add_worksheet(name)
        for column, title in enumerate(columns):
            sheet.write_string(0, column, title)
        for line, row in enumerate(rows, start=1):
            for column, title in enumerate(columns):
                sheet.write_string(line, column, row.get(title, ""))
    return file.getvalue()
