"""Measure: how long a text is, in the unit of the platform that will count it."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.channel import Unit
from creative_agents.domain.insertion import filled
from creative_agents.domain.sms import sms_encoding
from creative_agents.domain.x_count import x_length

SPOKEN_WORDS_A_MINUTE: Final[Mapping[Language, int]] = {"en": 140, "fr": 140}
"""Words a minute of an unhurried announcer. English: the table of broadcast timings at
https://larryjordan.com/articles/counting-words-for-voice-over-timing/ (70 words in 30 s).
French: 140 for a voice-over within 120 to 160 read aloud,
https://www.charafrance.org/comment-calculer-le-temps-de-lecture-dun-texte/. Both checked
2026-11-22; neither is a standard."""

_FIGURE_SPACE: Final = re.compile(r"(?<=\d)[\u00A0\u202F](?=\d)")
_DURATION: Final = re.compile(
    r"\s*(?:(?P<minutes>\d+)\s*(?:min(?:utes?)?|mn|m|:)\s*)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?)\s*(?:s|sec|secs|secondes?|seconds?|″|\")?)?\s*\.?\s*",
    re.IGNORECASE,
)


def measure(text: str, unit: Unit, *, language: Language = "en") -> int:
    """Measure a text.

    Args:
        text: The text as it was written.
        unit: What is counted. ``characters``: code points of the composed text (NFC).
            ``google_characters``: the same after dynamic insertion, full-width letters
            two. ``x_characters``: X's weights. ``sms_segments``: messages paid. ``bytes``: in
            UTF-8. ``words``: what stands between spaces and holds a letter or a digit.
            ``lines``: lines with something on them. ``seconds``: a duration such as ``"15 s"``
            or ``"1 min 30"`` gives itself, any other text the time to say it, rounded up.
        language: The language in which the text is spoken; matters for ``seconds`` only.

    Returns:
        The measure, 0 for an empty text.
    """
    if unit == "seconds":
        return _seconds(text, language)
    return _MEASURES[unit](text)


def _characters(text: str) -> int:
    return len(text) if text.isascii() else len(unicodedata.normalize("NFC", text))


def _google(text: str) -> int:
    """Source: https://support.google.com/google-ads/answer/13676244 (checked 2026-11-22)."""
    shown = filled(text)
    if shown.isascii():
        return len(shown)
    composed = unicodedata.normalize("NFC", shown)
    return sum(map(_WIDTHS.__getitem__, composed))


class _Widths(dict[str, int]):
    """How many characters a sign counts for, found out when it is first met."""

    def __missing__(self, sign: str) -> int:
        self[sign] = width = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        return width


_WIDTHS: Final = _Widths()


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _words(text: str) -> int:
    joined = _FIGURE_SPACE.sub("", text)
    return sum(any(map(str.isalnum, word)) for word in joined.split())


def _lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def _segments(text: str) -> int:
    return sms_encoding(text).segments


def _seconds(text: str, language: Language) -> int:
    told = _DURATION.fullmatch(text)
    if told and (told["minutes"] or told["seconds"]):
        seconds = float((told["seconds"] or "0").replace(",", "."))
        return math.ceil(60 * int(told["minutes"] or 0) + seconds)
    return math.ceil(_words(text) * 60 / SPOKEN_WORDS_A_MINUTE[language])


_MEASURES: Final[Mapping[Unit, Callable[[str], int]]] = {
    "characters": _characters,
    "google_characters": _google,
    "x_characters": x_length,
    "sms_segments": _segments,
    "bytes": _bytes,
    "words": _words,
    "lines": _lines,
}
