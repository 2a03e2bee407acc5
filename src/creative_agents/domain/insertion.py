"""Dynamic insertion: the text as it is measured once Google Ads has filled the gaps."""

import re
from typing import Final

COUNTDOWN_CHARACTERS: Final = 8
"""Characters that stand for a countdown, long enough for "23 hours" and "12 jours"."""

_TAG: Final = re.compile(
    r"\{=?(?:(?P<countdown>countdown)\s*\([^{}]*\)"
    r"|if\s*\([^{},]*,(?P<then>[^{}()]*)\)\s*:(?P<otherwise>[^{}]*)"
    r"|(?:keyword|customizer\.[^{}:]*|location\s*\([^{}]*\))\s*:(?P<default>[^{}]*))\}",
    re.IGNORECASE,
)


def filled(text: str) -> str:
    """Give a text with each insertion replaced by what stands there at worst.

    Keyword, customizer and location insertions give their default text; an ``IF`` gives the
    longer of its two texts; a countdown gives as many digits as it may take. Braces that
    are no insertion stay.

    Source, checked 2026-11-22; the length of a countdown is ours (Google renders days, then
    hours, then minutes):
    https://developers.google.com/google-ads/api/docs/responsive-search-ads/customize-responsive-search-ads

    Args:
        text: A text as it is typed into Google Ads.

    Returns:
        ``"{KeyWord:Running shoes} in stock"`` gives ``"Running shoes in stock"``.
    """
    return text if "{" not in text else _TAG.sub(_shown, text)


def _shown(tag: re.Match[str]) -> str:
    if tag["countdown"]:
        return "0" * COUNTDOWN_CHARACTERS
    if tag["default"] is not None:
        return str(tag["default"])
    return max(tag["then"], tag["otherwise"], key=len)
