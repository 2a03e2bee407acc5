"""The decision sheet: copy that waits, as a workbook that comes back with decisions.

Each line carries, in hidden columns, which text of which question it is and the SHA-256 of the
text as it was written, so that a sorted, cut or copied sheet still says what each of its lines
means, and a line that says nothing safe is refused alone.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from creative_agents.delivery.copy_deck import sheet_name
from creative_agents.delivery.copy_sheet import COLUMNS, VERDICTS, CopySheet, height, styles
from creative_agents.delivery.lines import Background, Line, lines
from creative_agents.delivery.pieces import Piece
from creative_agents.delivery.tables import WORKBOOK_OPTIONS
from creative_agents.delivery.words import Words
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.channel import Channel
from creative_agents.domain.review import Finding

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

SCHEMA: Final = "creative-agents/decision-sheet/1"
"""Title of the first hidden column: the shape of this workbook."""

KEYS: Final = (SCHEMA, "seen", "piece", "place", "sha256")
"""Titles of the hidden columns; the first holds the question's id."""

CELL: Final = 32_767
"""Most characters of a cell; a longer text is cut, and cannot be corrected there."""

_AT: Final = {name: place for place, (name, _) in enumerate(COLUMNS)}
_FREE: Final = ("text", "decision", "comment")
_ALLOWED: Final = {"objects": True, "format_cells": True, "format_columns": True} | {
    "format_rows": True
}
"""What a protected sheet still lets people do: notes, colours, widths."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Copy that waits for a decision."""

    question: str
    """Id of the question."""
    seen: str
    """SHA-256 of exactly what is shown."""
    title: str
    """What is asked."""
    variants: tuple[Variant, ...]
    """The pieces, as they stand now."""
    findings: tuple[Finding, ...] = ()
    """What was remarked, of every piece."""
    allowed: tuple[str, ...] = VERDICTS
    """The words that count."""


def render_decision_sheet(
    waiting: Sequence[Waiting], brand: Brand, channels: Mapping[str, Channel], *, at: datetime
) -> bytes:
    """Write copy that waits as a workbook: a sheet a question, a line a text.

    Args:
        waiting: What waits, of one brand.
        brand: Whose language the workbook has.
        channels: Channels by name; a piece of an absent one is shown by its own fields.
        at: When it is written (UTC).

    Returns:
        An XLSX file.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only where one is written

    words = Words(brand.language)
    file = io.BytesIO()
    with Workbook(file, WORKBOOK_OPTIONS) as book:
        created = at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": waiting[0].title, "created": created})
        _guide(book, waiting, words)
        for one in waiting:
            _Page(book, one, brand, channels, words).write()
    return file.getvalue()


def digest(text: str) -> str:
    """Give the SHA-256 of a text as a cell holds it."""
    return hashlib.sha256(text[:CELL].encode()).hexdigest()


def _guide(book: "Workbook", waiting: Iterable[Waiting], words: Words) -> None:
    sheet, formats = book.add_worksheet(words("sheet.overview")), styles(book)
    sheet.set_column(0, 0, 110)
    texts = [words("sheet.how"), words("sheet.back"), "", *(one.title for one in waiting)]
    for row, text in enumerate(texts):
        sheet.set_row(row, height([(text, 110)]))
        sheet.write_string(row, 0, text, formats.body)
    sheet.protect("", _ALLOWED)


class _Page:
    """The sheet of one question."""

    def __init__(
        self,
        book: "Workbook",
        waiting: Waiting,
        brand: Brand,
        channels: Mapping[str, Channel],
        words: Words,
    ) -> None:
        self.waiting = waiting
        self.brand = brand
        self.channels = channels
        self.sheet = book.add_worksheet(sheet_name(book, waiting.title))
        verdicts = tuple(word for word in VERDICTS if word in waiting.allowed)
        self.page = CopySheet(self.sheet, words, styles(book), verdicts)
        wrap = {"text_wrap": True, "valign": "top", "font_size": 11, "locked": False}
        free = book.add_format({**wrap, "num_format": "@"})
        first = book.add_format(
            {**wrap, "num_format": "@", "top": 1, "top_color": "#9aa1ad", "bg_color": "#fff7e6"}
        )
        self.free: dict[bool, Format] = {False: free, True: first}

    def write(self) -> None:
        """Write every line, and let people write where their word is asked."""
        self.page.head()
        for place, title in enumerate(KEYS, len(COLUMNS)):
            self.sheet.write_string(0, place, title)
        for row, (piece, line) in enumerate(self._lines(), 1):
            self._line(row, piece, line, first=line is piece.lines[0])
        self.sheet.set_column(len(COLUMNS), len(COLUMNS) + len(KEYS) - 1, None, None, {"hidden": 1})
        self.sheet.protect("", _ALLOWED)

    def _line(self, row: int, piece: Piece, line: Line, *, first: bool) -> None:
        self.page.line(row, piece, line, first=first)
        text = line.field.text
        self.sheet.write_string(row, _AT["text"], text[:CELL], self.free[False])
        for name in _FREE[1:]:
            self.sheet.write_blank(row, _AT[name], None, self.free[first])
        keys = (
            self.waiting.question,
            self.waiting.seen,
            piece.variant.id,
            line.field.place,
            digest(text),
        )
        for place, key in enumerate(keys, len(COLUMNS)):
            self.sheet.write_string(row, place, key)

    def _lines(self) -> Iterator[tuple[Piece, Line]]:
        for variant in self.waiting.variants:
            piece = self._piece(variant)
            yield from ((piece, line) for line in piece.lines)

    def _piece(self, variant: Variant) -> Piece:
        channel = self.channels.get(variant.asset.channel)
        language = self.brand.language
        claims = tuple(claim for id in variant.claims_used if (claim := self.brand.claim(id)))
        findings = tuple(one for one in self.waiting.findings if one.piece == variant.id)
        background = Background(claims=claims, findings=findings)
        return Piece(
            variant=variant,
            channel=channel,
            channel_label=channel.label.in_(language) if channel else variant.asset.channel,
            lines=lines(variant, channel, background, language=language),
            claims=claims,
            unknown_claims=(),
            offer=None,
            findings=findings,
            keep=(),
            judged_by="",
            readings=(),
            reviewed=bool(findings),
            rank=None,
        )
