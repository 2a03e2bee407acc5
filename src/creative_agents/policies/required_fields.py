"""Required fields: what the channel asks for is there, once, and of the right kind."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.channel import FormatField
from creative_agents.domain.review import Finding
from creative_agents.policies.base import Place, PolicyContext, Rule

MISSING: Final = Rule(name="required_fields.missing", level="error")
TOO_MANY: Final = Rule(name="required_fields.too_many", level="error")
UNKNOWN: Final = Rule(name="required_fields.unknown", level="error")
CHOICE: Final = Rule(name="required_fields.choice", level="error")
URL: Final = Rule(name="required_fields.url", level="error", owner="product")
NO_URL: Final = Rule(name="required_fields.no_url", level="suggestion", owner="product")


def required_fields(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find the fields that are missing, too many, unknown, or filled with the wrong kind."""
    shape = context.channel.format
    known = {field.name for field in shape.fields}
    written: dict[str, list[AssetField]] = {form.name: [] for form in shape.fields}
    for field in piece.fields:
        if field.name in written and field.text.strip():
            written[field.name].append(field)
    for form in shape.fields:
        yield from _counted(written[form.name], form, context)
    for field in piece.fields:
        if field.name not in known:
            yield UNKNOWN.finding(context, Place(field), known=", ".join(sorted(known)))
        elif field.text.strip():
            yield from _kind(field, shape.field(field.name), context)


def _counted(
    written: list[AssetField], form: FormatField, context: PolicyContext
) -> Iterator[Finding]:
    there, label = len(written), form.label.in_(context.language)
    if there < form.min_count:
        absent = Place(AssetField(name=form.name, index=there + 1, text=""))
        yield MISSING.finding(
            context,
            absent,
            source=context.channel.source,
            label=label,
            there=there,
            wanted=form.min_count,
        )
    elif there > form.max_count:
        extra = Place(written[form.max_count])
        yield TOO_MANY.finding(
            context,
            extra,
            source=context.channel.source,
            label=label,
            there=there,
            most=form.max_count,
        )
    elif form.kind == "url" and not there:
        yield NO_URL.finding(context, Place(AssetField(name=form.name, text="")), label=label)


def _kind(field: AssetField, form: FormatField, context: PolicyContext) -> Iterator[Finding]:
    if form.kind == "choice" and field.text not in form.choices:
        choices = ", ".join(form.choices)
        yield CHOICE.finding(context, Place(field), source=context.channel.source, choices=choices)
    if form.kind == "url" and not _is_address(field.text):
        yield URL.finding(context, Place(field))


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    whole = "." in parts.netloc or parts.hostname == "localhost"
    return parts.scheme in {"http", "https"} and whole and not re.search(r"\s", text)
