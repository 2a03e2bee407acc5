"""A group of commands that is typed alone shows its help."""

import typer

from creative_agents.errors import EXIT_INPUT


def show_help_alone(context: typer.Context) -> None:
    """Show a group's help where no command of it was named, and end with 2.

    Args:
        context: The group, as it was typed.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(EXIT_INPUT)
