"""The ledger of a built folder: each line that was decided, with the sentence behind it.

It stands in the folder as ``sources.jsonl``, one JSON object a line, so that git shows what
changed. By it a second build knows what was asked already and which sections were read.
"""

import json
import os
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import Field, JsonValue, ValidationError

from creative_agents.brands.building.lines import Line
from creative_agents.domain.base import Model
from creative_agents.errors import BrandError, StorageError

FILE: Final = "sources.jsonl"
"""Name of the ledger inside a brand folder."""


class Kept(Model):
    """One decided line."""

    line: Line
    """As it was proposed."""
    status: Literal["approved", "rejected"]
    """What was decided; a line that a person corrected is approved."""
    written: dict[str, JsonValue] = Field(default_factory=dict)
    """As it was written, in a person's words where they corrected it; empty for a refusal."""
    by: str = ""
    """Who decided; empty: nobody was authenticated."""
    via: str = ""
    """Through what: ``terminal``, ``policy``, ``python``."""
    on: date
    """When."""
    orphan: bool = False
    """True when a person kept it although its sentence went."""


class Reading(Model):
    """A section that a model has read."""

    section: str
    """Its fingerprint."""
    by: str
    """The model's name."""


class Ledger(Model):
    """What was decided and read so far."""

    kept: tuple[Kept, ...] = ()
    """Decided lines, in the order in which they were."""
    read: tuple[Reading, ...] = ()
    """Sections that need not be read again."""

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the ledger of a folder.

        Args:
            folder: The brand folder; it may not exist yet.

        Returns:
            The ledger, empty where there is none.

        Raises:
            BrandError: A line of it is not one of ours.
        """
        path = folder / FILE
        try:
            lines = path.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise BrandError(f"the ledger {str(path)!r} cannot be read: {error}") from error
        kept: list[Kept] = []
        read: list[Reading] = []
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line) if line.strip() else {}
                kept += [Kept.model_validate(entry["line"])] if "line" in entry else []
                read += [Reading.model_validate(entry["read"])] if "read" in entry else []
            except (ValidationError, ValueError, TypeError) as error:
                raise BrandError(
                    f"{str(path)!r}:{number}: this line is not as it was written: take it back "
                    "from git, or delete it to be asked again"
                ) from error
        return cls(kept=tuple(kept), read=tuple(read))

    def save(self, folder: Path) -> None:
        """Write the ledger into a folder, aside first.

        Raises:
            StorageError: The disk refused; the old one stands.
        """
        entries = (
            *({"line": kept.model_dump(mode="json")} for kept in self.kept),
            *({"read": reading.model_dump(mode="json")} for reading in self.read),
        )
        lines = (json.dumps(entry, ensure_ascii=False) for entry in entries)
        write_text(folder / FILE, "".join(f"{line}\n" for line in lines))

    def with_(self, kept: Iterable[Kept], read: Iterable[Reading]) -> "Ledger":
        """Give the ledger with more in it; what has the same id takes the place of the old."""
        lines = {one.line.id: one for one in (*self.kept, *kept)}
        readings = dict.fromkeys((*self.read, *read))
        return Ledger(kept=tuple(lines.values()), read=tuple(readings))

    def without(self, ids: Iterable[str]) -> "Ledger":
        """Give the ledger without some lines."""
        gone = set(ids)
        kept = tuple(one for one in self.kept if one.line.id not in gone)
        return Ledger(kept=kept, read=self.read)


def write_text(path: Path, text: str) -> None:
    """Write a file aside and put it in its place at once.

    Raises:
        StorageError: The disk refused; the old file stands.
    """
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(aside).chmod(mode)
        Path(aside).replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StorageError(
            f"{str(path)!r} cannot be written ({reason}): free the disk or give another place"
        ) from error
