"""A gate in the terminal: the piece shown well, then the four words."""

import re
from collections.abc import Callable
from typing import Final

import click
from rich.console import Console, Group
from rich.panel import Panel
from rich.prompt import Prompt
from rich.table import Table
from rich.text import Text

from creative_agents.approvals.approved import shown_variants
from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer, Decision, GateKind
from creative_agents.domain.asset import AssetField, Variant
from creative_agents.domain.brand import Brand, Verdict
from creative_agents.domain.brief import Challenge
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import PieceReaction, Review
from creative_agents.domain.strategy import Route, Strategy

_PLACE: Final = re.compile(r"^(?P<name>[a-z0-9_-]+)\[(?P<index>\d+)\]: ?(?P<text>.*)$")


def ask(question: Question, brand: Brand, *, console: Console | None = None) -> Answer:
    """Show what waits and take a person's answer.

    Args:
        question: What is asked.
        brand: Whose language the terminal speaks.
        console: Where to show it; absent: standard output.

    Returns:
        One decision a piece.
    """
    gates: dict[GateKind, Callable[[_Terminal, Question], Answer]] = {
        "brief": _ask_brief,
        "strategy": _ask_strategy,
        "copy": _ask_copy,
    }
    terminal = _Terminal(brand, console or Console())
    terminal.console.rule(question.title)
    return gates[question.gate](terminal, question)


class _Terminal:
    """The screen, in the brand's language."""

    def __init__(self, brand: Brand, console: Console) -> None:
        self.console = console
        self._language = brand.language
        self._words = Catalogue.load("creative_agents.cli", "words")

    def say(self, key: str) -> str:
        return self._words.say(self._language, key)

    def verdict(self, question: Question, subject: str, *, default: Verdict = "approve") -> Verdict:
        """Ask for one of the words that the gate takes, in the brand's language."""
        words = {self.say(f"verdict.{word}"): word for word in question.allowed}
        given = Prompt.ask(
            f"{self.say('gate.verdict')} · {subject}",
            console=self.console,
            choices=list(words),
            default=self.say(f"verdict.{default}"),
        )
        return words[given]

    def note(self, verdict: Verdict) -> str:
        """Ask why, where the word needs or allows it."""
        if verdict == "revise":
            return self._insist("gate.note_revise")
        if verdict == "reject":
            return Prompt.ask(self.say("gate.note_reject"), console=self.console, default="")
        return ""

    def _insist(self, key: str) -> str:
        while not (text := Prompt.ask(self.say(key), console=self.console, default="").strip()):
            pass
        return text

    def line(self, key: str) -> str:
        """Ask for a line of text that must not be empty."""
        return self._insist(key)


def _ask_brief(terminal: _Terminal, question: Question) -> Answer:
    challenge = Challenge.model_validate(question.subject["challenge"])
    terminal.console.print(challenge.restated, markup=False)
    decisions = []
    for item in challenge.questions:
        mark = f" ({terminal.say('gate.blocks')})" if item.blocking else ""
        terminal.console.print(f"\n{item.question}{mark}\n{item.why}", markup=False)
        terminal.console.print(
            f"{terminal.say('gate.assumption')}: {item.assumption}", markup=False
        )
        verdict = terminal.verdict(question, item.id)
        text = terminal.line("gate.your_answer") if verdict == "edit" else ""
        decisions.append(
            Decision(piece=item.id, verdict=verdict, text=text, note=terminal.note(verdict))
        )
    return Answer(decisions=tuple(decisions), via="terminal")


def _ask_strategy(terminal: _Terminal, question: Question) -> Answer:
    strategy = Strategy.model_validate(question.subject["strategy"])
    for key, step in (
        ("problem", strategy.problem),
        ("insight", strategy.insight),
        ("proposition", strategy.proposition),
    ):
        terminal.console.print(Text(f"{terminal.say(f'gate.{key}')}: {step.statement}"))
    for route in strategy.routes:
        terminal.console.print(_route_panel(terminal, route, strategy.recommended))
    terminal.console.print(Text(strategy.recommendation))
    verdict = terminal.verdict(question, terminal.say("gate.choose"))
    choice = None
    if verdict in {"approve", "edit"}:
        choice = Prompt.ask(
            terminal.say("gate.choose"),
            console=terminal.console,
            choices=list(question.choices),
            default=strategy.recommended,
        )
    text = terminal.line("gate.your_idea") if verdict == "edit" else ""
    decision = Decision(piece="strategy", verdict=verdict, text=text, note=terminal.note(verdict))
    return Answer(choice=choice, decisions=(decision,), via="terminal")


def _ask_copy(terminal: _Terminal, question: Question) -> Answer:
    variants = shown_variants(question)
    for variant in variants.values():
        terminal.console.print(_piece_panel(terminal, question, variant))
    _show_order(terminal, question)
    if len(variants) > 1 and _all_at_once(terminal):
        verdict = terminal.verdict(question, terminal.say("gate.all"))
        if verdict != "edit":
            return Answer(default=verdict, note=terminal.note(verdict), via="terminal")
    decisions = tuple(_decide(terminal, question, variant) for variant in variants.values())
    return Answer(decisions=decisions, via="terminal")


def _all_at_once(terminal: _Terminal) -> bool:
    every, each = terminal.say("gate.all"), terminal.say("gate.each")
    given = Prompt.ask(
        terminal.say("gate.all_or_each"),
        console=terminal.console,
        choices=[every, each],
        default=each,
    )
    return given == every


def _decide(terminal: _Terminal, question: Question, variant: Variant) -> Decision:
    verdict = terminal.verdict(question, variant.id)
    if verdict != "edit":
        return Decision(piece=variant.id, verdict=verdict, note=terminal.note(verdict))
    if fields := edit_fields(variant, hint=terminal.say("gate.edit_hint")):
        return Decision(piece=variant.id, verdict="edit", fields=fields)
    terminal.console.print(terminal.say("gate.nothing_changed"), markup=False)
    return _decide(terminal, question, variant)


def edit_fields(variant: Variant, *, hint: str) -> tuple[AssetField, ...]:
    """Open the piece in ``$EDITOR`` and give the texts that changed.

    Args:
        variant: The piece.
        hint: What to do, shown as a comment.

    Returns:
        The changed texts; empty when the editor was left without a change.
    """
    lines = [f"# {hint}", *(f"{item.place}: {item.text}" for item in _escaped(variant))]
    written = click.edit("\n".join(lines) + "\n")
    return changed_fields(variant, written or "")


def changed_fields(variant: Variant, written: str) -> tuple[AssetField, ...]:
    r"""Read an edited piece: ``place: text`` lines; a line break in a text is ``\n``."""
    before = {item.place: item.text for item in variant.asset.fields}
    found = (_PLACE.match(line) for line in written.splitlines() if not line.startswith("#"))
    fields = [
        AssetField(
            name=match["name"],
            index=int(match["index"]),
            text=match["text"].strip().replace("\\n", "\n"),
        )
        for match in found
        if match
    ]
    return tuple(item for item in fields if before.get(item.place) != item.text)


def _escaped(variant: Variant) -> list[AssetField]:
    return [
        item.model_copy(update={"text": item.text.replace("\n", "\\n")})
        for item in variant.asset.fields
    ]


def _route_panel(terminal: _Terminal, route: Route, recommended: str) -> Panel:
    marks = [terminal.say("gate.recommended")] if route.id == recommended else []
    marks += [terminal.say("gate.bold")] if route.bold else []
    table = Table.grid(padding=(0, 2))
    table.add_row("", Text(route.idea, style="bold"))
    if route.tagline:
        table.add_row("", Text(f"«{route.tagline}»", style="italic"))
    table.add_row(terminal.say("gate.why"), Text(route.why))
    table.add_row(terminal.say("gate.risk"), Text(route.risk))
    for example in route.examples:
        table.add_row(example.channel, Text(example.looks))
    title = f"{route.id.upper()} · {route.name}" + (f" · {', '.join(marks)}" if marks else "")
    return Panel(table, title=Text(title), title_align="left")


def _piece_panel(terminal: _Terminal, question: Question, variant: Variant) -> Panel:
    table = Table.grid(padding=(0, 2))
    for item in variant.asset.fields:
        table.add_row(item.place, Text(item.text))
    notes = [Text(f"{terminal.say('gate.idea')}: {variant.idea} ({variant.lever})", style="italic")]
    if variant.claims_used:
        notes.append(Text(f"{terminal.say('gate.claims')}: {', '.join(variant.claims_used)}"))
    notes += _finding_lines(question, variant.id)
    notes += _reader_lines(terminal, question, variant.id)
    title = Text(f"{variant.id}" + (" · DRAFT" if variant.draft else ""))
    return Panel(Group(table, *notes), title=title, title_align="left")


def _finding_lines(question: Question, piece: str) -> list[Text]:
    reviews = [Review.model_validate(item) for item in _list(question, "reviews")]
    found = [item for review in reviews if review.piece == piece for item in review.findings]
    styles = {"error": "red", "warning": "yellow", "suggestion": "dim"}
    return [
        Text(
            f"{item.level} {item.field} {item.message} {item.fix}".strip(), style=styles[item.level]
        )
        for item in found
    ]


def _reader_lines(terminal: _Terminal, question: Question, piece: str) -> list[Text]:
    said = [PieceReaction.model_validate(item) for item in _list(question, "reactions")]
    mine = [item for item in said if item.piece == piece]
    lines = [Text(terminal.say("gate.readers"), style="dim")] if mine else []
    for item in mine:
        barrier = item.reaction.barrier
        tail = f" · {terminal.say('gate.barrier')}: {barrier}" if barrier else ""
        head = f"{item.persona} {terminal.say('gate.understood')}"
        lines.append(Text(f"{head}: {item.reaction.understood}{tail}"))
    return lines


def _show_order(terminal: _Terminal, question: Question) -> None:
    if question.subject.get("ranking") is None:
        return
    ranking = Ranking.model_validate(question.subject["ranking"])
    order = " > ".join(rank.piece for rank in ranking.order)
    terminal.console.print(Text(f"{terminal.say('gate.order')}: {order}"))
    terminal.console.print(Text(f"{terminal.say('gate.decision')}: {ranking.decision}"))


def _list(question: Question, key: str) -> list[object]:
    value = question.subject.get(key, [])
    assert isinstance(value, list)
    return list(value)
