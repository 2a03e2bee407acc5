"""What a YAML error means to the person who typed the line."""

import re
from typing import Final

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

QUOTE: Final = "put the text between double quotes"
"""What to do when a sign in a text means something to YAML."""

_ONE_KEY = re.compile(r"^[\s-]*[\w.\- ]+:(\s[^:]*)?$")

_MEANINGS: Final = (
    (
        "found character '\\t'",
        "a tab stands where YAML wants spaces",
        "replace the tab with two spaces",
    ),
    ("cannot start any token", "the text starts with a sign that YAML keeps for itself", QUOTE),
    ("undefined alias", "the text starts with '*', which YAML keeps for itself", QUOTE),
    ("while scanning an alias", "the text starts with '*', which YAML keeps for itself", QUOTE),
    ("while scanning an anchor", "the text starts with '&', which YAML keeps for itself", QUOTE),
    ("while scanning a tag", "the text starts with '!', which YAML keeps for itself", QUOTE),
    ("while parsing a tag", "the text starts with '!', which YAML keeps for itself", QUOTE),
    (
        "could not find expected ':'",
        "this line is neither 'key: value' nor part of the text above it",
        "write 'key: value', or indent the line under the text that it continues",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark opens here and is never closed",
        "close it at the end of the text",
    ),
    (
        "found unexpected document separator",
        "a quotation mark opens here and is never closed",
        "close it at the end of the text",
    ),
    (
        "unknown escape character",
        "a backslash stands inside double quotes",
        "write two backslashes, or use single quotes",
    ),
    (
        "while scanning a double-quoted scalar",
        "a backslash stands inside double quotes",
        "write two backslashes, or use single quotes",
    ),
    (
        "but found '<scalar>'",
        "text goes on after a closing quotation mark or apostrophe",
        "put the whole text between double quotes",
    ),
    ("while scanning a block scalar", "the text starts with '|' or '>'", QUOTE),
    (
        "while parsing a flow",
        "a bracket or brace opens here and is never closed",
        "close it, or put the text between double quotes",
    ),
    (
        "another document",
        "a second '---' starts another document",
        "keep one document in a file and delete the '---'",
    ),
    (
        "expected <block end>",
        "the indentation does not match the lines above",
        "align the line with its neighbours, two spaces a level",
    ),
    (
        "expected '<document start>'",
        "the indentation does not match the lines above",
        "align the line with its neighbours, two spaces a level",
    ),
)


def explain(error: YAMLError, text: str) -> tuple[int, str, str]:
    """Turn a parser's error into a line, what is wrong and what to write.

    Args:
        error: What the parser raised.
        text: The text that it read.

    Returns:
        The line from 1, what is wrong, what to write.
    """
    if isinstance(error, ReaderError):
        return _bad_character(error, text)
    if not isinstance(error, MarkedYAMLError):
        return 1, "this is not YAML", "write 'key: value', one a line"
    line = _line(error)
    if error.problem == "mapping values are not allowed here":
        return line, *_colon(text, line)
    said = f"{error.context or ''} {error.problem or ''}"
    for sign, what, fix in _MEANINGS:
        if sign in said:
            return line, what, fix
    return line, f"this is not YAML ({said.strip()})", "compare the line with the lines around it"


def _line(error: MarkedYAMLError) -> int:
    opened = error.context is not None and "scanning a" in error.context
    opened = opened or "parsing a flow" in (error.context or "")
    mark = error.context_mark if opened and error.context_mark else error.problem_mark
    return 1 if mark is None else int(mark.line) + 1


def _bad_character(error: ReaderError, text: str) -> tuple[int, str, str]:
    code = error.character if isinstance(error.character, int) else ord(error.character)
    line = text.count("\n", 0, max(0, text.find(chr(code)))) + 1
    return line, f"the invisible character U+{code:04X} stands here", "delete it"


def _colon(text: str, line: int) -> tuple[str, str]:
    lines = text.splitlines()
    if line <= len(lines) and _ONE_KEY.match(lines[line - 1]):
        return (
            "the line is indented further than the lines above allow",
            "align it with its neighbours, two spaces a level",
        )
    return "a colon stands inside a text without quotes", QUOTE
