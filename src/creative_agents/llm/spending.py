"""What a run spent: the rows of its record, added up."""

from datetime import UTC, datetime
from decimal import Decimal

from creative_agents.domain.cost import CallRecord, Cost, Usage
from creative_agents.llm.call import Call


def summarise(calls: tuple[Call, ...]) -> Cost:
    """Add the rows of a run up.

    Args:
        calls: The rows.

    Returns:
        What they cost; dollars are nothing as soon as one price is not known.
    """
    finished = [call for call in calls if call.status == "finished"]
    unpriced = tuple(dict.fromkeys(call.model for call in finished if call.usd is None))
    return Cost(
        calls=len(finished),
        replayed=sum(call.status == "replayed" for call in calls),
        in_flight_lost=sum(call.is_lost for call in calls),
        retries=sum(call.retries for call in calls),
        usage=_total(finished),
        usd=None if unpriced else sum((call.usd or Decimal(0) for call in finished), Decimal(0)),
        unpriced=unpriced,
        seconds=sum(call.seconds for call in finished),
    )


def _total(calls: list[Call]) -> Usage:
    return Usage(
        input_tokens=sum(call.usage.input_tokens for call in calls),
        output_tokens=sum(call.usage.output_tokens for call in calls),
        cached_tokens=sum(call.usage.cached_tokens for call in calls),
    )


def counted(calls: tuple[Call, ...]) -> Decimal:
    """Give what a budget must count: what was paid, and what lost calls may have cost."""
    paid = sum((call.usd or Decimal(0) for call in calls), Decimal(0))
    return paid + sum((call.reserved or Decimal(0) for call in calls if call.is_lost), Decimal(0))


def record_of(call: Call) -> CallRecord:
    """Give a finished call as the record shows it, without its text."""
    return CallRecord(
        key=call.key,
        agent=call.agent,
        model=call.model,
        prompt=call.prompt,
        started_at=datetime.fromtimestamp(call.started_at, UTC),
        seconds=call.seconds,
        usage=call.usage,
        usd=call.usd,
        outcome=call.outcome,
    )
