r"""Read a pattern in the dialect of Vale 3 and write it in that of the ``regex`` library.

Vale runs ``regexp2``, the regular expressions of .NET with a few habits of Go. The dialects
agree on most; this reader knows where they do not: the scope of ``(?i)``, ``$`` and ``\Z``
(the very end), subtraction of sets, ``{`` that counts nothing, names of groups. Whatever it
does not know it refuses, so that nothing reaches the library unread.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from creative_agents.rules.patterns.cursor import Cursor
from creative_agents.rules.patterns.escapes import escaped_sign, property_class
from creative_agents.rules.patterns.needs import (
    DIGIT,
    NOTHING,
    UNKNOWN,
    Needs,
    either,
    literal,
    repeated,
    sequence,
)
from creative_agents.rules.patterns.sets import read_set

DEEPEST: Final = 60
"""Groups within groups, at most."""

LARGEST: Final = 100_000
"""Signs to match, counted as if every ``{n}`` were written out, at most."""

_OPENINGS: Final = frozenset({":", "=", "!", ">", "<=", "<!"})
_COUNTS: Final = frozenset("*+?{")
_RUN: Final = re.compile(r"[^\\\[\](){}*+?|^$.#\s]+| ")
_COUNT: Final = re.compile(r"\{(\d{1,9})(,?)(\d{0,9})\}")
_OPTIONS: Final = re.compile(r"[imnsx+-]*")
_SPECIAL: Final = re.compile(r"([\\\[\](){}*+?|^$.#&~\-\s])")

ANCHORS: Final = {
    "b": r"\b",
    "B": r"\B",
    "A": r"\A",
    "G": r"\G",
    "Z": r"\Z",
    "z": r"\Z",
}
"""Escapes that take no room, and how ``regex`` writes them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A pattern that was read."""

    source: str
    """The pattern in the dialect of ``regex``."""
    needs: Needs
    """What every match holds."""
    groups: int
    """How many groups capture."""
    options: frozenset[str]
    """The options in force at its end; a following branch inherits them."""


def read(pattern: str, options: Iterable[str] = ()) -> Reading:
    """Read a pattern.

    Args:
        pattern: The pattern as the pack has it.
        options: Options in force at its beginning: ``i``, ``m``, ``n``, ``s``, ``x``.

    Returns:
        The pattern for ``regex``, and what is known of it.

    Raises:
        PatternError: The pattern cannot be read, or is too large or too deep to run.
    """
    reader = _Reader(pattern, frozenset(options))
    source, needs, size = reader.group_body(0)
    if not reader.cursor.done:
        raise reader.cursor.error("closes a group that was not opened")
    if size > LARGEST:
        raise reader.cursor.error("repeats too much")
    for number in reader.references:
        if number > reader.groups:
            raise reader.cursor.error(f"refers to the group {number}, which it does not have")
    return Reading(source, needs, reader.groups, reader.options)


class _Reader:
    """One reading: where it stands, what is in force, what was counted."""

    def __init__(self, pattern: str, options: frozenset[str]) -> None:
        self.cursor = Cursor(pattern)
        self.options = options
        self.shown = False
        self.groups = 0
        self.names: set[str] = set()
        self.references: list[int] = []

    def group_body(self, depth: int) -> tuple[str, Needs, int]:
        """Read branches up to the end of the group; the options of the last one stay."""
        if depth > DEEPEST:
            raise self.cursor.error("is too deep")
        branches = [self._branch(depth)]
        while self.cursor.take("|"):
            branches.append(self._branch(depth))
        needs = branches[0][1] if len(branches) == 1 else either([b[1] for b in branches])
        return "|".join(b[0] for b in branches), needs, sum(b[2] for b in branches)

    def _branch(self, depth: int) -> tuple[str, Needs, int]:
        out: list[str] = []
        needs: list[Needs] = []
        size = 0
        text = self.cursor.text
        end = len(text)
        wrapped = self._wrap(out, wrapped=False)
        while self.cursor.at < end and text[self.cursor.at] not in "|)":
            options = self.options
            part = self._piece(depth)
            if part is not None:
                out.append(part[0])
                needs.append(part[1])
                size += part[2]
            elif ("i" in options) != ("i" in self.options):
                wrapped = self._wrap(out, wrapped=wrapped)
        if wrapped:
            out.append(")")
        return "".join(out), sequence(needs), size

    def _wrap(self, out: list[str], *, wrapped: bool) -> bool:
        """Close what ``(?i)`` opened, and open what is in force and not yet shown."""
        if wrapped:
            out.append(")")
        if ("i" in self.options) == self.shown:
            return False
        out.append("(?-i:" if self.shown else "(?i:")
        return True

    def _piece(self, depth: int) -> tuple[str, Needs, int] | None:
        """Read one piece with its count; nothing where options or a comment stood."""
        cursor = self.cursor
        if "x" in self.options and self._blank():
            return None
        atom = self._group(depth) if cursor.take("(") else self._atom()
        if atom is None or cursor.text[cursor.at : cursor.at + 1] not in _COUNTS:
            return atom
        return self._counted(*atom)

    def _blank(self) -> bool:
        sign = self.cursor.ahead()
        if sign == "#":
            end = self.cursor.text.find("\n", self.cursor.at)
            self.cursor.at = len(self.cursor.text) if end < 0 else end
            return True
        if sign.isspace():
            self.cursor.next()
            return True
        return False

    def _atom(self) -> tuple[str, Needs, int]:  # noqa: PLR0911  a table of signs
        cursor = self.cursor
        if run := _RUN.match(cursor.text, cursor.at):
            return self._run(run.end())
        sign = cursor.next()
        if sign == "\\":
            return self._escape()
        if sign == "[":
            source, needs = read_set(cursor)
            return source, needs, 1
        if sign == ".":
            return "(?s:.)" if "s" in self.options else ".", UNKNOWN, 1
        if sign == "^":
            return "(?m:^)" if "m" in self.options else r"\A", NOTHING, 0
        if sign == "$":
            return "(?m:$)" if "m" in self.options else r"\Z", NOTHING, 0
        if sign in "*+?":
            raise cursor.error(f"has {sign!r} with nothing before it")
        return _quoted(sign), literal(sign), 1

    def _run(self, end: int) -> tuple[str, Needs, int]:
        """Take plain signs, but leave the last one to its count."""
        cursor = self.cursor
        if end - cursor.at > 1 and self._count_at(end):
            end -= 1
        text = cursor.text[cursor.at : end]
        cursor.at = end
        return text, literal(text), len(text)

    def _count_at(self, at: int) -> bool:
        sign = self.cursor.text[at : at + 1]
        if sign != "{":
            return sign in _COUNTS
        return _COUNT.match(self.cursor.text, at) is not None

    def _escape(self) -> tuple[str, Needs, int]:
        cursor = self.cursor
        sign = cursor.ahead()
        if sign in ANCHORS:
            cursor.next()
            return ANCHORS[sign], NOTHING, 0
        if sign and sign in "dDsSwW":
            return "\\" + cursor.next(), DIGIT if sign == "d" else UNKNOWN, 1
        if sign and sign in "pP":
            return property_class(cursor), UNKNOWN, 1
        if sign == "k":
            return self._named_reference()
        if sign and sign in "123456789":
            digits = cursor.word()
            number = int("".join(c for c in digits if c.isdigit()) or 0) if digits.isdigit() else 0
            if not number:
                raise cursor.error("has a reference that cannot be read")
            self.references.append(number)
            return f"\\g<{number}>", UNKNOWN, 1
        text = escaped_sign(cursor)
        return _quoted(text), literal(text), 1

    def _named_reference(self) -> tuple[str, Needs, int]:
        cursor = self.cursor
        cursor.next()
        close = {"<": ">", "'": "'"}.get(cursor.next())
        name = cursor.word()
        if close is None or not cursor.take(close) or name not in self.names:
            raise cursor.error("refers to a group by a name that it does not have")
        return f"(?P={name})", UNKNOWN, 1

    def _group(self, depth: int) -> tuple[str, Needs, int] | None:
        """Read a group whose opening was taken; nothing for options and comments."""
        cursor = self.cursor
        if not cursor.take("?"):
            if "n" in self.options:
                return self._inside("(?:", depth)
            self.groups += 1
            return self._inside("(", depth)
        if cursor.take("#"):
            self._comment()
            return None
        two = cursor.text[cursor.at : cursor.at + 2]
        opening = two if two in {"<=", "<!"} else two[:1]
        if opening in _OPENINGS:
            cursor.at += len(opening)
            source, needs, size = self._inside(f"(?{opening}", depth)
            return source, needs if opening in ":>" else NOTHING, size
        for opening, close in (("P<", ">"), ("<", ">"), ("'", "'")):
            if cursor.take(opening):
                return self._named(close, depth)
        return self._with_options(depth)

    def _comment(self) -> None:
        end = self.cursor.text.find(")", self.cursor.at)
        if end < 0:
            raise self.cursor.error("has a comment without an end")
        self.cursor.at = end + 1

    def _named(self, close: str, depth: int) -> tuple[str, Needs, int]:
        name = self.cursor.word()
        if not name or name[0].isdigit() or not self.cursor.take(close):
            raise self.cursor.error("names a group in a way that is not supported")
        self.names.add(name)
        self.groups += 1
        return self._inside(f"(?P<{name}>", depth)

    def _with_options(self, depth: int) -> tuple[str, Needs, int] | None:
        cursor = self.cursor
        found = _OPTIONS.match(cursor.text, cursor.at)
        assert found is not None
        cursor.at = found.end()
        changed = _changed(self.options, found.group())
        if found.group() and cursor.take(")"):
            self.options = changed
            return None
        if not found.group() or not cursor.take(":"):
            raise cursor.error("has a kind of group that is not supported")
        outside, self.options = self.options, changed
        return self._inside("(?:", depth, outside=outside)

    def _inside(
        self, opening: str, depth: int, *, outside: frozenset[str] | None = None
    ) -> tuple[str, Needs, int]:
        """Read what a group holds, and leave its options behind."""
        before = self.options if outside is None else outside
        shown, self.shown = self.shown, "i" in before
        source, needs, size = self.group_body(depth + 1)
        self.shown, self.options = shown, before
        self.cursor.expect(")")
        return f"{opening}{source})", needs, size + 1

    def _counted(self, source: str, needs: Needs, size: int) -> tuple[str, Needs, int]:
        count = self._count()
        if count is None:
            return source, needs, size
        least, most, written = count
        lazy = "?" if self.cursor.take("?") else ""
        if self._count_at(self.cursor.at):
            raise self.cursor.error("counts what is already counted")
        size *= max(least, most or 0, 1)
        if size > LARGEST:
            raise self.cursor.error("repeats too much")
        return f"{source}{written}{lazy}", repeated(needs, least, most), size

    def _count(self) -> tuple[int, int | None, str] | None:
        cursor = self.cursor
        sign = cursor.ahead()
        if sign and sign in "*+?":
            cursor.next()
            return (1 if sign == "+" else 0), (1 if sign == "?" else None), sign
        found = _COUNT.match(cursor.text, cursor.at)
        if found is None:
            return None
        cursor.at = found.end()
        least = int(found[1])
        most = least if not found[2] else int(found[3]) if found[3] else None
        if most is not None and least > most:
            raise cursor.error("counts backwards")
        return least, most, found.group()


def _changed(options: frozenset[str], written: str) -> frozenset[str]:
    on = True
    changed = set(options)
    for sign in written:
        if sign in "+-":
            on = sign == "+"
        elif on:
            changed.add(sign)
        else:
            changed.discard(sign)
    return frozenset(changed)


def _quoted(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
