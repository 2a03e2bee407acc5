"""Typography: French prose that does not break before a sign or between a figure and its unit."""

import re
from typing import Final, TypeVar

from pydantic import BaseModel, JsonValue

from creative_agents.domain.base import Language

Noun = TypeVar("Noun", bound=BaseModel)

_NARROW: Final = re.compile(r" (?=[;?!])")
_WIDE: Final = re.compile(
    r" (?=[:»])|(?<=«) |(?<=\d) (?=(?:h|km|kg|min|ans)\b|[€%£$\d])|(?<=\d h) (?=\d)"
)


def set_prose(noun: Noun, language: Language) -> Noun:
    """Give a noun whose French texts carry no-break spaces where a compositor sets them.

    For what the agents say about the work, never for copy: in an SMS one such space makes
    the message dearer, and what was approved is shown letter for letter.

    Args:
        noun: The strategy, the reading of the brief, the ranking.
        language: Its language; English is returned as it is.

    Returns:
        The same noun, its texts set.
    """
    if language == "en":
        return noun
    return noun.model_validate(_set(noun.model_dump(mode="json")))


def _set(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return _WIDE.sub("\u00a0", _NARROW.sub("\u202f", value))
    if isinstance(value, list):
        return [_set(item) for item in value]
    if isinstance(value, dict):
        return {key: _set(item) for key, item in value.items()}
    return value
