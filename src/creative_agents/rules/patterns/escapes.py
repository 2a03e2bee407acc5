"""What follows a backslash."""

from functools import cache
from typing import Final

import regex

from creative_agents.rules.patterns.cursor import Cursor

LETTERS: Final = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
"""Letters that stand for a sign."""

HIGHEST: Final = 0x10FFFF
HALVES: Final = range(0xD800, 0xE000)


def escaped_sign(cursor: Cursor) -> str:
    r"""Read an escape that stands for one sign, its backslash taken: ``\n``, ``\x41``, ``\.``.

    Raises:
        PatternError: Nobody knows the escape.
    """
    sign = cursor.next()
    if sign in LETTERS:
        return LETTERS[sign]
    if sign in "01234567":
        cursor.at -= 1
        return chr(int(_digits(cursor, "01234567", 3), 8) & 0xFF)
    if sign == "x" and cursor.take("{"):
        digits = _digits(cursor, "0123456789abcdefABCDEF", 8)
        cursor.expect("}")
        return _code(cursor, digits)
    if sign in {"x", "u"}:
        wanted = 2 if sign == "x" else 4
        digits = _digits(cursor, "0123456789abcdefABCDEF", wanted)
        if len(digits) < wanted:
            raise cursor.error(f"needs {wanted} digits after \\{sign}")
        return _code(cursor, digits)
    if sign == "c":
        return chr(ord(cursor.next().upper()) & 0x1F)
    if sign.isalnum() or sign == "_":
        raise cursor.error(f"has the escape \\{sign}, which Vale does not know")
    return sign


def property_class(cursor: Cursor) -> str:
    r"""Read ``\p{Name}`` or ``\P{Name}``, its backslash taken.

    Raises:
        PatternError: Unicode has no such property.
    """
    letter = cursor.next()
    cursor.expect("{")
    start = cursor.at
    while (sign := cursor.ahead()) and (sign.isalnum() or sign in "_-"):
        cursor.at += 1
    name = cursor.text[start : cursor.at]
    cursor.expect("}")
    if not _is_property(name):
        raise cursor.error(f"names the property {name!r}, which Unicode does not have")
    return f"\\{letter}{{{name}}}"


@cache
def _is_property(name: str) -> bool:
    try:
        regex.compile(rf"\p{{{name}}}")
    except regex.error:
        return False
    return bool(name)


def _digits(cursor: Cursor, allowed: str, most: int) -> str:
    start = cursor.at
    while cursor.at - start < most and cursor.ahead() and cursor.ahead() in allowed:
        cursor.at += 1
    return cursor.text[start : cursor.at]


def _code(cursor: Cursor, digits: str) -> str:
    code = int(digits or "0", 16)
    if not digits or code > HIGHEST or code in HALVES:
        raise cursor.error("names a code point that does not exist")
    return chr(code)
