"""Decisions: what was answered at each gate, a row for each piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from creative_agents.delivery.words import Words
from creative_agents.domain.approval import Answer, GateRecord
from creative_agents.domain.campaign import Campaign


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One row of the decisions table."""

    gate: str
    """Which gate."""
    round: int
    """Which round, from 1."""
    piece: str
    """Id of the piece, or what the answer was about."""
    verdict: str
    """The word, in the reader's language."""
    who: str
    """Who answered, and through what."""
    at: datetime
    """When (UTC)."""
    note: str
    """What they said."""


def decided(campaign: Campaign, words: Words) -> tuple[Decided, ...]:
    """Give every decision of a campaign, in the order of time.

    Args:
        campaign: The whole run.
        words: The reader's language.

    Returns:
        A row for each piece that an answer names, and one for what holds for all others.
    """
    return tuple(row for record in campaign.gates for row in _rows(record, campaign, words))


def answers(campaign: Campaign) -> dict[str, str]:
    """Give what was answered to the questions of the brief, by the question's id."""
    return {
        decision.piece: decision.text
        for record in campaign.gates
        if record.gate == "brief"
        for decision in record.answer.decisions
        if decision.text
    }


def _rows(record: GateRecord, campaign: Campaign, words: Words) -> Iterator[Decided]:
    answer = record.answer
    if answer.choice:
        route = campaign.strategy.route(answer.choice)
        name = route.name if route else answer.choice
        yield _row(record, words, words("record.route", name=name), words("record.chosen"))
    elif answer.default:
        rest = "record.others" if answer.decisions else "record.all"
        yield _row(record, words, words(rest), words.term("verdict", answer.default))
    elif not answer.decisions:
        yield _row(record, words, words("record.all"), words("none"))
    for decision in answer.decisions:
        note = " ".join(part for part in (decision.note, decision.text) if part)
        verdict = words.term("verdict", decision.verdict)
        yield _row(record, words, decision.piece, verdict, note)


def _row(record: GateRecord, words: Words, piece: str, verdict: str, note: str = "") -> Decided:
    return Decided(
        gate=record.gate,
        round=record.round,
        piece=piece,
        verdict=verdict,
        who=_who(record.answer, words),
        at=record.decided_at,
        note=note or record.answer.note,
    )


def _who(answer: Answer, words: Words) -> str:
    via = words.term("via", answer.via)
    return words("record.by_via", by=answer.by, via=via) if answer.by else via
