"""Changing one entry of a person's YAML and nothing else: their comments and layout stay."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import JsonValue
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_PLAIN: Final = re.compile(r"^[A-Za-zÀ-ÖØ-öø-ÿŒœ][^\n\r:#\"'\[\]{}&*!|>%@`,]*[^\s:]$")
_WORDS: Final = frozenset(["yes", "no", "true", "false", "null", "on", "off", "y", "n"])


def load(text: str) -> JsonValue:
    """Give what a YAML text holds, every scalar as text.

    Args:
        text: A text that the loader accepts.
    """
    return _value(_compose(text))


def put(text: str, path: Sequence[str], value: str) -> str:
    """Set one text.

    Args:
        text: The file.
        path: Keys that lead to it; those above it are made where they are absent.
        value: The text.

    Returns:
        The file with it.
    """
    node = _find(_compose(text), path)
    if node is not None:
        start, end = _span(text, node)
        return f"{text[:start]}{scalar(value)}{_rest(text, node, end)}"
    above = _find(_compose(text), path[:-1])
    if len(path) == 1 or not isinstance(above, MappingNode) or not above.value:
        lines = [f"{'  ' * depth}{key}:" for depth, key in enumerate(path)]
        return f"{_closed(text)}{chr(10).join(lines)} {scalar(value)}\n"
    pad = " " * above.start_mark.column
    place = _after(text, above)
    return f"{text[:place]}{pad}{path[-1]}: {scalar(value)}\n{text[place:]}"


def append(text: str, path: Sequence[str], entries: Sequence[tuple[JsonValue, str]]) -> str:
    """Add entries at the end of a list.

    Args:
        text: The file.
        path: Keys that lead to the list; empty: the file is the list.
        entries: Each a text or fields, and what stands above it; an empty comment is none.

    Returns:
        The file with them.
    """
    node = _find(_compose(text), path)
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        place = _after(text, node)
        added = _items(entries, node.start_mark.column)
        return f"{text[:place]}{_break(text, place)}{added}{text[place:]}"
    if isinstance(node, SequenceNode) and node.flow_style:
        start, end = _span(text, node)
        old = _items([(_value(one), "") for one in node.value], 2)
        rest = text[end:].lstrip("\n")
        return f"{text[:start].rstrip(' ')}\n{old}{_items(entries, 2)}{rest}"
    if node is not None and path:  # a key left blank
        start, _ = _span(text, node)
        rest = text[start:].lstrip("\n")
        return f"{text[:start].rstrip()}\n{_items(entries, 2)}{rest}"
    head = "".join(f"{key}:\n" for key in path)
    return f"{_closed(text)}{head}{_items(entries, 2 * len(path))}"


def _items(entries: Sequence[tuple[JsonValue, str]], column: int) -> str:
    return "".join(item(entry, column, comment) for entry, comment in entries)


def replace(text: str, path: Sequence[str], old: JsonValue, entry: JsonValue, comment: str) -> str:
    """Put one entry of a list in the place of another.

    Args:
        text: The file.
        path: Keys that lead to the list.
        old: The entry as it stands.
        entry: What takes its place.
        comment: What stands above it, in the place of ours.

    Returns:
        The file; unchanged where `old` does not stand in it.
    """
    span = _entry(text, path, old)
    if span is None:
        return text
    start, end, column = span
    return f"{text[:start]}{item(entry, column, comment)}{text[end:]}"


def remove(text: str, path: Sequence[str], old: JsonValue) -> str:
    """Take one entry out of a list, with our comment above it.

    Args:
        text: The file.
        path: Keys that lead to the list.
        old: The entry as it stands.

    Returns:
        The file; unchanged where `old` does not stand in it.
    """
    span = _entry(text, path, old)
    if span is None:
        return text
    start, end, column = span
    node = _find(_compose(text), path)
    last = isinstance(node, SequenceNode) and len(node.value) == 1
    empty = f"{' ' * column}[]\n" if last else ""
    return f"{text[:start]}{empty}{text[end:]}"


def item(entry: JsonValue, column: int, comment: str = "") -> str:
    """Write one entry of a list."""
    pad = " " * column
    above = f"{pad}# {_one_line(comment)}\n" if comment else ""
    if not isinstance(entry, Mapping):
        return f"{above}{pad}- {scalar(str(entry))}\n"
    lines = _fields(entry)
    first, *rest = lines
    return f"{above}{pad}- {first}\n" + "".join(f"{pad}  {line}\n" for line in rest)


def bare(entry: JsonValue) -> JsonValue:
    """Give an entry without what a build numbers and dates by itself: its id and its source."""
    if not isinstance(entry, Mapping):
        return entry
    return {key: value for key, value in entry.items() if key not in {"id", "source"}}


def scalar(text: str) -> str:
    """Write a text so that YAML reads it back as it is."""
    if _PLAIN.match(text) and text.lower() not in _WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff]", lambda sign: f"\\u{ord(sign[0]):04x}", quoted)


def _fields(entry: Mapping[str, JsonValue]) -> list[str]:
    lines: list[str] = []
    for key, value in entry.items():
        if isinstance(value, list):
            lines.append(f"{key}: [{', '.join(scalar(str(one)) for one in value)}]")
        elif isinstance(value, Mapping):
            lines += [f"{key}:", *(f"  {line}" for line in _fields(value))]
        else:
            lines.append(f"{key}: {scalar(str(value))}")
    return lines


def _compose(text: str) -> Node | None:
    parser = YAML(typ="safe", pure=True)
    found: Node | None = parser.compose(text)
    return found


def _find(node: Node | None, path: Sequence[str]) -> Node | None:
    for key in path:
        if not isinstance(node, MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node


def _value(node: Node | None) -> JsonValue:
    if isinstance(node, MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_value(one) for one in node.value]
    if isinstance(node, ScalarNode) and not str(node.tag).endswith(":null"):
        return str(node.value)
    return None


def _span(text: str, node: Node) -> tuple[int, int]:
    start: int = node.start_mark.index
    end: int = node.end_mark.index
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _rest(text: str, node: Node, end: int) -> str:
    """Give what follows a scalar; a block scalar ends with its line."""
    rest = text[end:]
    is_block = isinstance(node, ScalarNode) and node.style in {"|", ">"}
    return rest if rest.startswith(("\n", "\r", " ", "#")) or not is_block else f"\n{rest}"


def _last(node: Node) -> Node:
    while isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    return node


def _after(text: str, node: Node) -> int:
    """Give the start of the line after a node's last line."""
    _, end = _span(text, _last(node))
    place = text.find("\n", end)
    return len(text) if place < 0 else place + 1


def _entry(text: str, path: Sequence[str], old: JsonValue) -> tuple[int, int, int] | None:
    """Find an entry: where its lines start and end, and in which column its dash stands."""
    node = _find(_compose(text), path)
    if not isinstance(node, SequenceNode) or node.flow_style:
        return None
    found = next((one for one in node.value if bare(_value(one)) == bare(old)), None)
    if found is None:
        return None
    start = text.rfind("\n", 0, text.rfind("-", 0, found.start_mark.index + 1)) + 1
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    if text[above:start].lstrip().startswith("# source: "):
        start = above
    return start, _after(text, found), node.start_mark.column


def _closed(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _break(text: str, place: int) -> str:
    return "" if place == 0 or text[place - 1] == "\n" else "\n"


def _one_line(comment: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in comment)
    return f"source: {' '.join(plain.split())}"
