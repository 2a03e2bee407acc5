"""Where sentences begin and end, in English and in French."""

import re
from collections.abc import Iterator
from typing import Final

_NEVER_LAST: Final = (
    "adm approx art av bd bld blvd brig capt cf ch chap col dr env ex fig figs gen gov hon "
    "i.e e.g lt m maj me mgr mlle mm mme mmes mlles mr mrs ms mt no nos nº op p p.ex par "
    "ph.d pp pr prof rep rev ref réf s.v sen sgt st ste tel tél tom univ v vol vs al éd ed "
    "jan janv feb févr apr avr jul juil aug sept oct nov dec déc mon tue wed thu fri sat "
    "sun"
)
NEVER_LAST: Final = frozenset(_NEVER_LAST.split())
"""Abbreviations after which no sentence ends, without their last point."""

_SOMETIMES_LAST: Final = (
    "a.m p.m etc inc co corp ltd bros jr sr esq dept est min max hr hrs av.j.-c apr.j.-c u.s "
    "u.k u.s.a e.u u.n d.c ph.d b.c a.d"
)
SOMETIMES_LAST: Final = frozenset(_SOMETIMES_LAST.split())
"""Abbreviations that end a sentence where a capital follows."""

_END: Final = re.compile(r"[.!?…]+")
_CLOSERS: Final = re.compile(r"[\"'”’)\]]*(?:[ \u00a0\u202f]?»)?")
_WORD: Final = re.compile(r"[^\s(\[«“\"'’]*\Z")
_NEXT: Final = re.compile(r"(\s+)([\"'“‘«(\[]*[ \u00a0\u202f]?)(\S?)")
_BLANK: Final = re.compile(r"\n[ \t]*\n\s*")
_BEFORE: Final = 40


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the sentences of a text, without the spaces around them.

    A sentence ends with a point, an exclamation or question mark or an ellipsis, past its
    closing quotes, unless the point is that of an abbreviation, of an initial or of a
    number at the beginning of a line; and where an empty line stands.
    """
    start = 0
    for gap in _BLANK.finditer(text):
        yield from _within(text, start, gap.start())
        start = gap.end()
    yield from _within(text, start, len(text))


def _within(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for mark in _END.finditer(text, start, stop):
        if mark.start() < start:
            continue
        closers = _CLOSERS.match(text, mark.end(), stop)
        end = closers.end() if closers else mark.end()
        following = _NEXT.match(text, end, stop)
        if following is None or not _ends(text, start, mark, following):
            continue
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    if words.strip():
        yield left, left + len(words.strip())


def _ends(text: str, start: int, mark: re.Match[str], following: re.Match[str]) -> bool:
    """Say whether a sentence ends at a mark; after closing quotes it may go on."""
    sign = mark.group()
    opens = following[3].isupper() or following[3].isdigit() or not following[3].isalpha()
    if sign[0] in "!?":
        return not following[3].islower() or following.start() == mark.end()
    if sign != ".":
        return opens and not following[3].islower()
    if following[3].islower():
        return False
    before = _WORD.search(text, max(start, mark.start() - _BEFORE), mark.start())
    word = before.group().lower() if before else ""
    if word in SOMETIMES_LAST:
        return following[3].isupper()
    if word in NEVER_LAST or (len(word) == 1 and word.isalpha() and word != "i"):
        return False
    return not (word.isdigit() and _first_of_line(text, start, mark.start() - len(word)))


def _first_of_line(text: str, start: int, at: int) -> bool:
    return at <= start or not text[text.rfind("\n", 0, at) + 1 : at].strip()
