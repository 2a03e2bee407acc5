"""Turned: what stands around some words and makes them say something else."""

from typing import Final

from creative_agents.policies._later import later
from creative_agents.policies._sentences import bounds

_SENTENCE: Final = later(r"[.!?;\n\u2026]")
_ASIDE: Final = later(r"\b(?:no|without|sans|pas de|aucune?)\s[\w'-]+(?:\s[\w'-]+){0,2},")
_DENIED: Final = later(
    r"\b(?:not|never|no|nor|neither|without|hardly|nobody|none|cannot|false|untrue|wrong|myth|"
    r"used to|stopped|except|unless|unlike|pas|ne|jamais|ni|sans|aucune?|faux|fausse|nul|nulle|"
    r"nullement|guere|non|sauf|hormis|contrairement|autrefois)\b|\bn'|n't\b"
)
_LIMIT: Final = (
    r"almost|nearly|around|over|under|roughly|approximately|up to|more than|less than|fewer than|"
    r"at least|at most|some|few|many|most|half|partly|only|former|semi|quasi|presque|pres de|"
    r"environ|plus d[e']|moins d[e']|jusqu'a|au moins|au plus|certaine?s|quelques|plusieurs|"
    r"la plupart de|en partie"
)
_LIMITS: Final = later(rf"\b(?:{_LIMIT})(?!\w)")
_HEDGED: Final = later(rf"\b(?:{_LIMIT}|about|from|des|a partir de|ex|pre)[\s-]*$")
_ADDED: Final = later(
    r"[\s,(-]*(?:or|ou|and|et)\s+(?:more|plus|moins|less|counting|over|beyond)\b|\s*\+|"
    r"[\s,(-]*(?:except|unless|but|not|no|never|excluding|nearly|almost|max|maximum|minimum|sauf|"
    r"hors|mais|pas|plus maintenant|jamais|ou presque|hormis|environ|if ever|or so)\b"
)
_CONNECT: Final = """
and or for with in on at by from to so because when while which that who if as until thanks
et ou pour avec dans en sur chez par car parce quand qui dont si grace puis then
"""
_GOES_ON: Final = frozenset(_CONNECT.split())
_NEXT: Final = later(r"\s+([a-z0-9]+)")


def turned(plain: str, start: int, end: int) -> bool:
    """Whether words that stand in a text say more, less or something else there.

    They do in a sentence that denies, excepts or asks, after "almost" or "more than", and where
    the expression goes on: "18,000 boxes" is not "18,000 boxes a day".

    Args:
        plain: The text, folded to bare letters.
        start: First sign of the words.
        end: Sign after the last.
    """
    before, _, closing = around(plain, start, end)
    if closing == "?" or _DENIED.search(_ASIDE.sub("", before)) or hedge(plain, start):
        return True
    if _ADDED.match(plain, end):
        return True
    follows = _NEXT.match(plain, end)
    return bool(follows and follows[1] not in _GOES_ON)


def hedge(plain: str, start: int) -> str:
    """Give what limits or widens the words that follow: "more than", "jusqu'à"; or nothing."""
    found = _HEDGED.search(plain[max(0, start - 30) : start])
    return found.group().strip(" -") if found else ""


def limits(plain: str) -> tuple[int, int]:
    """Count the negations and exceptions of a text, and its "more than", "almost", "some"."""
    return len(_DENIED.findall(plain)), len(_LIMITS.findall(plain))


def around(plain: str, start: int, end: int) -> tuple[str, str, str]:
    """Give what a sentence says before some words, after them, and the sign that ends it."""
    first, last = bounds(plain, start, end, _SENTENCE)
    return plain[first:start], plain[end:last], plain[last : last + 1]
