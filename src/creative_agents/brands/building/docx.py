"""Reading a DOCX: through the HTML that its styles mean, without its pictures."""

import zipfile
from pathlib import Path
from typing import Final

from creative_agents.brands.building.document import Document
from creative_agents.brands.building.html import html_parts
from creative_agents.brands.building.pieces import Block, Heading, assemble
from creative_agents.errors import BrandError, MissingExtraError

MOST_BYTES: Final = 200_000_000
"""Bytes that a DOCX may hold once it is unpacked."""


def read_docx(name: str, path: Path) -> Document:
    """Read a DOCX.

    Args:
        name: How a citation names the document.
        path: The file.

    Returns:
        The document, its spans in code points of its text, one paragraph a line.

    Raises:
        BrandError: It is damaged, locked or empty.
        MissingExtraError: The extra ``documents`` is not installed.
    """
    page = _html(name, path)
    lines: list[str] = []
    parts: list[Block | Heading] = []
    place = 0
    for part in html_parts(page, 0, len(page)):
        text = part.run.text if isinstance(part, Block) else part.text
        if isinstance(part, Block):
            part.run.places[:] = range(place, place + len(text))
        parts.append(part)
        lines.append(text)
        place += len(text) + 1
    if not any(isinstance(part, Block) for part in parts):
        raise BrandError(f"the DOCX {name!r} holds no text: give one that does")
    return assemble(name, "\n".join(lines), parts)


def _html(name: str, path: Path) -> str:
    try:
        import mammoth  # type: ignore[import-untyped]  # noqa: PLC0415 - only who reads a DOCX pays
    except ImportError as error:
        raise MissingExtraError("reading a DOCX", extra="documents") from error
    damaged = BrandError(
        f"the DOCX {name!r} is damaged, locked, or is none: open it, save it again as DOCX, and "
        "give that"
    )
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_BYTES:
                raise BrandError(f"the DOCX {name!r} unpacks to more than 200 MB: split it")
        with path.open("rb") as file:
            nothing = mammoth.images.img_element(lambda _image: {})
            return str(mammoth.convert_to_html(file, convert_image=nothing).value)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BrandError(f"the DOCX {name!r} cannot be read ({reason})") from error
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise damaged from error
