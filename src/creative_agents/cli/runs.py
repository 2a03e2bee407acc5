"""`runs`: what ran, where it stands, what to forget."""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from creative_agents.graphs.runs_index import RunRecord, RunsIndex

app = typer.Typer(help="List, show and forget runs.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
RunId = Annotated[str, typer.Argument(metavar="RUN", help="The run's id.")]


@app.command("list")
def list_runs(as_json: AsJson = False) -> None:
    """Show every run, the latest first. Example: `creative-agents runs list`."""
    records = RunsIndex().all()
    if as_json:
        typer.echo(json.dumps([_data(record) for record in records]))
        return
    if not records:
        typer.echo("no run yet; start one: creative-agents run BRIEF --brand DIR")
        return
    table = Table("run", "status", "updated (UTC)", "model", "title")
    for record in records:
        when = record.updated_at.strftime("%Y-%m-%d %H:%M")
        table.add_row(record.id, record.status, when, record.model, record.title)
    Console().print(table)


@app.command()
def show(run_id: RunId, as_json: AsJson = False) -> None:
    """Show one run: what it was started with, where it stands."""
    record = RunsIndex().get(run_id)
    if as_json:
        typer.echo(json.dumps(_data(record)))
        return
    for key, value in _data(record).items():
        typer.echo(f"{key:13} {value}")
    if record.status in {"waiting", "stopped", "running"}:
        typer.echo(f"to go on: creative-agents resume {record.id}")


@app.command()
def delete(
    run_id: RunId, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False
) -> None:
    """Forget one run: its state, its calls, its approvals. Delivered folders stay."""
    index = RunsIndex()
    record = index.get(run_id)
    if yes or typer.confirm(f"forget the run {record.id!r} ({record.title})?"):
        _forget(record, index)
        typer.echo(f"forgot {record.id}")


@app.command()
def prune(
    days: Annotated[int, typer.Option(min=1, help="Older than this many days.")] = 30,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget runs that ended some time ago. What waits or stopped is never pruned."""
    index = RunsIndex()
    before = datetime.now(UTC) - timedelta(days=days)
    over = [
        record
        for record in index.all()
        if record.status in {"done", "rejected"} and record.updated_at < before
    ]
    if not over:
        typer.echo(f"nothing to forget: no run ended more than {days} days ago")
        return
    if yes or typer.confirm(f"forget {len(over)} run(s)?"):
        for record in over:
            _forget(record, index)
        typer.echo(f"forgot {len(over)} run(s)")


def _forget(record: RunRecord, index: RunsIndex) -> None:
    from creative_agents.graphs.store import RunStore

    RunStore.open().forget(record.id)
    index.delete(record.id)


def _data(record: RunRecord) -> dict[str, object]:
    return json.loads(record.model_dump_json(exclude={"brief"}))  # type: ignore[no-any-return]  # an object
