"""SMS parts: signs that make a message dearer than its words."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.channel import FormatField
from creative_agents.domain.review import Finding
from creative_agents.domain.sms import Foreign, sms_encoding, to_gsm7
from creative_agents.policies.base import Place, PolicyContext, Rule

SIGNS: Final = Rule(name="sms_parts.signs", level="warning")
ACCENTS: Final = Rule(name="sms_parts.accents", level="suggestion")


def sms_parts(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find the signs outside GSM-7 that make a message take more segments, each one once.

    Typography (curly quotes, dashes, kinds of space) costs for nothing: a warning. Letters
    that would lose their accent, and emoji, are the writer's choice: a suggestion.
    """
    known = {field.name: field for field in context.channel.format.fields}
    for field in piece.fields:
        form = known.get(field.name)
        if form is not None and _is_message(form):
            yield from _dearer(field, context)


def _is_message(form: FormatField) -> bool:
    return any(limit.unit == "sms_segments" for limit in form.limits)


def _dearer(field: AssetField, context: PolicyContext) -> Iterator[Finding]:
    sent = sms_encoding(field.text)
    plain = to_gsm7(field.text)
    cheaper = sms_encoding(plain).segments
    if cheaper >= sent.segments:
        return
    first = {each.sign: each for each in reversed(sent.foreign)}
    for sign in sorted(first.values(), key=lambda each: each.index):
        rule = SIGNS if _is_typography(sign) else ACCENTS
        yield rule.finding(
            context,
            Place(field, *_place(field.text, sign.index)),
            signs=" ".join(dict.fromkeys(_named(each) for each in sent.foreign)),
            segments=sent.segments,
            cheaper=cheaper,
            plain=plain,
        )


def _place(text: str, index: int) -> tuple[int, int]:
    """Give the place in a text as written of a code point of the text as phones send it."""
    if unicodedata.is_normalized("NFC", text):
        return index, index + 1
    starts = [0, *(end for end in range(1, len(text)) if not unicodedata.combining(text[end]))]
    sent = [len(unicodedata.normalize("NFC", text[:start])) for start in starts]
    at = bisect_right(sent, index) - 1
    return starts[at], starts[at + 1] if at + 1 < len(starts) else len(text)


def _is_typography(sign: Foreign) -> bool:
    return sign.plain is not None and not sign.sign.isalnum()


def _named(sign: Foreign) -> str:
    return sign.sign if sign.sign.isprintable() else f"U+{ord(sign.sign):04X}"
