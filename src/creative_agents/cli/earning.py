"""`log autonomy`: what the agents earned, gate by gate, and what that would change."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from creative_agents.cli.numbers import USUAL_DAYS, period

if TYPE_CHECKING:
    from creative_agents.approvals.door import Approvals
    from creative_agents.approvals.earning import Change
    from creative_agents.approvals.measures import Agreement
    from creative_agents.approvals.question import Approval
    from creative_agents.cli.screen import Screen
    from creative_agents.domain.brand import Brand

EXAMPLE: Final = "Example: creative-agents log autonomy --brand brands/mine --propose"
"""What the help of `log autonomy` ends with."""


def autonomy(
    brand: Annotated[
        Path,
        typer.Option(metavar="DIR", help="The brand's folder: its process says who decides now."),
    ],
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help=f"From this day on: 2026-10-01. Else {USUAL_DAYS} days.",
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="Up to this day, and with it. Else now.", show_default=False
        ),
    ] = None,
    propose: Annotated[
        bool,
        typer.Option(
            "--propose",
            help="Put each change that would ask people less in the inbox, and record each that "
            "asks them more.",
        ),
    ] = False,
    per_person: Annotated[
        bool,
        typer.Option(
            "--per-person",
            help="A line for each person too. Who decides how is personal data: ask them first.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on standard output.")] = False,
) -> None:
    """Show how often people decided what the agents recommended, and what that would change.

    Gate by gate, with the interval and the n. A gate may ask less only once a person approved
    it; it may ask more at once. Your process.yml is never written: what to write is said.
    """
    from creative_agents.approvals.door import Approvals
    from creative_agents.brands.loader import load_brand

    of, begin_end = load_brand(brand), period(since, until)
    gates = _gates(Approvals(brand=of.id), of, begin_end, propose=propose)
    people = _people(Approvals(brand=of.id), begin_end) if per_person else ()
    if as_json:
        found = [gate.data() for gate in gates]
        persons = [{"person": one.person, **_figures(one)} for one in people]
        typer.echo(json.dumps([*found, *persons], ensure_ascii=False))
    else:
        _show(of, gates, people)


@dataclass(frozen=True, kw_only=True)
class _Gate:
    """What is known of a gate."""

    found: "Agreement"
    now: str
    change: "Change | None" = None
    row: "Approval | None" = None

    def data(self) -> dict[str, object]:
        """Say it as JSON."""
        change = json.loads(self.change.model_dump_json()) if self.change else None
        row = self.row and {"id": self.row.question.id, "status": self.row.status}
        return {**_figures(self.found), "now": self.now, "change": change, "question": row}


def _gates(
    door: "Approvals", brand: "Brand", period: tuple[datetime, datetime], *, propose: bool
) -> list[_Gate]:
    from creative_agents.approvals import earning
    from creative_agents.approvals.measures import agreement

    found = agreement(door.history(since=period[0], until=period[1]))
    changes = {one.gate: one for one in earning.propose(found, brand.process)}
    gates = []
    for one in found:
        change, row = changes.get(one.gate), None
        if change is not None:
            row = earning.put_before(door.book, change, brand=brand.id)
            if row is None and propose:
                row = _put(door, change, brand)
        now = brand.process.gate(one.gate).autonomy
        gates.append(_Gate(found=one, now=now, change=change, row=row))
    return gates


def _put(door: "Approvals", change: "Change", brand: "Brand") -> "Approval":
    """Write a change in the book: a question where people would be asked less, else a decision."""
    from creative_agents.approvals import earning, notify

    book, process, at = door.book, brand.process, datetime.now(UTC)
    if change.widens:
        row = earning.ask_to_change(
            book, change, brand=brand.id, at=at, process=process, language=brand.language
        )
        kind = "asked"
    else:
        earning.narrow(book, change, process, brand=brand.id, at=at, language=brand.language)
        found = earning.put_before(book, change, brand=brand.id)
        assert found is not None
        row, kind = found, "decided"
    notify.tell(process.notify, book, (row.question.id,), kind)
    return row


def _people(door: "Approvals", period: tuple[datetime, datetime]) -> "tuple[Agreement, ...]":
    from creative_agents.approvals.measures import agreement

    rows = door.history(since=period[0], until=period[1])
    return tuple(one for one in agreement(rows, per_person=True) if one.person)


def _figures(found: "Agreement") -> dict[str, object]:
    return {
        "gate": found.gate,
        "n": found.n,
        "agreed": found.agreed,
        "share": found.share,
        "interval": found.interval,
        "kappa": asdict(found.kappa) if found.kappa else None,
    }


def _show(brand: "Brand", gates: Sequence[_Gate], people: "Sequence[Agreement]") -> None:
    from creative_agents.cli.screen import Screen

    screen = Screen(brand.language)
    if not gates:
        typer.echo(screen.say("autonomy.none"))
    for gate in gates:
        for line in _lines(screen, gate):
            typer.echo(line)
    for one in people:
        typer.echo(f"{one.person}, {_told(screen, one)}")


def _lines(screen: "Screen", gate: _Gate) -> Iterator[str]:
    yield f"{_told(screen, gate.found)} · {screen.say('autonomy.now', now=gate.now)}"
    if gate.change is None:
        return
    yield f"  {_next(screen, gate.change, gate.row)}"


def _told(screen: "Screen", found: "Agreement") -> str:
    from creative_agents.delivery.words import Words

    number = Words(screen.language).number
    low, high = found.interval or (0.0, 1.0)
    kappa = number(found.kappa.value, 2) if found.kappa else screen.say("autonomy.no_kappa")
    return screen.say(
        "autonomy.agreed",
        gate=found.gate,
        agreed=found.agreed,
        n=found.n,
        low=number(low, 2),
        high=number(high, 2),
        kappa=kappa,
    )


def _next(screen: "Screen", change: "Change", row: "Approval | None") -> str:
    """Say what a change needs from whoever reads the line."""
    from creative_agents.approvals.earning import is_approved

    places = {"gate": change.gate, "now": change.now, "to": change.to}
    if row is None:
        return screen.say(f"autonomy.{'wider' if change.widens else 'narrower'}", **places)
    if row.waits:
        return screen.say("autonomy.waits", id=row.question.id, **places)
    if is_approved(row):
        return screen.say("autonomy.write", **places)
    return screen.say("autonomy.refused", id=row.question.id, **places)
