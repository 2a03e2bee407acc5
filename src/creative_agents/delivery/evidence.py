"""Evidence: which claims of the ledger stand behind a line."""

import re
from collections.abc import Iterable
from typing import Final

from creative_agents.domain.brand import Claim

_COUNTED: Final = re.compile(
    r"(\d+(?:[.,\u00a0\u202f ]\d+)*)[\s\u00a0\u202f-]*([^\W\d_]{1,3}|[%‰€$£°])"
)
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 5


def claims_behind(text: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Give the claims that a line makes, judged by its words alone.

    A line makes a claim when it says one of its cleared wordings, counts the same number
    of the same thing (``47 min`` and ``47 minutes``), or shares at least half of its words
    and no fewer than two.

    Args:
        text: The line.
        claims: The claims that the piece declares.

    Returns:
        Those that stand behind the line, in the order given.
    """
    return tuple(claim for claim in claims if _makes(text, claim))


def _makes(text: str, claim: Claim) -> bool:
    wordings = (claim.text, *claim.wording)
    line = _plain(text)
    if any(_plain(wording) in line for wording in wordings):
        return True
    if _numbers(text) & set().union(*map(_numbers, wordings)):
        return True
    return any(_share_words(text, wording) for wording in wordings)


def _share_words(text: str, wording: str) -> bool:
    said = _stems(wording)
    shared = said & _stems(text)
    return len(shared) > 1 and 2 * len(shared) >= len(said)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}


def _numbers(text: str) -> set[tuple[str, str]]:
    """Give each number with the first letters of what it counts: 6 € are no 6 hours."""
    found = _COUNTED.findall(text.casefold())
    return {(re.sub(r"[\s\u00a0\u202f]", "", number), thing) for number, thing in found}


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split()).rstrip(".")
