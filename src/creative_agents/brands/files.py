"""Read a person's text file, and say what is wrong with it in their words."""

import os
import stat
from pathlib import Path
from typing import Final

from creative_agents.brands.problems import Problems

MAX_BYTES: Final = 2_000_000
"""Largest file that a brand folder may hold, in bytes."""

_BOMS: Final = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_text(
    path: Path, *, name: str, problems: Problems, limit: int = MAX_BYTES, advice: str = ""
) -> str | None:
    """Read a UTF-8 text file.

    Args:
        path: The file.
        name: How the person knows it.
        problems: Where mistakes are noted.
        limit: Largest size, in bytes.
        advice: What to do with a file that is larger.

    Returns:
        The text without its byte order mark, or nothing where the file cannot be used.
    """
    try:
        content = _read(path, name, problems, limit, advice)
    except OSError as error:
        problems.add(name, 1, *_explain(error))
        return None
    if content is None:
        return None
    if not content.strip():
        problems.add(name, 1, "the file is empty", "write its content or delete the file")
        return None
    return _decode(content, name, problems)


def _read(path: Path, name: str, problems: Problems, limit: int, advice: str) -> bytes | None:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # a pipe would block for ever
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a plain file"
        problems.add(name, 1, f"this is {kind}", "put a text file in its place")
        return None
    with path.open("rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        size = max(found.st_size, len(content))
        what = f"the file has {size:,} bytes and {limit:,} are allowed"
        problems.add(name, 1, what, advice or "split it or shorten it")
        return None
    return content


def _decode(content: bytes, name: str, problems: Problems) -> str | None:
    if (other := _BOMS.get(content[:2])) is not None:
        problems.add(name, 1, f"the file is in {other}", "save it again as UTF-8")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        shown = (
            content[max(0, error.start - 8) : error.start + 8].decode("cp1252", "replace").strip()
        )
        what = f"the file is not in UTF-8 near {shown!r}, it looks like Latin-1 or Windows-1252"
        problems.add(name, line, what, "save it again as UTF-8")
        return None


def _explain(error: OSError) -> tuple[str, str]:
    if isinstance(error, PermissionError):
        return "no permission to read this", "give yourself the right to read it"
    if isinstance(error, FileNotFoundError):
        return "this link points to nothing", "put the file in its place"
    reason = os.strerror(error.errno) if error.errno else str(error)
    return f"this cannot be read ({reason.lower()})", "put a plain text file in its place"
