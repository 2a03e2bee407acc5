"""Speech: what stands between quotation marks, and is somebody's own words."""

import re
from typing import Final

from creative_agents.policies._lines import Line

_SPEECH: Final = re.compile(r'"[^"\n]*"')
_WORD: Final = re.compile(r"[^\W\d_]+")


def speech(line: Line, *, words: int = 3) -> tuple[tuple[int, int], ...]:
    """Find the quotations of a text.

    Args:
        line: The text.
        words: How many words a quotation has at least: one alone is a word at arm's length.

    Returns:
        The spans, marks included, in code points of the text.
    """
    if '"' not in line.plain:
        return ()
    return tuple(
        line.bare.span(*match.span())
        for match in _SPEECH.finditer(line.plain)
        if len(_WORD.findall(match.group())) >= words
    )
