"""One channel file: read it, and say where it is wrong."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any

import regex
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from creative_agents.domain.channel import Channel
from creative_agents.errors import BrandError

Table = dict[str, Any]


def read(file: Traversable) -> Channel:
    """Read a channel from its file.

    A channel takes its name from the file's; a limit that gives no ``source`` or no
    ``checked`` takes the channel's.

    Args:
        file: A TOML file in UTF-8.

    Raises:
        BrandError: It is not readable, not TOML, or not a channel.
    """
    where = str(file)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrandError(
            f"the channel file {where!r} cannot be read: {error}; save it as UTF-8 text"
        ) from error
    return _parse(text, where, file.name.removesuffix(".toml"))


@lru_cache(maxsize=256)
def _parse(text: str, where: str, name: str) -> Channel:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(where, [_toml_problem(where, str(error))]) from error
    if table.get("name", name) != name:
        line = _line(text, ("name",))
        told = f"name is {table['name']!r}; write {name!r} or rename the file"
        raise _broken(where, [f"{where}:{line}: {told}"])
    try:
        channel = Channel.model_validate(_complete(table, name))
    except ValidationError as error:
        problems = [_problem(text, where, detail) for detail in error.errors()]
        raise _broken(where, problems) from error
    if problems := [*_bad_patterns(channel, text, where)]:
        raise _broken(where, problems)
    return channel


def _broken(where: str, problems: list[str]) -> BrandError:
    return BrandError(f"the channel file {where!r} is not a channel", problems=tuple(problems))


def _complete(table: Table, name: str) -> Table:
    inherited = {key: table[key] for key in ("source", "checked") if key in table}
    for limit in _limits(table.get("format")):
        limit.update(inherited | limit)
    return table | {"name": name}


def _limits(shape: object) -> Iterator[Table]:
    if not isinstance(shape, Mapping):
        return
    holders = (shape.get("total"), *(f.get("limits") for f in _tables(shape.get("fields"))))
    for holder in holders:
        yield from _tables(holder)


def _tables(value: object) -> Iterator[Table]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def _toml_problem(where: str, message: str) -> str:
    found = re.search(r" \(at line (\d+).*\)$", message)
    line = found.group(1) if found else "1"
    told = message[: found.start()] if found else message
    return f"{where}:{line}: {told[:1].lower()}{told[1:]}; write it as TOML: key = 'value'"


def _problem(text: str, where: str, detail: ErrorDetails) -> str:
    loc = detail["loc"]
    key = ".".join(str(part) for part in loc) or "the file"
    match detail["type"]:
        case "missing":
            told = f"{key} is missing; add it"
        case "extra_forbidden":
            told = f"{key} is not a key of a channel; correct or remove it"
        case _:
            told = f"{key} is {detail['input']!r}: {detail['msg']}"
    return f"{where}:{_line(text, loc)}: {told}"


def _bad_patterns(channel: Channel, text: str, where: str) -> Iterator[str]:
    for index, field in enumerate(channel.format.fields):
        for pattern in field.forbidden:
            try:
                regex.compile(pattern)
            except regex.error as error:
                line = _line(text, ("format", "fields", index, "forbidden"))
                told = f"{pattern!r} is no regular expression: {error}; put \\ before a sign"
                yield f"{where}:{line}: {told}"


def _line(text: str, loc: tuple[int | str, ...]) -> int:
    """Find the line of a key: the last part of its path that the text names."""
    lines = text.splitlines()
    at = 0
    for depth, part in enumerate(loc):
        at = _next(lines, at, loc[: depth + 1]) if isinstance(part, str) else at
        if isinstance(part, int) and depth and loc[depth - 1] == "fields":
            at = _entry(lines, part)
    return at + 1


def _next(lines: list[str], start: int, path: tuple[int | str, ...]) -> int:
    dotted = ".".join(str(part) for part in path if isinstance(part, str))
    wanted = re.compile(rf"^\s*(\[+\s*{re.escape(dotted)}\b|{re.escape(str(path[-1]))}\s*=)")
    return next((n for n in range(start, len(lines)) if wanted.match(lines[n])), start)


def _entry(lines: list[str], index: int) -> int:
    heads = [n for n, line in enumerate(lines) if line.strip() == "[[format.fields]]"]
    return heads[index] if index < len(heads) else 0
