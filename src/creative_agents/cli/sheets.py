"""`sheet`: what waits as a spreadsheet, and the decisions that come back in it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from creative_agents.cli.deciding import As, AsJson
from creative_agents.cli.helping import show_help_alone
from creative_agents.errors import (
    EXIT_DONE,
    EXIT_REFUSED,
    ConfigError,
    StorageError,
)

if TYPE_CHECKING:
    from creative_agents.approvals.question import Approval
    from creative_agents.delivery.decision_sheet import Waiting
    from creative_agents.domain.channel import Channel

_USUAL: Final = "write"


class _Group(TyperGroup):
    """Takes `sheet ID` for `sheet write ID`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [_USUAL, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Group,
    help="Write copy that waits as a spreadsheet, and read the decisions back.",
    epilog="Example: creative-agents sheet 3f2a9c --out copy.xlsx",
    invoke_without_command=True,
    callback=show_help_alone,
)


@app.command(epilog="Example: creative-agents sheet 3f2a9c --out copy.xlsx")
def write(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Questions of one brand that show copy."),
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The workbook to write.")] = Path(
        "decisions.xlsx"
    ),
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
    """Write copy that waits as a workbook, with a decision and a comment for each piece.

    Whoever decides chooses a word on the first line of each piece, corrects texts where they
    stand, and sends the file back.
    """
    from creative_agents.cli.approving import Desk
    from creative_agents.delivery.decision_sheet import render_decision_sheet

    desk = Desk(brand=brand)
    rows = [desk.approvals.show(desk.find(id)) for id in dict.fromkeys(ids)]
    waiting = [_waiting(row) for row in rows]
    brands = {row.question.brand for row in rows}
    if len(brands) > 1:
        raise ConfigError(f"these are of several brands ({', '.join(sorted(brands))}): one a file")
    the_brand = desk.brand(rows[0].question)
    file = render_decision_sheet(
        waiting, the_brand, _channels(waiting, the_brand.folder), at=datetime.now(UTC)
    )
    _write(out, file)
    pieces = sum(len(one.variants) for one in waiting)
    if as_json:
        told = {"file": str(out), "questions": [one.question for one in waiting], "pieces": pieces}
        typer.echo(json.dumps(told))
        return
    typer.echo(str(out))
    counted = "1 piece" if pieces == 1 else f"{pieces} pieces"
    typer.echo(f"{counted}; when it is back: creative-agents sheet read {out}", err=True)


@app.command(epilog="Example: creative-agents sheet read copy.xlsx --as ana@example.com")
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook that came back.")],
    brand: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="The brand's folder, where this machine did not start the run.",
            show_default=False,
        ),
    ] = None,
    person: As = None,
    as_json: AsJson = False,
) -> int:
    """Read the decisions of a workbook that came back, piece by piece.

    A corrected text is an edit, a comment is the note. A line that cannot be taken is named.
    A question is decided once each of its pieces has a decision; until then it waits, and the
    file can be read again. Ends with 1 where something could not be taken.
    """
    from creative_agents.cli.approving import Desk
    from creative_agents.cli.person import sitter
    from creative_agents.cli.sheet_answers import take_sheet
    from creative_agents.delivery.decision_lines import read_decision_sheet

    lines = read_decision_sheet(file)
    taken = take_sheet(Desk(brand=brand), sitter(person), lines)
    if as_json:
        typer.echo(json.dumps(taken.data(), ensure_ascii=False))
    else:
        for line in taken.told():
            typer.echo(line)
        for at, problem in taken.problems:
            typer.echo(f"error: {at}: {problem}", err=True)
    return EXIT_REFUSED if taken.problems or taken.incomplete else EXIT_DONE


def _waiting(row: "Approval") -> "Waiting":
    from creative_agents.approvals.approved import standing_variants
    from creative_agents.delivery.decision_sheet import Waiting
    from creative_agents.domain.review import Finding, Review

    question = row.question
    if "variants" not in question.subject:
        raise ConfigError(
            f"the question {question.id!r} of the gate {question.gate!r} shows no copy: "
            f"`creative-agents show {question.id}` says how to answer it"
        )
    if not row.waits:
        raise ConfigError(f"the question {question.id!r} is {row.status}: nothing is to be decided")
    reviews = [Review.model_validate(one) for one in _listed(question.subject.get("reviews"))]
    across = [Finding.model_validate(one) for one in _listed(question.subject.get("coherence"))]
    own = [
        finding.model_copy(update={"piece": review.piece})
        for review in reviews
        for finding in review.findings
    ]
    return Waiting(
        question=question.id,
        seen=row.seen,
        title=question.title,
        variants=tuple(standing_variants(row).values()),
        findings=(*own, *across),
        allowed=question.allowed,
    )


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _channels(waiting: "Sequence[Waiting]", folder: str | None) -> "dict[str, Channel]":
    from creative_agents import channels

    folders = (folder,) if folder else ()
    known = channels.names(*folders)
    wanted = {variant.asset.channel for one in waiting for variant in one.variants}
    return {name: channels.load(name, *folders) for name in wanted if name in known}


def _write(out: Path, content: bytes) -> None:
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise ConfigError(
            f"{str(out)!r} is there already, and may hold decisions: name another --out"
        ) from None
    except OSError as error:
        raise StorageError(
            f"{str(out)!r} cannot be written: {error.strerror}; name another --out"
        ) from error
