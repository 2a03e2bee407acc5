"""`approve`, `edit`, `revise`, `reject`, `undo`: decisions from the command line."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from creative_agents.cli.deciding_sitting import DecidingSitting, Rest, Said
from creative_agents.errors import ConfigError

if TYPE_CHECKING:
    from creative_agents.cli.approving import Desk

EXAMPLES: Final[Mapping[str, str]] = {
    "approve": "Example: creative-agents approve 3f2a9c 77e01b --as ana@example.com",
    "edit": "Example: creative-agents edit 3f2a9c --piece email/1 --rest approve",
    "revise": "Example: creative-agents revise 3f2a9c --note 'shorter, and warmer' --resume",
    "reject": "Example: creative-agents reject 3f2a9c --piece sms/2 --rest approve",
    "undo": "Example: creative-agents undo 3f2a9c",
}
"""What the help of each ends with."""

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...",
        help="Questions: their ids as `inbox` shows them, or the first signs of them.",
        show_default=False,
    ),
]
Pieces = Annotated[
    list[str] | None,
    typer.Option(
        "--piece",
        metavar="PIECE",
        help="Only this piece of the question, several times for several. --rest says what "
        "becomes of the others.",
        show_default=False,
    ),
]
RestWord = Annotated[
    Rest | None,
    typer.Option("--rest", help="The word on the pieces that are not named.", show_default=False),
]
Choice = Annotated[
    str | None,
    typer.Option(metavar="ROUTE", help="The route that is chosen.", show_default=False),
]
Note = Annotated[
    str,
    typer.Option(metavar="TEXT", help="What must change, or why.", show_default=False),
]
All = Annotated[
    bool, typer.Option("--all", help="Everything that waits; --brand and --gate narrow it.")
]
BrandName = Annotated[
    str | None,
    typer.Option(
        "--brand",
        metavar="BRAND",
        help="The brand's folder, where this machine did not start the run; with --all, only "
        "this brand's, by its id or folder.",
        show_default=False,
    ),
]
Gate = Annotated[
    str | None,
    typer.Option(metavar="GATE", help="With --all: only this gate's.", show_default=False),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="PERSON",
        help="Who answers, as the brand's process names them. Else CREATIVE_AGENTS_PERSON, else "
        "your account on this machine.",
        show_default=False,
    ),
]
Seen = Annotated[
    str,
    typer.Option(
        metavar="SIGNS",
        help="What you saw, as `show` gives it, where others corrected the text meanwhile.",
        show_default=False,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="With --all: do not ask.")]
Resume = Annotated[
    bool, typer.Option("--resume", help="Take the runs up at once, not only the decision.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]


def approve(
    ids: Ids = None,
    pieces: Pieces = None,
    rest: RestWord = None,
    choice: Choice = None,
    note: Note = "",
    everything: All = False,
    brand: BrandName = None,
    gate: Gate = None,
    person: As = None,
    seen: Seen = "",
    yes: Yes = False,
    resume: Resume = False,
    as_json: AsJson = False,
) -> int:
    """Approve what waits: it counts as it was shown. Several questions at once."""
    said = Said(
        verdict="approve",
        ids=ids or (),
        pieces=pieces or (),
        rest=rest,
        choice=choice,
        note=note,
        seen=seen,
    )
    sitting = _sitting(said, person, brand, everything, gate, yes=yes)
    return sitting.go(resume=resume, as_json=as_json)


def edit(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Questions: their ids as `inbox` shows them, or the first signs of them.",
        ),
    ],
    pieces: Pieces = None,
    rest: RestWord = None,
    choice: Choice = None,
    brand: BrandName = None,
    person: As = None,
    resume: Resume = False,
    as_json: AsJson = False,
) -> int:
    """Correct what waits in your editor ($EDITOR): your text counts once it keeps the rules."""
    said = Said(verdict="edit", ids=ids, pieces=pieces or (), rest=rest, choice=choice)
    return _sitting(said, person, brand).go(resume=resume, as_json=as_json)


def revise(
    ids: Ids = None,
    note: Note = "",
    pieces: Pieces = None,
    rest: RestWord = None,
    everything: All = False,
    brand: BrandName = None,
    gate: Gate = None,
    person: As = None,
    seen: Seen = "",
    yes: Yes = False,
    resume: Resume = False,
    as_json: AsJson = False,
) -> int:
    """Send what waits back to be written again, with a note that says what must change."""
    said = Said(
        verdict="revise", ids=ids or (), pieces=pieces or (), rest=rest, note=note, seen=seen
    )
    sitting = _sitting(said, person, brand, everything, gate, yes=yes)
    return sitting.go(resume=resume, as_json=as_json)


def reject(
    ids: Ids = None,
    note: Note = "",
    pieces: Pieces = None,
    rest: RestWord = None,
    choice: Choice = None,
    everything: All = False,
    brand: BrandName = None,
    gate: Gate = None,
    person: As = None,
    seen: Seen = "",
    yes: Yes = False,
    resume: Resume = False,
    as_json: AsJson = False,
) -> int:
    """Refuse what waits: it is dropped, and nothing of it is delivered."""
    said = Said(
        verdict="reject",
        ids=ids or (),
        pieces=pieces or (),
        rest=rest,
        choice=choice,
        note=note,
        seen=seen,
    )
    sitting = _sitting(said, person, brand, everything, gate, yes=yes)
    return sitting.go(resume=resume, as_json=as_json)


def undo(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The question's id, or the first signs of it.")
    ],
    brand: BrandName = None,
    person: As = None,
    as_json: AsJson = False,
) -> None:
    """Take a decision back, as long as the work did not go on from it; the question waits again."""
    from creative_agents.cli.approving import Desk
    from creative_agents.cli.person import sitter

    desk, who = Desk(brand=brand), sitter(person)
    question = desk.approvals.show(desk.find(id, waiting=False)).question
    row = desk.approvals.undo(question.id, person=desk.person(question, who), via=who.via)
    if as_json:
        typer.echo(json.dumps({"id": question.id, "status": row.status}))
    else:
        typer.echo(f"{question.id}: taken back by {who.told}; it waits again: {question.title}")


def _sitting(
    said: Said,
    person: str | None,
    brand: str | None,
    everything: bool = False,
    gate: str | None = None,
    *,
    yes: bool = False,
) -> DecidingSitting:
    from creative_agents.cli.approving import Desk
    from creative_agents.cli.person import sitter

    if bool(said.ids) == everything:
        raise ConfigError("name the questions, or say --all: `creative-agents inbox` shows them")
    desk = Desk(brand=brand)
    if everything:
        said = replace(said, ids=tuple(_everything(desk, said, gate, yes=yes)))
    return DecidingSitting(desk, sitter(person), said)


def _everything(desk: "Desk", said: Said, gate: str | None, *, yes: bool) -> Iterator[str]:
    lines = desk.approvals.list(brand=desk.brand_id, gate=gate)
    if not lines:
        typer.echo("nothing waits for a decision", err=True)
        return
    if not yes:
        if not sys.stdin.isatty():
            raise ConfigError("nobody is there to confirm: pass --yes")
        pieces = sum(line.pieces for line in lines)
        asked = f"{said.verdict} {_several(len(lines), 'question')}, {_several(pieces, 'piece')}?"
        if not typer.confirm(asked, err=True):
            return
    yield from (line.id for line in lines)


def _several(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
