"""YAML and JSON with the place of every text, so that a finding can point into the file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from re import compile as pattern
from typing import Any, Final

import yaml

from creative_agents.errors import ConfigError

DEEPEST: Final = 64
"""Levels of one file, at most."""
MOST: Final = 500_000
"""Values of one file once its aliases are followed, at most."""

Way = tuple[str | int, ...]
"""The way to a value: keys, and positions from 0."""

_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_SPACE: Final = pattern(r"[ \t\r\n]*")
_STRING: Final = pattern(r'"(?:[^"\\]|\\.)*"')
_OTHER: Final = pattern(r"[^\s,\]}]+")


@dataclass
class Tree:
    """What a file holds, and where."""

    value: Any = None
    """Lists, dictionaries and texts."""
    places: dict[Way, tuple[int, int]] = field(default_factory=dict)
    """Where each scalar, list and dictionary stands in the file, in code points."""


def read_tree(text: str, *, is_json: bool) -> Tree:
    """Read a file.

    Args:
        text: Its text.
        is_json: Whether it is JSON, else YAML. A YAML scalar stays the text that was written.

    Raises:
        ConfigError: It is not what it says it is; the message names the line.
    """
    return _Json(text).read() if is_json else _Yaml(text).read()


class _Yaml:
    """Reads YAML by its nodes, which know their places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tree = Tree()
        self._left = MOST

    def read(self) -> Tree:
        try:
            node = yaml.compose(self._text, yaml.CSafeLoader)
            self._tree.value = None if node is None else self._walk(node, ())
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line = f"line {mark.line + 1}: " if mark else ""
            reason = str(getattr(error, "problem", None) or error).split("\n")[0]
            raise ConfigError(f"{line}this is not YAML: {reason}") from error
        return self._tree

    def _walk(self, node: yaml.Node, way: Way) -> Any:  # noqa: ANN401 - what YAML holds
        self._left -= 1
        if self._left < 0 or len(way) > DEEPEST:
            raise ConfigError("this YAML is too large, or nested too deep, to be copy")
        self._tree.places[way] = (node.start_mark.index, node.end_mark.index)
        if isinstance(node, yaml.MappingNode):
            return {
                str(key.value): self._walk(value, (*way, str(key.value)))
                for key, value in node.value
            }
        if isinstance(node, yaml.SequenceNode):
            return [self._walk(value, (*way, at)) for at, value in enumerate(node.value)]
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        return None if plain and node.value in _NOTHING else node.value


class _Json:
    """Reads JSON with the places of its values."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tree = Tree()

    def read(self) -> Tree:
        try:
            self._tree.value = json.loads(self._text)
            self._walk(self._skip(0), ())
        except json.JSONDecodeError as error:
            raise ConfigError(f"line {error.lineno}: this is not JSON: {error.msg}") from error
        except RecursionError as error:
            raise ConfigError("this JSON is nested too deep to be copy") from error
        return self._tree

    def _walk(self, at: int, way: Way) -> int:
        sign = self._text[at]
        if sign == '"':
            end = self._string(at)
        elif sign == "{":
            end = self._pairs(at, way)
        elif sign == "[":
            end = self._items(at, way)
        else:
            found = _OTHER.match(self._text, at)
            assert found is not None
            end = found.end()
        self._tree.places[way] = (at, end)
        return end

    def _pairs(self, at: int, way: Way) -> int:
        for start in self._entries(at):
            end = self._string(start)
            key = str(json.loads(self._text[start:end]))
            value = self._skip(self._skip(end) + 1)
            self._end = self._walk(value, (*way, key))
        return self._end

    def _items(self, at: int, way: Way) -> int:
        for number, start in enumerate(self._entries(at)):
            self._end = self._walk(start, (*way, number))
        return self._end

    def _entries(self, at: int) -> Iterator[int]:
        """Give where each entry of a list begins; `_end` is where the last one ended."""
        at = self._skip(at + 1)
        while self._text[at] not in "]}":
            yield at
            at = self._skip(self._end)
            if self._text[at] == ",":
                at = self._skip(at + 1)
        self._end = at + 1

    def _string(self, at: int) -> int:
        """Give where a string ends; the file was read before, so that it does."""
        found = _STRING.match(self._text, at)
        assert found is not None
        return found.end()

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    _end: int = 0
