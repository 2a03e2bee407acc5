"""`runs`: what ran, where it stands, what to forget."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer

from creative_agents.cli.helping import show_help_alone
from creative_agents.errors import ConfigError

if TYPE_CHECKING:
    from creative_agents.graphs.runs_index import RunRecord, RunsIndex

app = typer.Typer(
    help="List, show and forget runs.",
    epilog="Example: creative-agents runs list",
    invoke_without_command=True,
    callback=show_help_alone,
)

AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
RunId = Annotated[str, typer.Argument(metavar="RUN", help="The run's id, as `runs list` shows it.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

_OVER: Final = {"done", "rejected", "empty"}


@app.command("list", epilog="Example: creative-agents runs list --json")
def list_runs(as_json: AsJson = False) -> None:
    """Show every run, the latest first."""
    from creative_agents.graphs.runs_index import RunsIndex

    records = _standing(RunsIndex().all())
    if as_json:
        typer.echo(json.dumps([_data(record) for record in records]))
    elif not records:
        typer.echo("no run yet; start one: creative-agents run BRIEF --brand DIR")
    elif sys.stdout.isatty():
        _show_table(records)
    else:
        for record in records:
            typer.echo("\t".join(_cells(record)))


@app.command(epilog="Example: creative-agents runs show spring-launch")
def show(run_id: RunId, as_json: AsJson = False) -> None:
    """Show one run: what it was started with, where it stands."""
    from creative_agents.graphs.runs_index import RunsIndex

    (record,) = _standing([RunsIndex().get(run_id)])
    if as_json:
        typer.echo(json.dumps(_data(record)))
        return
    for key, value in _data(record).items():
        shown = ", ".join(value) if isinstance(value, list) else value
        typer.echo(f"{key:13} {'' if shown is None else shown}".rstrip())
    if record.status not in _OVER:
        typer.echo(f"to go on: creative-agents resume {record.id}")


@app.command(epilog="Example: creative-agents runs delete spring-launch --yes")
def delete(run_id: RunId, yes: Yes = False, as_json: AsJson = False) -> None:
    """Forget one run: its state, its calls, its approvals. Delivered folders stay."""
    from creative_agents.graphs.runs_index import RunsIndex

    index = RunsIndex()
    record = index.get(run_id)
    if yes or _confirmed(f"forget the run {record.id!r} ({record.title})?"):
        _forget([record], index, as_json=as_json)


@app.command(epilog="Example: creative-agents runs prune --days 90 --yes")
def prune(
    days: Annotated[
        int, typer.Option(metavar="N", min=0, help="Runs that ended at least N days ago.")
    ] = 30,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Forget runs that ended some time ago. What waits or stopped is never pruned."""
    from creative_agents.graphs.runs_index import RunsIndex

    index = RunsIndex()
    before = datetime.now(UTC) - timedelta(days=days)
    over = [run for run in index.all() if run.status in _OVER and run.updated_at <= before]
    if not over and not as_json:
        typer.echo(f"nothing to forget: no run ended {days} days ago or more")
    elif not over or yes or _confirmed(f"forget {len(over)} run(s)?"):
        _forget(over, index, as_json=as_json)


def _standing(records: "Iterable[RunRecord]") -> "tuple[RunRecord, ...]":
    """Give runs as they stand: one that nobody works on any more was stopped."""
    from creative_agents.graphs.run_lock import RunLocks
    from creative_agents.graphs.runs_index import data_file

    locks = RunLocks(data_file())
    return tuple(
        record.model_copy(update={"status": "stopped"})
        if record.status == "running" and not locks.is_held(record.id)
        else record
        for record in records
    )


def _confirmed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise ConfigError("nobody is there to confirm: pass --yes")
    return typer.confirm(question, err=True)


def _forget(records: "list[RunRecord]", index: "RunsIndex", *, as_json: bool) -> None:
    if records:
        from creative_agents.graphs.store import RunStore

        with RunStore.open() as store:
            for record in records:
                store.forget(record.id)
                index.delete(record.id)
    ids = [record.id for record in records]
    typer.echo(json.dumps({"forgot": ids}) if as_json else f"forgot {', '.join(ids)}")


def _show_table(records: "tuple[RunRecord, ...]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("run", "status", "updated (UTC)", "model", "title", box=None, pad_edge=False)
    for record in records:
        table.add_row(*(Text(cell) for cell in _cells(record)))
    Console().print(table)


def _cells(record: "RunRecord") -> tuple[str, ...]:
    when = record.updated_at.strftime("%Y-%m-%d %H:%M")
    return record.id, record.status, when, record.model, record.title


def _data(record: "RunRecord") -> dict[str, object]:
    return json.loads(record.model_dump_json(exclude={"brief"}))  # type: ignore[no-any-return]  # an object
