"""The tree of commands."""

from typing import Annotated

import click
import typer

from creative_agents import __version__
from creative_agents.cli import brands, campaigns, models, runs
from creative_agents.errors import EXIT_INPUT, EXIT_INTERRUPTED

app = typer.Typer(
    name="creative-agents",
    help="A creative department on your machine; you are its CEO.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("run")(campaigns.run)
app.command("resume")(campaigns.resume)
app.add_typer(runs.app, name="runs")
app.add_typer(brands.app, name="brand")
app.add_typer(models.app, name="models")


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", is_eager=True)
    ] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def invoke(arguments: list[str]) -> int:
    """Run one command; usage errors give one clear line.

    Args:
        arguments: As typed, without the program's name.

    Returns:
        The exit code.
    """
    try:
        code = typer.main.get_command(app).main(
            arguments, prog_name="creative-agents", standalone_mode=False
        )
    except click.exceptions.Abort:
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        if error.format_message():
            typer.echo(f"error: {error.format_message()}", err=True)
        return EXIT_INPUT
    return code if isinstance(code, int) else 0
