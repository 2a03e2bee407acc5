"""What an action makes of the words found."""

import re
from typing import Final

import regex

from creative_agents.rules.definition import Action
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.patterns.pattern import Pattern

LONGEST: Final = 0.1
"""Seconds that the pattern of an action may take."""

_REFERENCE: Final = re.compile(r"\$(?:(\d{1,3})|\{(\d{1,3})\})")


def capitalised(text: str) -> str:
    """Give a text with a capital at its beginning, the rest as it was."""
    return text[:1].upper() + text[1:]


def suggestions(action: Action, words: str) -> tuple[str, ...] | None:
    """Give what an action would write instead of some words.

    Args:
        action: The action of the rule.
        words: The words found.

    Returns:
        The candidates; one candidate can be written without asking. None where the
        action needs what only Vale has: a dictionary, a script.
    """
    if action.name == "replace":
        return action.params
    if action.name == "remove":
        return ("",)
    if action.name == "edit":
        edited = _edited(action.params, words)
        return None if edited is None else (edited.strip(),)
    return None


def _edited(params: tuple[str, ...], words: str) -> str | None:  # noqa: PLR0911  a table
    match params:
        case ("regex", pattern, replacement):
            return _substituted(pattern, replacement, words)
        case ("trim_right", signs):
            return words.rstrip(signs)
        case ("trim_left", signs):
            return words.lstrip(signs)
        case ("trim", signs):
            return words.strip(signs)
        case ("truncate", sign) if sign:
            return words.split(sign, maxsplit=1)[0]
        case ("split", sign, index) if sign and index.isdigit():
            parts = words.split(sign)
            return parts[int(index)] if int(index) < len(parts) else None
    return None


def _substituted(pattern: str, replacement: str, words: str) -> str | None:
    """Replace what a pattern matches; ``$1`` in the replacement is its first group."""
    clock = Clock.start(LONGEST)
    out: list[str] = []
    at = 0
    try:
        for match in Pattern(pattern).all(words, clock):
            out += (words[at : match.start()], filled(replacement, match))
            at = match.end()
    except (PatternError, TimeoutError):
        return None
    return "".join((*out, words[at:]))


def filled(replacement: str, match: regex.Match[str]) -> str:
    """Put the groups of a match in the place of ``$1``, ``${1}`` and ``$0``."""
    groups = (match.group(), *match.groups())

    def group(reference: re.Match[str]) -> str:
        number = int(reference[1] or reference[2])
        return groups[number] or "" if number < len(groups) else reference.group()

    return _REFERENCE.sub(group, replacement)
