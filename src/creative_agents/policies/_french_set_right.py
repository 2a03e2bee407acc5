"""What French typography puts in the place of a fault, where there is no choice."""

import re
from collections.abc import Callable, Mapping
from typing import Final

_NARROW: Final = "\u202f"
_FIXED: Final = "\u00a0"
_SPACES: Final = re.compile("[ \u00a0\u202f]+")


def _space(sign: str) -> str:
    """Give the space beside a sign: narrow before ``;``, ``!`` and ``?``, else a no-break one."""
    return _NARROW if sign in ";!?" else _FIXED


def _missing(words: str) -> str:
    """Put a space between the two signs that are found."""
    sign = words[0] if words[0] == "«" else words[-1]
    return f"{words[0]}{_space(sign)}{words[-1]}"


def _breakable(words: str) -> str:
    return words.replace(" ", _space(words.strip()))


def _extra(words: str) -> str:
    return _SPACES.sub("", words)


def _loose(words: str) -> str | None:
    """Keep the apostrophe alone, or one space of several: the one that does not break."""
    if words.strip():
        return words.rstrip()
    return next((space for space in words if space != " "), " ")


def _unit(words: str) -> str:
    return f"{words[0]}{_FIXED}{words[1:]}"


def _ligature(words: str) -> str:
    return "Œ" if words[0] == "O" else "œ"


def _doubled(words: str) -> str | None:
    """Keep the first of a word that stands twice; which stop was meant nobody can tell."""
    first, _, second = words.partition(" ")
    return first if second else None


_RIGHT: Final[Mapping[str, Callable[[str], str | None]]] = {
    "missing_space": _missing,
    "breakable_space": _breakable,
    "extra_space": _extra,
    "loose_space": _loose,
    "unit": _unit,
    "ligature": _ligature,
    "doubled": _doubled,
    "apostrophe": lambda _: "\u2019",
    "ellipsis": lambda _: "…",
    "dash": lambda _: "\u2013",
    "month": str.lower,
    "run_on": lambda sign: f"{sign} ",
}


def set_right(rule: str, words: str) -> str | None:
    """Give what stands in the place of a fault.

    Args:
        rule: The last part of the rule's name: ``missing_space``.
        words: What was found, letter for letter.

    Returns:
        The right words; nothing where a person must choose (which letters are quoted, how an
        amount is meant).
    """
    right = _RIGHT.get(rule)
    return right(words) if right else None
