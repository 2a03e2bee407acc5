"""YAML as a person wrote it: every scalar stays text, every node keeps its line.

A marketer's ``no``, ``1664`` or ``01000`` is text until a field wants something else, so
nothing is guessed here. Aliases are followed within a bound, tags are refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from creative_agents.brands.composing import ComposeError, RawNode, compose
from creative_agents.brands.problems import Problems

MAX_NODES: Final = 200_000
"""Most values that one file may hold once its aliases are followed."""
MAX_DEPTH: Final = 24
"""Deepest nesting of one file."""

Loc: TypeAlias = Sequence[str | int]
"""The way to a value: keys, and positions from 0."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text, or nothing where a key was left blank."""

    line: int
    """Line, from 1."""
    text: str | None
    """The text as written; nothing where the key was left blank."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    """Line of its first entry, from 1."""
    items: tuple["Node", ...]
    """The entries."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys with their values."""

    line: int
    """Line of its first key, from 1."""
    values: dict[str, "Node"]
    """Value by key."""
    key_lines: dict[str, int]
    """Line of each key, from 1."""


Node: TypeAlias = Scalar | Items | Fields
"""What stands at one place of a file."""


def parse_tree(text: str, *, name: str, problems: Problems) -> Node | None:
    """Parse YAML, noting every mistake with its line.

    Args:
        text: The file's text.
        name: How the person knows the file.
        problems: Where mistakes are noted.

    Returns:
        The tree; nothing where the syntax is wrong or the file holds comments only.
    """
    try:
        raw = compose(text)
    except ComposeError as error:
        problems.add(name, *error.told)
        return None
    return None if raw is None else _Reader(name, problems).read(raw)


def line_of(node: Node, loc: Loc) -> int:
    """Give the line of the place a location leads to, or of the last node on the way.

    Args:
        node: Where the way starts.
        loc: The way.

    Returns:
        The line, from 1: of the key for a value under a key, of the entry in a list.
    """
    line = node.line
    for step in loc:
        if isinstance(node, Fields) and step in node.values:
            line, node = node.key_lines[str(step)], node.values[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            break
    return line


class _Reader:
    """Turns the parser's nodes into ours, within the bounds."""

    def __init__(self, name: str, problems: Problems) -> None:
        self.name = name
        self.problems = problems
        self.nodes = 0

    def read(self, raw: RawNode) -> Node | None:
        mistakes = len(self.problems.found)
        node = self._node(raw, 0)
        return node if len(self.problems.found) == mistakes else None

    def _node(self, raw: RawNode, depth: int) -> Node:
        line = raw.start_mark.line + 1
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            return self._too_much(line)
        if raw.id == "mapping":
            return self._fields(raw, line, depth)
        if raw.id == "sequence":
            return Items(line, tuple(self._node(item, depth + 1) for item in raw.value))
        return self._scalar(raw, line)

    def _too_much(self, line: int) -> Node:
        if self.nodes <= MAX_NODES + 1 or not self.problems:
            what = f"more than {MAX_NODES:,} values or {MAX_DEPTH} levels once aliases are followed"
            self.problems.add(self.name, line, what, "write flat lists without '*' and '&'")
        self.nodes = MAX_NODES + 1
        return Scalar(line, None)

    def _fields(self, raw: RawNode, line: int, depth: int) -> Fields:
        fields = Fields(line, {}, {})
        for raw_key, raw_value in raw.value:
            key_line = raw_key.start_mark.line + 1
            if raw_key.id != "scalar":
                what = "a list or a set of fields stands where a key must be"
                self.problems.add(self.name, key_line, what, "write 'key: value'")
                continue
            key = self._scalar(raw_key, key_line).text or ""
            if key in fields.values:
                first = fields.key_lines[key]
                what = f"the key {key!r} stands twice, first on line {first}"
                self.problems.add(self.name, key_line, what, "keep one of the two")
                continue
            fields.key_lines[key] = key_line
            fields.values[key] = self._node(raw_value, depth + 1)
        return fields

    def _scalar(self, raw: RawNode, line: int) -> Scalar:
        tag = str(raw.tag or "")
        if tag.startswith("!"):
            what = f"the text starts with {tag!r}, which YAML does not read as text"
            self.problems.add(self.name, line, what, "put the text between double quotes")
        if tag.endswith(":null"):
            return Scalar(line, None)
        text = str(raw.value)
        try:
            # JSON writes one emoji as two escapes
            return Scalar(line, text.encode("utf-16", "surrogatepass").decode("utf-16"))
        except UnicodeDecodeError:
            what = "half of a character stands here, as a broken copy leaves it"
            self.problems.add(self.name, line, what, "type the text again")
            return Scalar(line, None)
