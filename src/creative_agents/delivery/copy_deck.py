"""The copy deck: a workbook in which a team reads, counts, comments and decides."""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Final, NamedTuple

from creative_agents.delivery.copy_sheet import CopySheet, Styles, height, styles
from creative_agents.delivery.fingerprint import fingerprint
from creative_agents.delivery.lines import Line
from creative_agents.delivery.pieces import Piece, pieces
from creative_agents.delivery.tables import WORKBOOK_OPTIONS
from creative_agents.delivery.words import Words
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

HIDDEN: Final = "_ids"
"""Name of the hidden sheet that lets the workbook find its way back."""
SCHEMA: Final = "creative-agents/copy-deck/1"
"""What the hidden sheet's first cell says: the shape of this workbook."""

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_SHEET_NAME: Final = 31


class _Place(NamedTuple):
    """Where one text stands in the workbook."""

    sheet: str
    row: int
    piece: Piece
    line: Line


def render_copy_deck(campaign: Campaign, brand: Brand, channels: Mapping[str, Channel]) -> bytes:
    """Write the copy deck: a sheet a channel, a row a text, a decision a piece.

    Every text is written as text: a line that starts with ``=`` is a line. A hidden sheet
    holds, for each row, the id of the piece, the place and the SHA-256 of the text as
    delivered, so that decisions and corrections can be read back.

    Args:
        campaign: The whole run.
        brand: The brand, whose language the workbook has.
        channels: Channels by name.

    Returns:
        An XLSX file, the same bytes for the same campaign.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415

    words = Words(brand.language)
    shown = pieces(campaign, brand, channels)
    file = io.BytesIO()
    with Workbook(file, WORKBOOK_OPTIONS) as book:
        created = campaign.finished_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": campaign.brief.title, "created": created})
        formats = styles(book)
        guide = CopySheet(book.add_worksheet(words("sheet.overview")), words, formats)
        _overview(guide, campaign, shown)
        places = [*_sheets(book, shown, words, formats)]
        _hidden(book.add_worksheet(HIDDEN), campaign, places)
    return file.getvalue()


def _overview(guide: CopySheet, campaign: Campaign, shown: Iterable[Piece]) -> None:
    sheet, words, formats = guide.sheet, guide.words, guide.styles
    widths = (50, 50, 70)
    rows = [(campaign.brief.title,), (words("sheet.how"),), ()]
    rows += [tuple(words(f"sheet.{name}") for name in ("variant", "channel", "idea"))]
    rows += [(one.variant.id, one.channel_label, one.variant.idea) for one in shown]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, texts in enumerate(rows):
        if texts:
            sheet.set_row(row, height(zip(texts, widths, strict=False)))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, formats.head if row in {0, 3} else formats.body)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _sheets(
    book: "Workbook", shown: Iterable[Piece], words: Words, formats: Styles
) -> Iterator[_Place]:
    by_channel: dict[str, list[Piece]] = {}
    for piece in shown:
        by_channel.setdefault(piece.variant.asset.channel, []).append(piece)
    for group in by_channel.values():
        name = sheet_name(book, group[0].channel_label)
        page = CopySheet(book.add_worksheet(name), words, formats)
        page.head()
        texts = [(piece, line) for piece in group for line in piece.lines]
        for row, (piece, line) in enumerate(texts, start=1):
            page.line(row, piece, line, first=line is piece.lines[0])
            yield _Place(name, row, piece, line)


def sheet_name(book: "Workbook", label: str) -> str:
    """Name a sheet as Excel allows: 31 signs, none forbidden, no other of that name.

    Args:
        book: The workbook, with the sheets that it has.
        label: How it should be called.
    """
    taken = {sheet.get_name().lower() for sheet in book.worksheets()} | {HIDDEN, "history"}
    plain = " ".join(_FORBIDDEN.sub(" ", label).split()) or "copy"
    name, number = plain[:_SHEET_NAME].strip(), 2
    while name.lower() in taken:
        tail = f" {number}"
        name, number = plain[: _SHEET_NAME - len(tail)].strip() + tail, number + 1
    return name


def _hidden(sheet: "Worksheet", campaign: Campaign, places: Iterable[_Place]) -> None:
    for row, value in enumerate((SCHEMA, campaign.run_id, fingerprint(campaign))):
        sheet.write_string(row, 0, value)
    for column, name in enumerate(("sheet", "row", "piece", "place", "sha256")):
        sheet.write_string(4, column, name)
    for row, place in enumerate(places, start=5):
        text = place.line.field
        sheet.write_string(row, 0, place.sheet)
        sheet.write_number(row, 1, place.row + 1)
        sheet.write_string(row, 2, place.piece.variant.id)
        sheet.write_string(row, 3, text.place)
        sheet.write_string(row, 4, hashlib.sha256(text.text.encode()).hexdigest())
    sheet.very_hidden()
