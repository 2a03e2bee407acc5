"""Read a ``.vale.ini``: sections of keys, in the format that Vale's library reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from creative_agents.errors import ConfigError
from creative_agents.rules.files import read_text

LARGEST: Final = 1_000_000
"""Bytes of such a file, at most."""

_ENTRY: Final = re.compile(r"\s*([^=:]+?)\s*[=:]\s*(.*?)\s*\Z")
_COMMENT: Final = re.compile(r"\s[#;].*\Z")
_QUOTES: Final = ('"', "'", "`")


@dataclass(slots=True)
class Section:
    """One section: keys with every value that they were given."""

    name: str
    """The glob in its brackets; empty for what stands before the first section."""
    values: dict[str, list[str]] = field(default_factory=dict)
    """Values by key; a key written twice has two."""

    def text(self, key: str) -> str:
        """Give the last value of a key; empty where it has none."""
        return (self.values.get(key) or [""])[-1]

    def list(self, key: str) -> Sequence[str]:
        r"""Give the values of a key, each cut at its commas; ``\,`` is a comma inside one."""
        found = (entry.strip() for value in self.values.get(key, []) for entry in _cut(value))
        return tuple(dict.fromkeys(entry for entry in found if entry))


def read_ini(path: Path) -> dict[str, Section]:
    """Read the sections of a file, by name, in their order.

    Raises:
        ConfigError: The file cannot be read, or a line is neither a section nor a key.
    """
    sections = {"": Section("")}
    current = sections[""]
    for number, line in enumerate(_lines(read_text(path, LARGEST)), start=1):
        stripped = line.strip()
        if not stripped or stripped[0] in "#;":
            continue
        if stripped[0] == "[":
            name = stripped[1 : stripped.rfind("]")] if "]" in stripped else ""
            if not name:
                raise ConfigError(f"{str(path)!r}, line {number}: write '[*.md]', closed by ']'")
            current = sections.setdefault(name, Section(name))
            continue
        entry = _ENTRY.match(stripped)
        if entry is None:
            raise ConfigError(
                f"{str(path)!r}, line {number}: write 'key = value', not {stripped!r}"
            )
        current.values.setdefault(entry[1], []).append(_value(entry[2]))
    return sections


def _lines(text: str) -> list[str]:
    r"""Cut a text into lines; ``\`` at the end of one joins it with the next."""
    return text.replace("\\\r\n", "").replace("\\\n", "").splitlines()


def _value(written: str) -> str:
    if len(written) > 1 and written[0] in _QUOTES and written[0] == written[-1]:
        return written[1:-1]
    return _COMMENT.sub("", written).rstrip()


def _cut(value: str) -> list[str]:
    parts = [""]
    at = 0
    while at < len(value):
        sign, after = value[at], value[at + 1 : at + 2]
        if sign == "\\" and after in {"\\", ","}:
            parts[-1] += after
            at += 1
        elif sign == ",":
            parts.append("")
        else:
            parts[-1] += sign
        at += 1
    return parts
