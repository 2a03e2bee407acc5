"""What French typography puts in the place of a fault, where there is no choice."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from creative_agents.policies._given import given
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line
from creative_agents.policies._words import whole_words
from creative_agents.policies.base import PolicyContext

_NARROW: Final = "\u202f"
_FIXED: Final = "\u00a0"
_SPACES: Final = re.compile("[ \u00a0\u202f]+")
_CODE: Final = later(
    r"\{[^{}]*\}+|\*\|[^|]*\|\*|<[^<>]*>|&#?\w+;?|(?<!\w)[#@][\w%-]+|:\w+:|\w+:[\d/]|\w+=\S*"
)
"""What a machine reads: insertions, tags, entities, hashtags, emoji by name, ``tel:06``."""


def _space(sign: str) -> str:
    """Give the space beside a sign: narrow before ``;``, ``!`` and ``?``, else a no-break one."""
    return _NARROW if sign in ";!?" else _FIXED


def _missing(words: str) -> str:
    """Put a space between the two signs that are found."""
    sign = words[0] if words[0] == "«" else words[-1]
    return f"{words[0]}{_space(sign)}{words[-1]}"


def _breakable(words: str) -> str:
    return words.replace(" ", _space(words.strip()))


def _extra(words: str) -> str | None:
    """Close up before a stop; a bracket may be the mouth of a face."""
    return words.strip(" \u00a0\u202f") if words[-1] in ".," else None


def _loose(words: str) -> str | None:
    """Keep one space of several, the one that does not break; an apostrophe may be a quote."""
    if words.strip():
        return None
    return next((space for space in words if space != " "), " ")


def _unit(words: str) -> str:
    return f"{words[0]}{_FIXED}{words[1:]}"


_RIGHT: Final[Mapping[str, Callable[[str], str | None]]] = {
    "missing_space": _missing,
    "breakable_space": _breakable,
    "extra_space": _extra,
    "loose_space": _loose,
    "unit": _unit,
    "ligature": lambda words: "Œ" if words[0] == "O" else "œ",
    "apostrophe": lambda _: "\u2019",
    "ellipsis": lambda _: "…",
    "run_on": lambda sign: ", " if sign == "," else None,
}


def set_right(rule: str, words: str) -> str | None:
    """Give what stands in the place of a fault.

    Args:
        rule: The last part of the rule's name: ``missing_space``.
        words: What was found, letter for letter.

    Returns:
        The right words; nothing where a person must choose: which letters are quoted, how an
        amount is meant, whether a month is a street's name.
    """
    right = _RIGHT.get(rule)
    return right(words) if right else None


def untouchable(line: Line, context: PolicyContext) -> tuple[tuple[int, int], ...]:
    """Give the spans in which nobody sets anything right: code, names, words of others."""
    return tuple(_untouchable(line, context))


def _untouchable(line: Line, context: PolicyContext) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _CODE.finditer(line.text))
    yield from given(line, context)
    brand = context.brand
    own = (*(each.name for each in brand.products), *(each.name for each in brand.offers))
    for name in (brand.name, *own):
        for match in whole_words(name).finditer(line.plain):
            start, end = line.bare.span(*match.span())
            yield max(0, start - 1), end + 1  # "Yahoo!" and what stands against it
