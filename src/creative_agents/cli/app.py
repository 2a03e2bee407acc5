"""The tree of commands."""

from typing import Annotated

import typer

from creative_agents import __version__
from creative_agents.cli import (
    brands,
    campaigns,
    check,
    deciding,
    evals,
    inbox,
    log,
    models,
    runs,
    sheets,
)
from creative_agents.cli.helping import show_help_alone
from creative_agents.errors import EXIT_DONE, EXIT_INPUT, EXIT_INTERRUPTED

app = typer.Typer(
    name="creative-agents",
    help="A creative department on your machine; you are its CEO.",
    epilog="Example: creative-agents run brief.yml --brand brands/mine --model openai:gpt-5.2",
    invoke_without_command=True,
    rich_markup_mode=None,  # plain help: a third of the time, and it reads well at any width
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command(
    "run", short_help="Run a campaign: from a brief to copy.", epilog=campaigns.RUN_EXAMPLE
)(campaigns.run)
app.command(
    "resume", short_help="Take a run up where it was left.", epilog=campaigns.RESUME_EXAMPLE
)(campaigns.resume)
app.command("inbox", short_help="List what waits for a decision.", epilog=inbox.INBOX_EXAMPLE)(
    inbox.inbox
)
app.command("show", short_help="Show a question whole.", epilog=inbox.SHOW_EXAMPLE)(inbox.show)
for _name, _decide, _told in (
    ("approve", deciding.approve, "Approve what waits."),
    ("edit", deciding.edit, "Correct what waits in your editor."),
    ("revise", deciding.revise, "Send what waits back with a note."),
    ("reject", deciding.reject, "Refuse what waits."),
    ("undo", deciding.undo, "Take a decision back."),
):
    app.command(_name, short_help=_told, epilog=deciding.EXAMPLES[_name])(_decide)
app.add_typer(sheets.app, name="sheet")
app.add_typer(log.app, name="log")
app.command("check", short_help="Check copy: place, rule, reason, fix.", epilog=check.EXAMPLE)(
    check.check
)
app.add_typer(runs.app, name="runs")
app.add_typer(brands.app, name="brand")
app.add_typer(models.app, name="models")
app.add_typer(evals.app, name="eval")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and stop.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    show_help_alone(context)


def invoke(arguments: list[str]) -> int:
    """Run one command; a usage error gives one clear line.

    Args:
        arguments: As typed, without the program's name.

    Returns:
        The exit code.
    """
    try:
        code = typer.main.get_command(app).main(
            arguments, prog_name="creative-agents", standalone_mode=False
        )
    except typer.Abort:
        return EXIT_INTERRUPTED
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "creative-agents"
        typer.echo(f"error: {_one_line(error)}; `{path} --help` shows how", err=True)
        return EXIT_INPUT
    return code if isinstance(code, int) else EXIT_DONE


def _one_line(error: typer.TyperException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message.replace(": Value error, ", ": ")
    return message[:1].lower() + message[1:]
