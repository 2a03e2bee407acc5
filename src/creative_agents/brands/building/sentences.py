"""Cutting a paragraph into sentences, in English and in French."""

import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:[\u00a0\u202f ]»)?\s+")
"""What may end a sentence: a full stop, what closes after it, a space."""

_OPENS: Final = re.compile(r"[\"'“‘«(\[✅❌👍👎]*\s?[A-ZÀ-ÖØ-ÞŒ0-9✅❌👍👎]")
"""What the next sentence starts with."""

_SHORT: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "vs",
        "e.g",
        "i.e",
        "etc",
        "no",
        "vol",
        "p",
        "pp",
        "cf",
        "ex",
        "p.ex",
        "m",
        "mm",
        "mme",
        "mlle",
        "art",
        "fig",
        "al",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "d.c",
        "ph.d",
        "inc",
        "ltd",
        "co",
        "jr",
        "sr",
        "approx",
        "dept",
    ]
)
"""Words whose full stop ends nothing."""

_CALLS: Final = frozenset(["ex", "exemple", "exemples", "example", "examples"])


def cuts(text: str) -> Iterator[tuple[int, int]]:
    """Give the sentences of a paragraph.

    Args:
        text: One paragraph, as a reader sees it.

    Yields:
        The span of each sentence, without the space around it.
    """
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if not _OPENS.match(text, match.end()):
        return False
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    words = text[start : match.start()].split()
    last = words[-1].lower().lstrip("(“«\"'") if words else ""
    is_initial = len(last) == 1 and last.isalpha()
    return last not in _SHORT - _CALLS and not is_initial and not _is_number(last, words)


def _is_number(last: str, words: list[str]) -> bool:
    """A list's own number at the start of a line: ``1. Write``."""
    return last.isdigit() and len(words) == 1


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
