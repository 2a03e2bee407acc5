"""Numbers for the director: what approving took, beside what it took by hand.

Everything comes from the rows of the book; each number has its n and its unit, and is absent
where nothing tells it. The manual way is what the company states, with where it states it:
nothing is assumed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from statistics import fmean, median
from typing import Final, Literal

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.log import Event
from creative_agents.approvals.measures import wilson
from creative_agents.approvals.question import Approval
from creative_agents.domain.base import Model, Text
from creative_agents.domain.process import Verdict

Name = Literal[
    "lead_time",
    "waiting_time",
    "rounds",
    "first_pass",
    "human_minutes",
    "cost_per_piece",
]
"""``lead_time``: from a run's first question to its last decision. ``waiting_time``: from a
question to its answer, of a person. ``rounds``: how often copy was put. ``first_pass``: the share
of pieces that were approved as they were first shown. ``human_minutes``: of people at their
questions, for each approved piece. ``cost_per_piece``: models and people, the same way."""

UNITS: Final[Mapping[Name, str]] = {
    "lead_time": "hours, median of runs",
    "waiting_time": "hours, median of answers",
    "rounds": "rounds, mean of runs",
    "first_pass": "share of pieces",
    "human_minutes": "minutes a piece",
    "cost_per_piece": "US dollars a piece",
}
"""What each number is counted in, and over what its n is."""


class Baseline(Model):
    """The manual way, as the company states it; what nobody measured is absent."""

    source: Text
    """Who states it, and from what: "timesheets of 2025, 212 pieces"."""
    figures: dict[Name, float]
    """In the units of `UNITS`."""


class Figure(Model):
    """One number."""

    name: Name
    """Which."""
    value: float | None
    """The number; absent where nothing tells it."""
    unit: Text
    """What it is counted in."""
    n: int
    """Of how many: runs, answers or pieces, as the unit says."""
    interval: tuple[float, float] | None = None
    """For a share: its 95 % interval."""
    baseline: float | None = None
    """The manual way, where it is stated."""
    note: str = ""
    """Why it is absent, or what it leaves out."""

    @property
    def change(self) -> float | None:
        """How it differs from the manual way: -0.25 is a quarter less."""
        if self.value is None or not self.baseline:
            return None
        return self.value / self.baseline - 1


class Numbers(Model):
    """The numbers of one brand over a period."""

    brand: Text
    """Id of the brand."""
    since: datetime
    """From when on (UTC)."""
    until: datetime
    """Before when (UTC)."""
    figures: tuple[Figure, ...]
    """In the order of `UNITS`."""
    baseline: str = ""
    """Who states the manual way; empty where nobody does."""

    def figure(self, name: Name) -> Figure:
        """Give one number."""
        return next(figure for figure in self.figures if figure.name == name)


def director_numbers(  # noqa: PLR0913 - the parts of a report, by name
    rows: Iterable[Approval],
    *,
    brand: str,
    since: datetime,
    until: datetime,
    events: Iterable[Event] = (),
    costs: Mapping[str, Decimal | None] | None = None,
    hourly_usd: Decimal | None = None,
    baseline: Baseline | None = None,
) -> Numbers:
    """Draw the numbers from the book.

    A run counts in the period in which its last question was decided; one that waits still does
    not count.

    Args:
        rows: Rows of the book, all of the runs that could count.
        brand: Id of the brand.
        since: From when on (UTC).
        until: Before when (UTC).
        events: The book's log: how long somebody was at a question that they had claimed.
        costs: By run, what its model calls cost in US dollars; nothing where one had no price.
        hourly_usd: What an hour of the people who approve costs; absent: it is not counted.
        baseline: The manual way.

    Returns:
        Six figures, each with its n.
    """
    runs = _runs(rows, brand, since, until)
    flat = [row for run in runs.values() for row in run]
    minutes = minutes_at(events, {row.question.id for row in flat})
    figures = (
        _durations("lead_time", [_lead(run) for run in runs.values()]),
        _durations("waiting_time", [_waited(row) for row in flat if _by_person(row)]),
        _rounds(runs.values()),
        _first_pass(runs.values()),
        _minutes(runs, minutes),
        _cost(runs, costs or {}, minutes, hourly_usd),
    )
    stated = baseline.figures if baseline else {}
    return Numbers(
        brand=brand,
        since=since,
        until=until,
        figures=tuple(
            figure.model_copy(update={"baseline": stated.get(figure.name)}) for figure in figures
        ),
        baseline=baseline.source if baseline else "",
    )


def minutes_at(events: Iterable[Event], ids: set[str]) -> dict[str, float]:
    """Give how long people were at questions, in minutes, by question.

    Args:
        events: The log, oldest first.
        ids: Which questions.

    Returns:
        Only questions that somebody had claimed: of the others nobody knows when they began.
    """
    began: dict[str, datetime] = {}
    found: dict[str, float] = {}
    for event in events:
        if event.approval not in ids:
            continue
        if event.kind == "claimed":
            began.setdefault(event.approval, event.at)
        elif event.kind in {"voted", "decided", "released"} and event.approval in began:
            spent = (event.at - began.pop(event.approval)).total_seconds() / 60
            found[event.approval] = found.get(event.approval, 0.0) + spent
    return found


def _runs(
    rows: Iterable[Approval], brand: str, since: datetime, until: datetime
) -> dict[str, list[Approval]]:
    runs: dict[str, list[Approval]] = {}
    for row in rows:
        if row.question.brand == brand:
            runs.setdefault(row.question.run_id, []).append(row)
    return {id: _decided(run) for id, run in runs.items() if _counts(run, since, until)}


def _counts(run: Sequence[Approval], since: datetime, until: datetime) -> bool:
    ends = [row.decided_at for row in _decided(run) if row.decided_at]
    return bool(ends) and not any(row.waits for row in run) and since <= max(ends) < until


def _decided(run: Iterable[Approval]) -> list[Approval]:
    rows = [row for row in run if row.status == "decided" and row.answer and row.decided_at]
    return sorted(rows, key=lambda row: row.question.asked_at)


def _by_person(row: Approval) -> bool:
    return row.answer is not None and row.answer.via != "policy"


def _hours(start: datetime, end: datetime | None) -> float:
    assert end is not None
    return (end - start).total_seconds() / 3600


def _lead(run: Sequence[Approval]) -> float:
    last = max(row.decided_at for row in run if row.decided_at)
    return _hours(run[0].question.asked_at, last)


def _waited(row: Approval) -> float:
    return _hours(row.question.asked_at, row.decided_at)


def _durations(name: Name, hours: Sequence[float]) -> Figure:
    value = median(hours) if hours else None
    return _figure(name, value, len(hours), note="nothing was decided in the period")


def _copy(run: Iterable[Approval]) -> list[Approval]:
    return [row for row in run if row.question.gate == "copy"]


def _rounds(runs: Iterable[Sequence[Approval]]) -> Figure:
    counts = [len(copy) for run in runs if (copy := _copy(run))]
    value = fmean(counts) if counts else None
    return _figure("rounds", value, len(counts), note="no copy was decided in the period")


def _verdicts(run: Iterable[Approval]) -> dict[str, list[Verdict]]:
    """Give what was decided on each piece, round by round."""
    found: dict[str, list[Verdict]] = {}
    for row in _copy(run):
        assert row.answer is not None
        for piece, decision in decisions(row.question, row.answer).items():
            found.setdefault(piece, []).append(decision.verdict)
    return found


def _first_pass(runs: Iterable[Sequence[Approval]]) -> Figure:
    firsts = [said[0] for run in runs for said in _verdicts(run).values()]
    hits = firsts.count("approve")
    figure = _figure(
        "first_pass",
        hits / len(firsts) if firsts else None,
        len(firsts),
        note="no piece was decided in the period",
    )
    return figure.model_copy(update={"interval": wilson(hits, len(firsts))})


def _approved(run: Iterable[Approval]) -> int:
    return sum(said[-1] in {"approve", "edit"} for said in _verdicts(run).values())


def _minutes(runs: Mapping[str, Sequence[Approval]], minutes: Mapping[str, float]) -> Figure:
    """Count the runs in which somebody had claimed every question that a person answered."""
    known = {
        id: run
        for id, run in runs.items()
        if all(row.question.id in minutes for row in run if _by_person(row))
    }
    pieces = sum(_approved(run) for run in known.values())
    spent = sum(minutes.get(row.question.id, 0.0) for run in known.values() for row in run)
    note = "nobody claimed a question before answering it, so nobody knows when they began"
    return _figure("human_minutes", spent / pieces if pieces else None, pieces, note=note)


def _cost(
    runs: Mapping[str, Sequence[Approval]],
    costs: Mapping[str, Decimal | None],
    minutes: Mapping[str, float],
    hourly_usd: Decimal | None,
) -> Figure:
    priced = {id: (run, cost) for id, run in runs.items() if (cost := costs.get(id)) is not None}
    pieces = sum(_approved(run) for run, _ in priced.values())
    models = sum((cost for _, cost in priced.values()), Decimal(0))
    spent = sum(minutes.get(row.question.id, 0.0) for run, _ in priced.values() for row in run)
    people = (hourly_usd or Decimal(0)) * Decimal(str(spent)) / 60
    if not pieces:
        return _figure("cost_per_piece", None, 0, note="no run of the period has a known cost")
    rows = [row for run, _ in priced.values() for row in run]
    return Figure(
        name="cost_per_piece",
        value=float((models + people) / pieces),
        unit=UNITS["cost_per_piece"],
        n=pieces,
        note=_left_out(rows, minutes, hourly_usd),
    )


def _left_out(
    rows: Iterable[Approval], minutes: Mapping[str, float], hourly_usd: Decimal | None
) -> str:
    if hourly_usd is None:
        return "people are not counted: nobody said what their hour costs"
    if any(_by_person(row) and row.question.id not in minutes for row in rows):
        return "some people are not counted: they had not claimed their questions"
    return ""


def _figure(name: Name, value: float | None, n: int, *, note: str) -> Figure:
    return Figure(name=name, value=value, unit=UNITS[name], n=n, note=note if value is None else "")
