"""Made-up copy that keeps a channel's rules: its addresses, buttons, names and ways out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from creative_agents.testing._hints import bounds_of
from creative_agents.testing._words import language_of
from creative_agents.testing.answers import JsonSchema

_ADDRESS: Final = re.compile(r"https?://[^\s)\]>»,]+")
_CHOICES: Final = re.compile(r"\(([A-Z_]+(?:, [A-Z_]+)+)\)")
_BRAND: Final = re.compile(r"^(?:Brand|Marque): (.+)$", re.MULTILINE)
_MANDATORIES: Final = re.compile(r"^mandatories: (.+)$", re.MULTILINE)
_MANDATORY: Final = re.compile(r"(?:^|\| )text (.+?)(?=, channels |, reason | \| text |$)")
_NAMES: Final = frozenset({"sender", "business_name", "brand_name", "display_name"})
_CARRIERS: Final = ("body", "plain_text", "primary_text", "intro", "text", "description")
_WAYS_OUT: Final = {"en": "Unsubscribe", "fr": "Se désabonner"}


def copy_answer(made: dict[str, Any], schema: JsonSchema, shown: str) -> dict[str, Any]:
    """Make the copywriter's made-up answer fit what its prompt showed.

    Args:
        made: The answer, made up from the schema alone.
        schema: The schema, titled ``Copy_<channel>``.
        shown: The text of all messages.

    Returns:
        The same answer with the addresses, choices, names and mandatory words that a channel
        and a brief ask for, and without claims, offers or quotations that nobody gave.
    """
    channel = str(schema.get("title", "")).removeprefix("Copy_")
    fields: Mapping[str, JsonSchema] = schema["properties"]
    fitted = {name: _field(name, value, fields[name], shown) for name, value in made.items()}
    fitted |= {"claims_used": [], "offer": None, "on_image": ""}
    for mandatory in _mandatories(shown, channel):
        _carry(fitted, fields, mandatory)
    _let_out(fitted, channel, shown)
    return fitted


def _field(name: str, value: object, schema: JsonSchema, shown: str) -> object:
    description = str(schema.get("description", ""))
    if name.endswith("url"):
        address = _ADDRESS.search(shown)
        return address[0] if address else "https://example.com"
    if choices := _CHOICES.search(description):
        return choices[1].split(", ")[0]
    if name in _NAMES:
        return _brand(shown)
    if name == "path" and isinstance(value, list):
        return [str(part).replace(" ", "-").lower() for part in value]
    if name == "quote":
        return [] if isinstance(value, list) else None
    return value


def _brand(shown: str) -> str:
    found = _BRAND.search(shown)
    return found[1] if found else "Brand"


def _mandatories(shown: str, channel: str) -> Iterator[str]:
    line = _MANDATORIES.search(shown)
    if line and ("channels " not in line[1] or channel in line[1]):
        yield from _MANDATORY.findall(line[1])


def _carry(fitted: dict[str, Any], fields: Mapping[str, JsonSchema], words: str) -> None:
    """Add words to every text that can carry them; where there is no room for both, alone."""
    for name in _CARRIERS:
        text = fitted.get(name)
        if not isinstance(text, str):
            continue
        most = bounds_of(fields[name], str(fields[name].get("description", ""))).most
        longer = f"{text} {words}"
        if most is None or len(longer) <= most:
            fitted[name] = longer
        elif len(words) <= most:
            fitted[name] = words


def _let_out(fitted: dict[str, Any], channel: str, shown: str) -> None:
    """Say who writes and how to stop it, where a person is written to."""
    if channel == "sms":
        fitted["body"] = f"{_brand(shown)}: {fitted['body']}. STOP 36180"
    elif "footer" in fitted:
        way_out = _WAYS_OUT[language_of(shown)]
        fitted["footer"] = f"{_brand(shown)}. {way_out}: https://example.com/stop"
        fitted["plain_text"] = f"{fitted.get('plain_text', '')} {fitted['footer']}"
