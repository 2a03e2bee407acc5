"""`log`: what happened at the gates, whether the record is whole, and what it says in numbers."""

import json
import math
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from creative_agents.errors import EXIT_DONE, EXIT_REFUSED, ConfigError, StorageError

if TYPE_CHECKING:
    from creative_agents.approvals.door import Approvals
    from creative_agents.approvals.log import Event
    from creative_agents.approvals.numbers import Baseline, Figure, Name, Numbers
    from creative_agents.approvals.question import Approval

USUAL_DAYS: Final = 90
"""How far back the numbers go where nobody says, in days."""

app = typer.Typer(
    help="Show what happened at the gates; check, export and count it.",
    epilog="Example: creative-agents log --run spring-launch",
    invoke_without_command=True,
)

RunId = Annotated[
    str | None, typer.Option("--run", metavar="RUN", help="Only of this run.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]


@app.callback()
def log(
    context: typer.Context,
    run: RunId = None,
    last: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Only the last N events.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what happened at the gates, oldest first; check, export and count it.

    Each event follows the one before it by a hash: an edit and a gap are detected.
    """
    if context.invoked_subcommand is not None:
        return
    events = _door().events(run=run, limit=last)
    if as_json:
        from creative_agents.approvals.log import review_line

        typer.echo(f"[{','.join(map(review_line, events))}]")
    elif not events:
        typer.echo("nothing happened at a gate yet")
    else:
        sys.stdout.write("".join(f"{_line(event)}\n" for event in events))


@app.command(epilog="Example: creative-agents log verify --head 9b1c5d2e...")
def verify(
    head: Annotated[
        str | None,
        typer.Option(
            metavar="HASH",
            help="A head that was printed once, in a delivery: everything up to it must be as "
            "it was. Else the log is checked against itself.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Check the whole log: edits and gaps are detected, and end with 1.

    Without a head that was kept elsewhere, somebody who can write the file can write a whole
    new log, and that is not detected.
    """
    if head is not None and not head.strip():
        raise ConfigError("--head is empty: give the hash that a delivery printed")
    found = _door().verify(head.strip().lower() if head else None)
    if as_json:
        typer.echo(json.dumps({"ok": found.ok, **json.loads(found.model_dump_json())}))
    elif found.ok:
        typer.echo(f"{found.events} events, head {found.head}: no edit, no gap")
        if found.dropped:
            typer.echo(f"of {found.dropped} the content was dropped, as the retention says")
    for problem in () if as_json else found.problems:
        typer.echo(problem)
    return EXIT_DONE if found.ok else EXIT_REFUSED


@app.command(epilog="Example: creative-agents log export --run spring-launch --out review.jsonl")
def export(
    run: RunId = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to. Else standard output.", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON array, not a line an event.")
    ] = False,
) -> None:
    """Export the record of who reviewed what: a line of JSON for each thing that happened.

    It is a record of human review of copy that AI helped to make. It does not say that a law is
    complied with.
    """
    lines = list(_door().export(run=run))
    text = f"[{','.join(lines)}]\n" if as_json else "".join(f"{line}\n" for line in lines)
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{str(out)!r} cannot be written: {error.strerror}; choose another with --out"
        ) from error
    typer.echo(f"{len(lines)} events in {out}", err=True)


@app.command(epilog="Example: creative-agents log erase ana@example.com --yes")
def erase(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="Their id, as the brand's process has it.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forget a person's name for good. What they did stays in the log, under nobody's name."""
    if not yes:
        if not sys.stdin.isatty():
            raise ConfigError("nobody is there to confirm: pass --yes")
        if not typer.confirm(f"forget {person!r} for good?", err=True):
            return
    runs = _door().erase(person)
    if as_json:
        typer.echo(json.dumps({"erased": True, "runs": runs}))
        return
    typer.echo("forgotten; the chain is whole")
    if runs:
        typer.echo(
            f"states and deliveries of these runs may still name them: {', '.join(runs)}; "
            "`creative-agents runs delete RUN` forgets a run's state"
        )


@app.command(
    epilog="Example: creative-agents log numbers --since 2026-10-01 --baseline lead_time=120 "
    "--source 'timesheets of 2025'",
)
def numbers(
    brand: Annotated[
        str | None,
        typer.Option(
            metavar="BRAND", help="Id of the brand. Else each of them.", show_default=False
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
    as_json: AsJson = False,
) -> None:
    """Show the director's numbers: what approving took, beside what it took by hand.

    Lead time, waiting time, rounds, first-pass approval, human minutes, cost per approved
    piece; each with its n and its unit, per brand and period (UTC).
    """
    begin, end = _period(since, until)
    stated = _baseline(baseline or (), source)
    hour = _dollars(hourly)
    found = _numbers(_door(), brand, begin, end, stated, hour)
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


def _door() -> "Approvals":
    from creative_agents.approvals.door import Approvals

    return Approvals()


def _line(event: "Event") -> str:
    from creative_agents.cli.plain import one_line

    who = one_line(event.name) or ("somebody erased" if event.person else "")
    said = " via ".join(filter(None, (who, event.via)))
    words = event.details.get("words")
    told = ", ".join(f"{k} {v}" for k, v in words.items()) if isinstance(words, dict) else ""
    place = f"{event.gate} {event.round}" if event.gate else ""
    parts = (f"{event.seq}", f"{event.at:%Y-%m-%d %H:%M}", event.kind, event.approval)
    return "\t".join((*parts, event.run_id, place, said, one_line(told))).rstrip()


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


def _period(since: str | None, until: str | None) -> tuple[datetime, datetime]:
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
