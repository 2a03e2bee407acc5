"""`inbox` and `show`: what waits for a decision, and one question whole."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from creative_agents.approvals.waiting import Waiting
    from creative_agents.cli.approving import Desk

INBOX_EXAMPLE: Final = "Example: creative-agents inbox --gate copy"
"""What the help of `inbox` ends with."""

SHOW_EXAMPLE: Final = "Example: creative-agents show 3f2a9c"
"""What the help of `show` ends with."""

MOST_ON_SCREEN: Final = 50
"""Lines that a terminal shows; a pipe and --json give all of them."""

BrandName = Annotated[
    str | None,
    typer.Option(
        "--brand",
        metavar="BRAND",
        help="Only this brand's: its id, or its folder.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
Id = Annotated[
    str,
    typer.Argument(metavar="ID", help="The question's id, or the first signs of it."),
]


def inbox(
    brand: BrandName = None,
    gate: Annotated[
        str | None,
        typer.Option(
            metavar="GATE", help="Only this gate's: brief, strategy, copy.", show_default=False
        ),
    ] = None,
    sweep: Annotated[
        bool,
        typer.Option(
            "--sweep",
            help="First remind, escalate and close what is due, tell the teams, and drop what "
            "a brand's retention says. For a timer.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what waits for a decision, over all campaigns: the riskiest first, then the oldest."""
    from creative_agents.cli.approving import Desk

    desk = Desk(brand=brand)
    if sweep:
        _sweep(desk)
    lines = desk.approvals.list(brand=desk.brand_id, gate=gate)
    if as_json:
        typer.echo(json.dumps([_data(line) for line in lines], ensure_ascii=False))
    elif not lines:
        typer.echo(f"nothing waits for a decision{_narrowed(desk.brand_id, gate)}")
    elif sys.stdout.isatty():
        _show_table(lines)
    else:
        sys.stdout.write("".join("\t".join(_cells(line)) + "\n" for line in lines))


def _narrowed(brand: str | None, gate: str | None) -> str:
    """Say what was asked for, so that a wrong name is seen where nothing is found."""
    from creative_agents.approvals.words import short

    of = f" of the brand {short(brand)}" if brand else ""
    return f"{of} at the gate {short(gate)}" if gate else of


def show(
    id: Id,
    brand: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="The brand's folder, where this machine did not start the run.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a question whole: the pieces, what changed since the last round, findings, reactions.

    With what was said so far, who must agree, and what the run has cost.
    """
    from creative_agents.cli.approving import Desk
    from creative_agents.cli.question_card import card_data, show_card

    desk = Desk(brand=brand)
    row = desk.approvals.show(desk.find(id))
    if as_json:
        typer.echo(json.dumps(card_data(desk, row), ensure_ascii=False))
    else:
        show_card(desk, row)


def age(since: datetime, now: datetime) -> str:
    """Say how long ago something was, in its largest unit: ``3 d``."""
    passed = max(now - since, timedelta())
    if passed.days:
        return f"{passed.days} d"
    hours, minutes = divmod(passed.seconds // 60, 60)
    return f"{hours} h" if hours else f"{minutes} min"


def _sweep(desk: "Desk") -> None:
    from creative_agents.approvals.door import Approvals

    door = Approvals(desk.approvals.book, hooks=desk.hook)
    for event in door.sweep():
        typer.echo(f"{event.kind}: {event.approval} ({event.gate}, {event.run_id})", err=True)
    for brand in desk.brands.values():
        days = brand.process.retention_days
        dropped = door.retain(days, brand=brand.id) if days else ()
        for run in dropped:
            typer.echo(f"dropped: {run}, over since {days} days or more", err=True)
    for folder in desk.unread:
        typer.echo(f"notice: {folder!r} cannot be read as a brand: nobody was told", err=True)


def _show_table(lines: "Sequence[Waiting]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    heads = ("id", "risk", "asked", "gate", "pieces", "brand", "run", "at it", "title")
    table = Table(*heads, box=None, pad_edge=False)
    now = datetime.now(UTC)
    for line in lines[:MOST_ON_SCREEN]:
        cells = _cells(line)
        table.add_row(*(Text(cell) for cell in (*cells[:2], age(line.asked_at, now), *cells[3:9])))
    console = Console(highlight=False)
    console.print(table)
    if len(lines) > MOST_ON_SCREEN:
        console.print(Text(f"and {len(lines) - MOST_ON_SCREEN} more; --json gives all of them"))
    console.print(Text("look at one: creative-agents show ID", style="dim"))


def _cells(line: "Waiting") -> tuple[str, ...]:
    from creative_agents.cli.plain import one_line

    return (
        line.id,
        line.risk,
        line.asked_at.strftime("%Y-%m-%d %H:%M"),
        line.gate,
        str(line.pieces),
        line.brand,
        line.run_id,
        one_line(line.claimed_by),
        one_line(line.title),
    )


def _data(line: "Waiting") -> dict[str, object]:
    return {
        "id": line.id,
        "run_id": line.run_id,
        "brand": line.brand,
        "gate": line.gate,
        "round": line.round,
        "title": line.title,
        "pieces": line.pieces,
        "risk": line.risk,
        "asked_at": line.asked_at.isoformat(),
        "expires_at": line.expires_at.isoformat() if line.expires_at else None,
        "claimed_by": line.claimed_by,
    }
