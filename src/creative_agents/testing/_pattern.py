"""A text for a simple regular expression: literals, classes, repeats, no alternative."""

import re
from collections.abc import Collection
from random import Random
from typing import Final

_SHAPES: Final[tuple[str, ...]] = (
    *"abcdefghijklmnopqrstuvwxyz",
    "FR",
    "EUR",
    "2026-01-15",
    "2026-01-15T09:00:00Z",
    "09:30",
    "12",
    "49.90",
    "https://example.com/a",
    "ana@example.com",
    "#336699",
)
_ATOM: Final = re.compile(
    r"(?P<atom>\[\^?(?:\\.|[^\]\\])+\]|\\.|[^\\\[\](){}|*+?^$])"
    r"(?P<repeat>\{\d+(?:,\d*)?\}|[*+?])?"
)
_CLASSES: Final = {r"\d": "0-9", r"\w": "a-z0-9_", r"\s": " ", ".": "a-z"}
_PREFERRED: Final = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -_./:#@"


def text_for_pattern(
    pattern: str, random: Random, *, tries: tuple[str, ...] = (), written: Collection[str] = ()
) -> str:
    """Give a text that the pattern accepts.

    Args:
        pattern: A regular expression, as JSON schema has it: it may match anywhere.
        random: Where the choice comes from.
        tries: Texts to prefer, if the pattern accepts one.
        written: Texts to avoid, where another one fits too.

    Returns:
        The first of `tries` that fits, else a well-known shape that fits, else one made for it.

    Raises:
        ValueError: The pattern is not a simple one.
    """
    accepts = re.compile(pattern).search
    if fitting := [text for text in (*tries, *_SHAPES) if accepts(text)]:
        return next((text for text in fitting if text not in written), fitting[0])
    made = _build(pattern, random)
    if not accepts(made):
        raise ValueError(f"no text can be made for the pattern {pattern!r}; script this answer")
    return made


def _build(pattern: str, random: Random) -> str:
    core = pattern.removeprefix("^").removesuffix("$")
    parts: list[str] = []
    at = 0
    while at < len(core):
        atom = _ATOM.match(core, at)
        if atom is None:
            raise ValueError(f"the pattern {pattern!r} is not a simple one; script this answer")
        letters = _letters(atom["atom"])
        parts.extend(random.choice(letters) for _ in range(_least(atom["repeat"])))
        at = atom.end()
    return "".join(parts)


def _letters(atom: str) -> str:
    if atom.startswith("["):
        accepts = re.compile(atom).fullmatch
        found = "".join(letter for letter in _PREFERRED if accepts(letter))
        return found or next(chr(code) for code in range(0x250) if accepts(chr(code)))
    if atom in _CLASSES:
        return _letters(f"[{_CLASSES[atom]}]")
    return atom[-1]


def _least(repeat: str | None) -> int:
    if repeat is None or repeat == "+":
        return 1
    if repeat in "*?":
        return 0
    return int(repeat.strip("{}").split(",")[0])
