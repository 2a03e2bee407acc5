"""A passage as a vector database keeps it, and a query as its filter."""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeAlias

from creative_agents.knowledge.base import Passage, Query

Record: TypeAlias = dict[str, str | int | bool]
"""Flat metadata of one passage."""
Filter: TypeAlias = dict[str, object]
"""A condition in the database's own language."""

_NEVER: Final = 0
_ALWAYS: Final = 9999_12_31


def record_of(passage: Passage, *, embedded: bool) -> Record:
    """Flatten a passage so that every filter is a comparison.

    Args:
        passage: The passage.
        embedded: Whether its vector is one; otherwise it only fills the place.
    """
    record: Record = {
        "brand": passage.brand,
        "kind": passage.kind,
        "date": _day(passage.date, _NEVER),
        "valid_until": _day(passage.valid_until, _ALWAYS),
        "embargo": _day(passage.embargo_until, _NEVER),
        "confidential": passage.confidential,
        "embedded": embedded,
        "any_market": not passage.markets,
        "passage": passage.model_dump_json(),
    }
    return record | {_market(market): True for market in passage.markets}


def passage_of(record: Mapping[str, object]) -> Passage:
    """Put a passage together again from its record."""
    return Passage.model_validate_json(str(record["passage"]))


def filter_of(query: Query) -> Filter:
    """Say which records a query may see, as `Query.allows` does for passages."""
    parts: list[Filter] = [{"embedded": True}, {"brand": query.brand}]
    if query.kinds:
        parts.append({"kind": {"$in": list(query.kinds)}})
    if query.market:
        parts.append({"$or": [{"any_market": True}, {_market(query.market): True}]})
    if not query.include_confidential:
        parts.append({"confidential": False})
    if not query.include_embargoed:
        parts.append({"embargo": {"$lte": _day(query.on, _NEVER)}})
    if not query.include_expired:
        parts.append({"valid_until": {"$gte": _day(query.on, _ALWAYS)}})
    return {"$and": parts + _period(query)}


def _period(query: Query) -> list[Filter]:
    if query.since is None and query.until is None:
        return []
    first = max(_day(query.since, _NEVER), _NEVER + 1)
    return [{"date": {"$gte": first}}, {"date": {"$lte": _day(query.until, _ALWAYS)}}]


def _market(market: str) -> str:
    return f"market_{market}"


def _day(day: date | None, absent: int) -> int:
    return day.year * 10_000 + day.month * 100 + day.day if day else absent
