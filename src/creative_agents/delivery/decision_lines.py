"""A decision sheet as it comes back: line by line, whoever saved it and however they sorted it."""

import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from creative_agents.delivery.copy_sheet import VERDICTS
from creative_agents.delivery.decision_sheet import KEYS, SCHEMA, digest
from creative_agents.delivery.words import Words
from creative_agents.domain.base import Language
from creative_agents.errors import ConfigError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES: Final = 200_000_000
"""What a workbook may unfold to: a file of a few kilobytes can claim terabytes."""

_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    SyntaxError,  # of XML
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)
"""What a workbook raises of which a part is not what it should be."""

_LANGUAGES: Final[tuple[Language, ...]] = ("en", "fr")
_TOLD: Final = ("text", "decision", "comment")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_THREAD: Final = "go.microsoft.com/fwlink"
"""What stands in the note that Excel leaves for older versions of itself beside a thread."""


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One line that came back."""

    at: str
    """Where it stands, as a person finds it: ``Copy, line 3``."""
    question: str = ""
    """Id of the question."""
    seen: str = ""
    """SHA-256 of what the person saw."""
    piece: str = ""
    """Id of the piece."""
    place: str = ""
    """Which of its texts."""
    sha256: str = ""
    """Of the text as it was written."""
    text: str = ""
    """The text as it stands now."""
    word: str = ""
    """What was decided, as one of `VERDICTS`; empty: nothing."""
    said: str = ""
    """The same in the person's own spelling."""
    note: str = ""
    """What was remarked, in the comment column or on the cells."""
    problem: str = ""
    """Why the line cannot be taken; empty where it can."""

    @property
    def changed(self) -> bool:
        """Whether somebody corrected the text."""
        return digest(self.text) != self.sha256

    @property
    def says(self) -> bool:
        """Whether somebody wrote anything on it."""
        return bool(self.word or self.note or self.problem or self.changed)


def read_decision_sheet(file: Path | str) -> tuple[SheetLine, ...]:
    """Read a decision sheet that came back.

    Args:
        file: The workbook, as Excel, LibreOffice or Google Sheets saved it.

    Returns:
        Its lines in their order; a line that cannot be taken says why.

    Raises:
        ConfigError: It is no workbook, or none that `render_decision_sheet` wrote.
    """
    found: list[SheetLine] = []
    sheets = 0
    for sheet in _worksheets(Path(file)):
        if (columns := _columns(sheet)) is not None:
            sheets += 1
            found += _lines(sheet, columns)
    if not sheets:
        raise ConfigError(
            f"{str(file)!r} is no decision sheet: give back the file that `creative-agents sheet` "
            "wrote, with its hidden columns"
        )
    return tuple(_once(found))


def _worksheets(file: Path) -> "list[Worksheet]":
    from openpyxl import load_workbook  # noqa: PLC0415 - only where one is read
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        content = io.BytesIO(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{str(file)!r} cannot be read: {error.strerror}") from error
    try:
        with zipfile.ZipFile(content) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > MOST_BYTES:
            raise ConfigError(f"{str(file)!r} unfolds to {size} bytes: at most {MOST_BYTES}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of what Excel adds and nobody needs
            return list(load_workbook(content).worksheets)
    except (*_DAMAGE, InvalidFileException) as error:
        raise ConfigError(
            f"{str(file)!r} is damaged or no XLSX workbook: save it as XLSX and give it again"
        ) from error


def _columns(sheet: "Worksheet") -> dict[str, int] | None:
    """Find the columns by their titles, in either language; nothing where none is of ours."""
    heads = {_fold(_text(cell)): cell.column for cell in sheet[1] if cell.value is not None}
    if _fold(SCHEMA) not in heads:
        return None
    found = {name: heads[_fold(name)] for name in KEYS if _fold(name) in heads}
    for name in _TOLD:
        for language in _LANGUAGES:
            title = _fold(Words(language)(f"sheet.{name}"))
            if title in heads:
                found[name] = heads[title]
    return found


def _lines(sheet: "Worksheet", columns: Mapping[str, int]) -> Iterator[SheetLine]:
    absent = [name for name in (*KEYS, *_TOLD) if name not in columns]
    for row in sheet.iter_rows(min_row=2):
        at = f"{sheet.title}, line {row[0].row}"
        if not any(cell.value is not None or cell.comment for cell in row):
            continue
        if absent:
            yield SheetLine(at=at, problem=f"the column {absent[0]!r} is gone: write a new sheet")
            return
        cells = {name: row[place - 1] for name, place in columns.items()}
        yield _line(at, cells, row)


def _line(at: str, cells: "Mapping[str, Cell]", row: "Sequence[Cell]") -> SheetLine:
    question, seen, piece, place, sha256 = (_text(cells[name]) for name in KEYS)
    keys = {"question": question, "seen": seen, "piece": piece, "place": place, "sha256": sha256}
    said = _text(cells["decision"]).strip()
    word = _WORDS.get(_fold(said), "")
    note = " · ".join(filter(None, (_text(cells["comment"]).strip(), *_remarks(row))))
    problem = ""
    if not all(keys.values()):
        problem = "its hidden columns are empty: nobody can tell which text it is"
    elif said and not word:
        problem = f"the decision is {said[:40]!r}: choose one of {', '.join(_told())}"
    elif not _is_text(cells["text"]):
        problem = "the text is a formula, a date or an error: write it as text"
    text = _raw(cells["text"])
    if digest(text) != sha256:  # an office suite may have saved its line ends in its own way
        text = _text(cells["text"])
    return SheetLine(at=at, **keys, text=text, word=word, said=said, note=note, problem=problem)


def _once(found: Sequence[SheetLine]) -> Iterator[SheetLine]:
    """Refuse a text that stands twice: nobody can tell which of the two counts."""
    seen: dict[tuple[str, ...], str] = {}
    for line in found:
        key = (line.question, line.piece, line.place)
        if line.problem or key not in seen:
            seen.setdefault(key, line.at)
            yield line
        else:
            problem = f"it is the same text as {seen[key]}: keep one of the two"
            yield SheetLine(**{**_fields(line), "problem": problem})


def _fields(line: SheetLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in SheetLine.__dataclass_fields__}


def _is_text(cell: "Cell") -> bool:
    return cell.data_type in {"s", "n", "inlineStr", "str"} and not cell.is_date


def _text(cell: "Cell") -> str:
    """Give a cell as text, with line ends as we write them."""
    told = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), _raw(cell))
    return told.replace("\r\n", "\n").replace("\r", "")


def _raw(cell: "Cell") -> str:
    """Give a cell as it is: a number that somebody typed is a text too."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _remarks(row: "Sequence[Cell]") -> Iterator[str]:
    """Give what people pinned to the cells."""
    for cell in row:
        if cell.comment is not None:
            told = str(cell.comment.text or "")
            if _THREAD in told:
                told = told.partition(_THREAD)[2].partition("\n")[2].strip().partition("\n")[2]
            if told.strip():
                yield " ".join(told.split())


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def accepted(said: str, verdicts: Iterable[str]) -> tuple[str, ...]:
    """Give the words of some verdicts in the language of a word that somebody typed.

    Args:
        said: What they typed.
        verdicts: The verdicts.
    """
    for language in _LANGUAGES:
        words = {verdict: Words(language)(f"decision.{verdict}") for verdict in VERDICTS}
        if _fold(said) in map(_fold, words.values()):
            return tuple(words[verdict] for verdict in verdicts)
    return tuple(verdicts)


def _told() -> tuple[str, ...]:
    """Give every word that a cell may hold, as people write it."""
    return tuple(Words(one)(f"decision.{verdict}") for one in _LANGUAGES for verdict in VERDICTS)


def _decisions() -> dict[str, str]:
    return {
        _fold(Words(language)(f"decision.{verdict}")): verdict
        for language in _LANGUAGES
        for verdict in VERDICTS
    }


_WORDS: Final = _decisions()
"""What stands in a decision cell, in either language, and what it means."""
