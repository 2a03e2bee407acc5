"""Reading a PDF: the text of each page, in the order in which the file gives it."""

import logging
from pathlib import Path
from typing import Final

from creative_agents.brands.building.document import Document
from creative_agents.brands.building.text import read_plain
from creative_agents.errors import BrandError, MissingExtraError

MOST_PAGES: Final = 500
"""Pages of one PDF that are read."""


def read_pdf(name: str, path: Path) -> Document:
    """Read a PDF.

    Args:
        name: How a citation names the document.
        path: The file.

    Returns:
        The document, its spans in code points of the text that was taken out of it.

    Raises:
        BrandError: It is damaged, locked, or holds pictures of pages only.
        MissingExtraError: The extra ``documents`` is not installed.
    """
    texts = _pages(name, path)
    if not any(text.strip() for text in texts):
        raise BrandError(
            f"the PDF {name!r} holds no text, it looks like a scan: give a PDF with text, or its "
            "text in a file"
        )
    starts, place = [], 0
    for text in texts:
        starts.append(place)
        place += len(text) + 1
    return read_plain(name, "\f".join(texts), pages=tuple(starts))


def _pages(name: str, path: Path) -> list[str]:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - only who reads a PDF pays for it
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("reading a PDF", extra="documents") from error
    try:
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # we say it ourselves, in one line
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        return [page.extract_text().replace("\f", "\n") for page in reader.pages[:MOST_PAGES]]
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BrandError(f"the PDF {name!r} cannot be read ({reason})") from error
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, AttributeError) as error:
        raise BrandError(
            f"the PDF {name!r} is damaged or is none: open it, save it again as PDF, and give that"
        ) from error
    except ImportError as error:  # its cipher needs a package that we do not ask for
        raise _locked(name) from error


def _locked(name: str) -> BrandError:
    return BrandError(f"the PDF {name!r} is locked with a password: give a copy without one")
