"""Read gold files: YAML and JSON lines, with the line of every mistake."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from glob import glob
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, JsonValue, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from creative_agents.brands.yaml_mistakes import explain
from creative_agents.errors import InputError

SUFFIXES: Final = (".yml", ".yaml", ".jsonl")
"""What the name of a gold file ends with."""

BRANDS: Final = "brands.yml"
"""Brands that the cases of a folder name."""

Case = TypeVar("Case", bound=BaseModel)

Loc: TypeAlias = tuple[int | str, ...]


@dataclass(frozen=True)
class Entry:
    """One case as it was written."""

    value: JsonValue
    """What was read."""
    file: Path
    """Where."""
    line: int
    """Its first line, from 1."""
    node: Node | None = None
    """Its tree, to find the lines of its keys; absent in JSON lines."""
    own: frozenset[str] = frozenset()
    """The keys that the case gives itself; the others come from ``defaults``."""

    @property
    def where(self) -> str:
        """The place, as an error says it: ``file:line``."""
        return f"{self.file}:{self.line}"

    def line_of(self, loc: Loc) -> int:
        """Give the line of a key, or the nearest one above it that is known."""
        node, line = self.node, self.line
        for step in loc:
            node = _child(node, step)
            if node is None:
                break
            line = node.start_mark.line + 1
        return line


def gold_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Give the files that paths, folders and globs name, sorted within each.

    Raises:
        InputError: Nothing is there.
    """
    for path in paths:
        found = [file for file in _found(Path(path)) if file.name != BRANDS]
        if not found:
            kinds = ", ".join(SUFFIXES)
            raise InputError(f"no gold file at {str(path)!r}; give a {kinds} file, or its folder")
        yield from found


def _found(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES)
    if path.is_file():
        return [path]
    return sorted(Path(name) for name in glob(str(path), recursive=True))  # noqa: PTH207 - absolute


def read_entries(file: Path) -> Iterator[Entry]:
    """Read the cases of one file.

    Raises:
        InputError: The file cannot be read or is no YAML; the message says the line.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({error}); save it as UTF-8 text") from error
    return _json_lines(text, file) if file.suffix == ".jsonl" else _yaml(text, file)


def read_yaml(file: Path) -> tuple[JsonValue, Node | None]:
    """Read a YAML file: its values, days as texts, and its tree.

    Raises:
        InputError: It is no YAML; the message says the line.
    """
    return _parsed(file.read_text(encoding="utf-8"), file)


def validated(model: type[Case], entry: Entry, problems: list[str]) -> Case | None:
    """Make a noun of an entry, or note each mistake as ``file:line: what is wrong``."""
    try:
        return model.model_validate(entry.value)
    except ValidationError as error:
        problems.extend(_mistake(entry, item) for item in error.errors(include_url=False))
        return None


def _mistake(entry: Entry, item: Mapping[str, Any]) -> str:
    loc: Loc = item["loc"]
    at = ".".join(str(step) for step in loc)
    message = item["msg"][:1].lower() + item["msg"][1:]
    name = entry.value.get("id") if isinstance(entry.value, dict) else None
    case = f" of case {name!r}" if name else ""
    return f"{entry.file}:{entry.line_of(loc)}: {at or 'the entry'}{case}: {message}"


def _json_lines(text: str, file: Path) -> Iterator[Entry]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield Entry(json.loads(line), file, number)
            except json.JSONDecodeError as error:
                raise InputError(
                    f"{file}:{number}: not JSON ({error.msg}); write one object a line"
                ) from error


def _yaml(text: str, file: Path) -> Iterator[Entry]:
    value, node = _parsed(text, file)
    defaults: dict[str, JsonValue] = {}
    if isinstance(value, dict) and "cases" in value:
        defaults, node = _defaults(value, file), _child(node, "cases")
        value = value["cases"]
    several = value if isinstance(value, list) else [value]
    for at, case in enumerate(several):
        inner = _child(node, at) if isinstance(value, list) else node
        line = inner.start_mark.line + 1 if inner is not None else 1
        own = frozenset(case) if isinstance(case, dict) else frozenset()
        whole = {**defaults, **case} if isinstance(case, dict) else case
        yield Entry(whole, file, line, inner, own)


def _defaults(value: dict[str, JsonValue], file: Path) -> dict[str, JsonValue]:
    if unknown := sorted(set(value) - {"defaults", "cases"}):
        raise InputError(f"{file}: unknown keys {unknown!r}; allowed are 'defaults' and 'cases'")
    defaults = value.get("defaults") or {}
    if not isinstance(defaults, dict):
        raise InputError(f"{file}: 'defaults' must be keys with their values")
    return defaults


def _parsed(text: str, file: Path) -> tuple[JsonValue, Node | None]:
    try:
        value = YAML(typ="safe", pure=True).load(text)
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        line, what, fix = explain(error, text)
        raise InputError(f"{file}:{line}: {what}; {fix}") from error
    return _json_shaped(value), node


def _json_shaped(value: Any) -> JsonValue:  # noqa: ANN401 - what YAML holds
    if isinstance(value, dict):
        return {str(key): _json_shaped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_json_shaped(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _child(node: Node | None, step: int | str) -> Node | None:
    if isinstance(node, SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
