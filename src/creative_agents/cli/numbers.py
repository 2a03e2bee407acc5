"""`log numbers`: what approving took, beside what it took by hand."""

import json
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Final

import typer

from creative_agents.errors import ConfigError

if TYPE_CHECKING:
    from creative_agents.approvals.door import Approvals
    from creative_agents.approvals.numbers import Baseline, Figure, Name, Numbers
    from creative_agents.approvals.question import Approval

EXAMPLE: Final = (
    "Example: creative-agents log numbers --since 2026-10-01 --baseline lead_time=120 "
    "--source 'timesheets of 2025'"
)
"""What the help of `log numbers` ends with."""

USUAL_DAYS: Final = 90
"""How far back the numbers go where nobody says, in days."""


def numbers(
    brand: Annotated[
        str | None,
        typer.Option(
            metavar="BRAND",
            help="Only this brand's: its id, or its folder. Else each of them.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="From this day on: 2026-10-01. Else 90 days.", show_default=False
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="Up to this day, and with it. Else now.", show_default=False
        ),
    ] = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=N",
            help="The manual way, in the figure's own unit, several times for several: "
            "lead_time=120. It needs --source.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="Who states the manual way, and from what.", show_default=False
        ),
    ] = None,
    hourly: Annotated[
        str | None,
        typer.Option(
            metavar="USD",
            help="What an hour of those who approve costs. Else people are not counted.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on standard output.")] = False,
) -> None:
    """Show the director's numbers: what approving took, beside what it took by hand.

    Lead time, waiting time, rounds, first-pass approval, human minutes, cost per approved
    piece; each with its n and its unit, per brand and period (UTC).
    """
    from creative_agents.approvals.door import Approvals
    from creative_agents.cli.approving import Desk

    begin, end = period(since, until)
    stated = _baseline(baseline or (), source)
    hour = _dollars(hourly)
    found = _numbers(Approvals(), Desk(brand=brand).brand_id, begin, end, stated, hour)
    if as_json:
        typer.echo(json.dumps([json.loads(one.model_dump_json()) for one in found]))
        return
    if not found:
        typer.echo("nothing was decided in the period")
    for one in found:
        typer.echo(f"{one.brand}, {begin:%Y-%m-%d} to {end:%Y-%m-%d %H:%M} UTC")
        for figure in one.figures:
            typer.echo(f"  {_figure(figure)}")
        if one.baseline:
            typer.echo(f"  by hand: {one.baseline}")


def _numbers(
    door: "Approvals",
    brand: str | None,
    since: datetime,
    until: datetime,
    baseline: "Baseline | None",
    hourly: Decimal | None,
) -> "list[Numbers]":
    from creative_agents.approvals.numbers import director_numbers

    decided = door.history(brand=brand, since=since, until=until)
    runs = dict.fromkeys(row.question.run_id for row in decided)
    rows = [row for run in runs for row in door.book.of_run(run)]
    events = door.events()
    costs = _costs(runs)
    return [
        director_numbers(
            rows,
            brand=one,
            since=since,
            until=until,
            events=events,
            costs=costs,
            hourly_usd=hourly,
            baseline=baseline,
        )
        for one in sorted(_brands(decided, brand))
    ]


def _brands(decided: "Iterable[Approval]", brand: str | None) -> set[str]:
    return {brand} if brand else {row.question.brand for row in decided}


def _costs(runs: Iterable[str]) -> dict[str, Decimal | None]:
    from creative_agents.cli.question_card import cost_so_far

    costs = {run: cost_so_far(run) for run in runs}
    return {run: cost.usd for run, cost in costs.items() if cost.calls}


def _figure(figure: "Figure") -> str:
    value = "unknown" if figure.value is None else f"{figure.value:.3g}"
    told = f"{figure.name:15} {value} {figure.unit} (n {figure.n})"
    if figure.interval:
        told += f", 95 % {figure.interval[0]:.2f} to {figure.interval[1]:.2f}"
    if figure.baseline is not None:
        change = "" if figure.change is None else f", {figure.change:+.0%}"
        told += f"; by hand {figure.baseline:g}{change}"
    return f"{told}; {figure.note}" if figure.note else told


def period(since: str | None, until: str | None) -> tuple[datetime, datetime]:
    """Give the ends of a period as somebody names its days (UTC).

    Args:
        since: Its first day; absent: `USUAL_DAYS` before its end.
        until: Its last day; absent: now.

    Raises:
        ConfigError: One of them is no day, or the first is not before the last.
    """
    now = datetime.now(UTC)
    end = min(_day(until, "--until"), now) + timedelta(days=1) if until else now
    begin = _day(since, "--since") if since else end - timedelta(days=USUAL_DAYS)
    if begin >= end:
        raise ConfigError(f"--since {since!r} is not before --until {until!r}")
    return begin, end


def _day(text: str, option: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"{option} is {text!r}: give a day as 2026-10-01") from None
    return datetime.combine(day, datetime.min.time(), UTC)


def _baseline(stated: Sequence[str], source: str | None) -> "Baseline | None":
    from pydantic import ValidationError

    from creative_agents.approvals.numbers import UNITS, Baseline

    if not stated:
        return None
    if not source:
        raise ConfigError("--baseline needs --source: who states it, and from what")
    figures: dict[Name, float] = {}
    names = {name: name for name in UNITS}
    for one in stated:
        key, _, value = one.partition("=")
        if key not in names:
            raise ConfigError(f"--baseline {one!r}: name one of {', '.join(UNITS)}")
        figures[names[key]] = _number(one, value)
    try:
        return Baseline(source=source, figures=figures)
    except ValidationError as error:
        raise ConfigError(f"--source is {source!r}: say who states it, and from what") from error


def _number(option: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        raise ConfigError(f"--baseline {option!r}: give a number above zero, as lead_time=12.5")
    return value


def _dollars(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise ConfigError(f"--hourly is {text!r}: give US dollars, zero or more, as 55")
    return amount
