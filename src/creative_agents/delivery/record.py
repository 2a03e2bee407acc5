"""The record: every call, decision and finding, one JSON object a line."""

import json
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, JsonValue

from creative_agents.domain.campaign import Campaign
from creative_agents.domain.review import Finding

JsonObject = dict[str, JsonValue]


def render_calls(campaign: Campaign) -> str:
    """Give every model call: who asked, what it took, what came of it; never the text."""
    return _lines(_plain(call) for call in campaign.calls)


def render_decisions(campaign: Campaign) -> str:
    """Give every answered gate, with the fingerprint of what was shown."""
    return _lines(_plain(record) for record in campaign.gates)


def render_findings(campaign: Campaign) -> str:
    """Give every finding; ``about`` says whether of a piece, of the deck or of the brief."""
    return _lines({"about": about, **_plain(one)} for about, one in _findings(campaign))


def _findings(campaign: Campaign) -> Iterator[tuple[str, Finding]]:
    for warning in campaign.warnings:
        yield "brief", warning
    for review in campaign.reviews:
        for finding in review.findings:
            yield "piece", finding.model_copy(update={"piece": finding.piece or review.piece})
    for finding in campaign.coherence:
        yield "deck", finding


def _plain(noun: BaseModel) -> JsonObject:
    return noun.model_dump(mode="json")


def _lines(rows: Iterable[JsonObject]) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
