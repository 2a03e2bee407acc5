"""X: the weighted length of a post.

Source: https://docs.x.com/fundamentals/counting-characters, and version 3 of the
configuration that X publishes with its open-source ``twitter-text`` library,
https://github.com/twitter/twitter-text/blob/master/config/v3.json; checked 2026-11-22.
"""

import unicodedata
from functools import cache
from typing import Final

import regex

URL_WEIGHT: Final = 23
"""What a link counts, whatever its length: the length of the short link that X puts there."""

_LIGHT: Final = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""Code points that count one; every other counts two."""

_DOMAINS: Final = (
    "com|net|org|info|biz|name|mobi|io|ai|app|dev|me|tv|co|cc|gg|ly|fm|to|xyz|shop|store|online|"
    "site|tech|agency|studio|design|media|news|blog|cloud|digital|world|life|live|club|email|"
    "events?|travel|hotels?|restaurant|bio|eco|art|film|music|paris|london|bzh|alsace|corsica|"
    "edu|gov|eu|fr|be|ch|lu|mc|ca|qc|uk|ie|us|de|at|es|pt|it|nl|dk|se|no|fi|pl|cz|gr|ro|au|nz|in|"
    "jp|cn|br|mx|za|ma|tn|dz|sn|ci|so"
)

_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?\."
_INSIDE: Final = r"[\w\-.~!$&'*+,;=:@%/?#|\u2013]"
_END: Final = r"[\w\-~$&*+=@%/#|]"
_TAIL: Final = rf"(?:\({_INSIDE}*\)|{_INSIDE})*(?:\({_INSIDE}*\)|{_END})"

_URL: Final = (
    r"(?<![\w@#$./-])"
    rf"(?:https?://(?:{_LABEL})+\p{{L}}{{2,}}(?![\p{{L}}-])"
    rf"|(?:{_LABEL})+(?:{_DOMAINS})(?![\w@-]|\.\w))"
    rf"(?::\d+)?(?:[/?\#]{_TAIL}|/)?"
)

_EMOJI: Final = regex.compile(r"\p{Emoji_Presentation}|\uFE0F|\p{Regional_Indicator}|\u20E3")
_CLUSTERS: Final = regex.compile(r"\X")


def x_length(text: str) -> int:
    """Count a post as X does; 280 is the most that a post takes.

    A link counts 23: one with ``http://`` or ``https://``, or a bare domain under an ending
    that we know (X knows all of them). An emoji counts 2, with its skin tone and its
    joined parts. Latin, Greek, Cyrillic, Arabic and Hebrew letters and common punctuation
    count 1, all else 2.

    Args:
        text: The post; composed (NFC) first, as X does.
    """
    composed = unicodedata.normalize("NFC", text)
    rest, links = _url().subn("", composed)
    return URL_WEIGHT * links + (len(rest) if rest.isascii() else _weight(rest))


@cache
def _url() -> regex.Pattern[str]:
    return regex.compile(_URL, regex.IGNORECASE)


def _weight(text: str) -> int:
    return sum(
        2 if _EMOJI.search(cluster) else _plain(cluster) for cluster in _CLUSTERS.findall(text)
    )


def _plain(cluster: str) -> int:
    return sum(1 if _is_light(ord(sign)) else 2 for sign in cluster)


def _is_light(point: int) -> bool:
    return any(first <= point <= last for first, last in _LIGHT)
