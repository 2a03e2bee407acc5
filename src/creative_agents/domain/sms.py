"""SMS: which alphabet a message needs, how many segments it takes, what makes it dearer.

Source: 3GPP TS 23.038, clause 6.2.1 (default alphabet and its extension table), and
TS 23.040, clause 9.2.3.24.1 (concatenation), https://www.3gpp.org/dynareport/23038.htm;
checked 2026-11-22.
"""

import unicodedata
from typing import Final, Literal

from creative_agents.domain.base import Model

Alphabet = Literal["GSM-7", "UCS-2"]
"""``GSM-7``: 7 bits a character, 160 in one message. ``UCS-2``: 16 bits, 70."""

GSM7_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The default alphabet: one septet each."""

GSM7_EXTENSION: Final = frozenset("\f^{}\\[~]|€")
"""The extension table: two septets each, since an escape goes before."""

SINGLE: Final[dict[Alphabet, int]] = {"GSM-7": 160, "UCS-2": 70}
"""Units in a message that is alone: septets, or UTF-16 code units."""

SEGMENT: Final[dict[Alphabet, int]] = {"GSM-7": 153, "UCS-2": 67}
"""Units in each segment of a longer message; the rest is the header that joins them."""

_PLAIN: Final = {
    **dict.fromkeys("\u2019\u2018\u201b\u02bc\u00b4\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2013\u2014\u2015\u2010\u2011\u2212\u2022\u00b7", "-"),
    **dict.fromkeys("\u00a0\u202f\u2009\u2007\t", " "),
    **dict.fromkeys("\u200b\u200d\ufeff\u00ad", ""),
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "°": "o",
    "→": "->",
    "™": "TM",
    "®": "(R)",
    "©": "(C)",
    "\u00d7": "x",
    "½": "1/2",
}


class Foreign(Model):
    """A sign that the GSM-7 alphabet does not have."""

    sign: str
    """The sign."""
    index: int
    """Its code point in the text, from 0."""
    plain: str | None
    """What says the same in GSM-7; empty: leave it out unseen; nothing: no letter does."""


class SmsEncoding(Model):
    """How a message travels."""

    alphabet: Alphabet
    """The alphabet that the message needs."""
    units: int
    """Its length: septets in GSM-7, UTF-16 code units in UCS-2."""
    segments: int
    """Messages that are sent and paid; 0 for an empty text."""
    foreign: tuple[Foreign, ...]
    """The signs that force UCS-2; none in GSM-7."""


def sms_encoding(text: str) -> SmsEncoding:
    """Say how a text travels as an SMS.

    Args:
        text: The message; accents are composed (NFC) first, as phones send them.

    Returns:
        Alphabet, length, segments and the signs that force the dearer alphabet.
    """
    composed = unicodedata.normalize("NFC", text)
    foreign = tuple(
        Foreign(sign=sign, index=index, plain=_plain(sign))
        for index, sign in enumerate(composed)
        if sign not in GSM7_BASIC and sign not in GSM7_EXTENSION
    )
    alphabet: Alphabet = "UCS-2" if foreign else "GSM-7"
    sizes = [_size(sign, alphabet) for sign in composed]
    return SmsEncoding(
        alphabet=alphabet,
        units=sum(sizes),
        segments=_segments(sizes, alphabet),
        foreign=foreign,
    )


def to_gsm7(text: str) -> str:
    """Write a text with the letters of GSM-7.

    Args:
        text: Any text.

    Returns:
        ``"Fêtez ça à Sète"`` gives ``"Fetez ca à Sète"``; a sign that nothing replaces is left out.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        sign if sign in GSM7_BASIC or sign in GSM7_EXTENSION else _plain(sign) or ""
        for sign in composed
    )


def _plain(sign: str) -> str | None:
    if sign in _PLAIN:
        return _PLAIN[sign]
    letters = "".join(
        c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c)
    )
    return letters if letters and GSM7_BASIC.issuperset(letters) else None


def _size(sign: str, alphabet: Alphabet) -> int:
    if alphabet == "GSM-7":
        return 2 if sign in GSM7_EXTENSION else 1
    return 2 if ord(sign) > 0xFFFF else 1


def _segments(sizes: list[int], alphabet: Alphabet) -> int:
    """Fill segments one by one: an escape pair or a surrogate pair is never cut in two."""
    if sum(sizes) <= SINGLE[alphabet]:
        return 1 if sizes else 0
    segments, room = 1, SEGMENT[alphabet]
    for size in sizes:
        if size > room:
            segments, room = segments + 1, SEGMENT[alphabet]
        room -= size
    return segments
