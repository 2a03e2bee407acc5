"""SMS parts: signs that make a message dearer than its words."""

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
    """Find the signs outside GSM-7 that make a message take more segments.

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
    rule = SIGNS if all(_is_typography(sign) for sign in sent.foreign) else ACCENTS
    yield rule.finding(
        context,
        Place(field),
        signs=" ".join(dict.fromkeys(_named(sign) for sign in sent.foreign)),
        segments=sent.segments,
        cheaper=cheaper,
        plain=plain,
    )


def _is_typography(sign: Foreign) -> bool:
    return sign.plain is not None and not sign.sign.isalnum()


def _named(sign: Foreign) -> str:
    return sign.sign if sign.sign.isprintable() else f"U+{ord(sign.sign):04X}"
