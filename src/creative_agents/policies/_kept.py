"""Kept: what takes long to find out about words, in the user's cache folder.

A file is named after everything that its content follows from, so that none is ever out of date,
and any of them may be deleted at any time. What cannot be read there is found out again, and
what cannot be written is found out each time.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

HOME: Final = "CREATIVE_AGENTS_HOME"
"""The folder under which everything is written, where it is set."""

MOST: Final = 64
"""Files at most; the oldest go first."""

Found = Mapping[str, frozenset[str]]
"""Words by the word that they were found for."""


def kept(kind: str, grounds: Iterable[str], find: Callable[[], Found]) -> Found:
    """Give what was found out before, or find it out and keep it.

    Args:
        kind: What it is; the beginning of the file's name.
        grounds: All that the result follows from: the words, the version of a dictionary.
        find: What finds it out.
    """
    told = hashlib.sha256("\0".join(grounds).encode("utf-8", "surrogatepass")).hexdigest()
    file = _folder() / f"{kind}-{told[:32]}.json"
    if (found := _read(file)) is not None:
        return found
    found = find()
    with suppress(OSError):
        _write(file, found)
    return found


def _folder() -> Path:
    if named := os.environ.get(HOME):
        return Path(named) / "cache" / "words"
    from platformdirs import user_cache_path  # noqa: PLC0415 - only where no folder is named

    return user_cache_path("creative-agents", appauthor=False) / "words"


def _read(file: Path) -> Found | None:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or not all(map(_is_words, raw.values())):
        return None
    return {word: frozenset(words) for word, words in raw.items()}


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _write(file: Path, found: Found) -> None:
    """Write beside the file and then take its place, so that nobody reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({word: sorted(words) for word, words in found.items()}, ensure_ascii=False)
    with NamedTemporaryFile(dir=file.parent, suffix=".new", delete=False) as new:
        try:
            new.write(text.encode("utf-8", "surrogatepass"))
            new.close()
            Path(new.name).replace(file)
        except OSError:
            Path(new.name).unlink(missing_ok=True)
            raise
    oldest = sorted(file.parent.glob("*.json"), key=lambda each: -each.stat().st_mtime)
    for each in oldest[MOST:]:
        each.unlink(missing_ok=True)
