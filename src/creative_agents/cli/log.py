"""`log`: what happened at the gates, whether the record is whole, who is forgotten."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creative_agents.cli import earning, numbers
from creative_agents.errors import EXIT_DONE, EXIT_REFUSED, ConfigError, StorageError

if TYPE_CHECKING:
    from creative_agents.approvals.door import Approvals
    from creative_agents.approvals.log import Event

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


app.command("numbers", epilog=numbers.EXAMPLE)(numbers.numbers)
app.command("autonomy", epilog=earning.EXAMPLE)(earning.autonomy)


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
