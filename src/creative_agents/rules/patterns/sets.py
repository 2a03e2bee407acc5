"""Sets of characters (``[a-z]``) as Vale's dialect writes them."""

from dataclasses import dataclass, field
from typing import Final

from creative_agents.rules.patterns.cursor import Cursor
from creative_agents.rules.patterns.escapes import escaped_sign, property_class
from creative_agents.rules.patterns.needs import DIGIT, UNKNOWN, Needs, fold

FEW_SIGNS: Final = 12
"""A set of more signs than this says nothing about what a match needs."""

DEEPEST: Final = 8
"""Sets taken out of sets, at most."""

_DIGITS: Final = frozenset("0123456789")

POSIX: Final = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t-\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
"""``[:name:]``: always of ASCII."""


def read_set(cursor: Cursor, depth: int = 0) -> tuple[str, Needs]:
    """Read a set whose opening bracket was taken.

    Args:
        cursor: Where it stands.
        depth: How many sets it is taken out of.

    Returns:
        The set in the dialect of the ``regex`` library, and what it needs.

    Raises:
        PatternError: The set is not closed, is too deep, or says something that cannot be.
    """
    if depth > DEEPEST:
        raise cursor.error("has a set that is too deep")
    negated = cursor.take("^")
    items = _Items(open_ended=negated)
    taken_out = ""
    while not items.written or not cursor.take("]"):
        if items.written and cursor.take("-["):
            taken_out, _ = read_set(cursor, depth + 1)
            cursor.expect("]")
            break
        items.read(cursor)
    body = f"[{'^' if negated else ''}{''.join(items.written)}]"
    if taken_out:
        return f"(?:(?!{taken_out}){body})", UNKNOWN
    return body, items.needs


@dataclass(slots=True)
class _Items:
    """What stands in a set, read so far."""

    open_ended: bool
    written: list[str] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)

    def read(self, cursor: Cursor) -> None:
        """Read one item: a sign, a class or a range."""
        written, low = _item(cursor)
        if low is None:
            self.open_ended |= written != r"\d"
            self.signs.update("0123456789" if written == r"\d" else "")
            self.written.append(written)
        elif _range_follows(cursor):
            cursor.take("-")
            _, high = _item(cursor)
            if high is None or low > high:
                raise cursor.error("has a range that goes backwards")
            self._range(ord(low), ord(high))
        else:
            self.signs.add(fold(low))
            self.written.append(written)

    def _range(self, low: int, high: int) -> None:
        self.written.append(f"{_plain(chr(low))}-{_plain(chr(high))}")
        self.open_ended |= high - low >= FEW_SIGNS
        if not self.open_ended:
            self.signs |= {fold(chr(code)) for code in range(low, high + 1)}

    @property
    def needs(self) -> Needs:
        """What a match of the set holds."""
        if self.open_ended or len(self.signs) > FEW_SIGNS:
            return UNKNOWN
        if self.signs <= _DIGITS and len(self.signs) > 3:
            return DIGIT
        return Needs(frozenset(self.signs), digit=self.signs <= _DIGITS)


def _range_follows(cursor: Cursor) -> bool:
    return cursor.ahead() == "-" and cursor.ahead(1) not in {"]", "[", ""}


def _item(cursor: Cursor) -> tuple[str, str | None]:
    """Read one item: its text for ``regex``, and its sign when it is one sign."""
    sign = cursor.next()
    if sign == "[" and cursor.ahead() == ":" and (name := _posix(cursor)):
        return name, None
    if sign != "\\":
        return _plain(sign), sign
    follower = cursor.ahead()
    if follower in "dDsSwW" and follower:
        return "\\" + cursor.next(), None
    if follower in "pP" and follower:
        return property_class(cursor), None
    if follower == "b":
        cursor.next()
        return r"\x08", "\b"
    sign = escaped_sign(cursor)
    return _plain(sign), sign


def _posix(cursor: Cursor) -> str:
    start = cursor.at
    cursor.next()
    negated = cursor.take("^")
    name = cursor.word()
    if not cursor.take(":]"):
        cursor.at = start
        return ""
    if name not in POSIX:
        raise cursor.error(f"names the class {name!r}, which nobody knows")
    if negated:
        raise cursor.error(f"uses [:^{name}:], which is not supported")
    return POSIX[name]


def _plain(sign: str) -> str:
    return sign if sign.isalnum() else f"\\U{ord(sign):08x}"
