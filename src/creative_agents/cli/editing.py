"""A piece in the person's own editor, and back, letter for letter."""

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.errors import ConfigError

_MARK: Final = "=== "
_PLACE: Final = re.compile(r"^=== (?P<name>[a-z0-9_-]+)\[(?P<index>\d+)\](?: |$)")
_LIKE_A_MARK: Final = re.compile(r"^\\*=== ")


def edit_asset(asset: Asset, *, hint: str, labels: Mapping[str, str]) -> Asset:
    """Open a piece in the person's editor.

    Args:
        asset: The piece.
        hint: What to do, shown above it.
        labels: What a marketer calls each place, by place.

    Returns:
        The piece with the person's texts; the same one where nothing changed or where the
        editor ended with an error, as ``:cq`` does.

    Raises:
        ConfigError: The editor that the environment names cannot be started.
    """
    written = _through_editor(as_text(asset, hint=hint, labels=labels))
    return asset if written is None else from_text(asset, written)


def as_text(asset: Asset, *, hint: str, labels: Mapping[str, str]) -> str:
    """Write a piece as a text to edit: each text under a line with its place.

    Args:
        asset: The piece.
        hint: What to do, shown above it.
        labels: What a marketer calls each place, by place.
    """
    parts = [hint, ""]
    for field in asset.fields:
        parts.append(f"{_MARK}{field.place} {labels.get(field.place, '')}".rstrip())
        parts += [_escaped(line) for line in field.text.split("\n")]
        parts.append("")
    return "\n".join(parts)


def from_text(asset: Asset, written: str) -> Asset:
    """Read an edited text back.

    Args:
        asset: The piece as it was.
        written: What stands in the file now.

    Returns:
        The piece with the texts that changed; a place that is gone, or that the piece does
        not have, changes nothing.
    """
    found = _sections(written.split("\n"))
    fields = [
        field.model_copy(update={"text": found[field.place]})
        if _differs(field, found.get(field.place))
        else field
        for field in asset.fields
    ]
    return asset.model_copy(update={"fields": tuple(fields)})


def changed_fields(before: Asset, after: Asset) -> tuple[AssetField, ...]:
    """Give the texts of a piece that are not what they were."""
    pairs = zip(before.fields, after.fields, strict=True)
    return tuple(new for old, new in pairs if old.text != new.text)


def _sections(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if match := _PLACE.match(line):
            current = found.setdefault(f"{match['name']}[{match['index']}]", [])
        else:
            current.append(line[1:] if line.startswith("\\") and _LIKE_A_MARK.match(line) else line)
    return {place: "\n".join(text).strip("\n") for place, text in found.items()}


def _differs(field: AssetField, text: str | None) -> bool:
    return text is not None and text != field.text.strip("\n")


def _escaped(line: str) -> str:
    return f"\\{line}" if _LIKE_A_MARK.match(line) else line


def _through_editor(text: str) -> str | None:
    with tempfile.TemporaryDirectory(prefix="creative-agents-") as folder:
        file = Path(folder) / "piece.txt"
        file.write_bytes(text.encode())
        if _open([*_editor(), str(file)]) != 0:
            return None
        written = file.read_bytes().decode(errors="replace").removeprefix("\ufeff")
    return written if "\r\n" in text else written.replace("\r\n", "\n")


def _open(command: Sequence[str]) -> int:
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise ConfigError(
            f"the editor {command[0]!r} cannot be started: {error.strerror}; "
            "set EDITOR to one that can, for example EDITOR=nano"
        ) from error


def _editor() -> list[str]:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return shlex.split(named) if named else ["notepad" if os.name == "nt" else "vi"]
