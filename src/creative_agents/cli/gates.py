"""A gate in the terminal: what waits is shown well, then one of the four words is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from creative_agents import channels as channel_files
from creative_agents.approvals.approved import shown_variants
from creative_agents.approvals.question import Question
from creative_agents.cli.editing import changed_fields, edit_asset
from creative_agents.cli.plain import plain
from creative_agents.cli.screen import Screen
from creative_agents.cli.views import (
    every_label,
    finding_lines,
    piece_panel,
    place_labels,
    route_panel,
)
from creative_agents.domain.approval import Answer, Decision, GateKind
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief, Challenge
from creative_agents.domain.brief import Question as BriefQuestion
from creative_agents.domain.channel import Channel
from creative_agents.domain.process import Verdict
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import Finding
from creative_agents.domain.strategy import Strategy
from creative_agents.errors import ConfigError
from creative_agents.policies import check
from creative_agents.policies.base import PolicyContext


def ask(
    question: Question, brand: Brand, *, brief: Brief | None = None, console: Console | None = None
) -> Answer:
    """Show what waits and take a person's answer.

    Args:
        question: What is asked.
        brand: Whose language the terminal speaks, and whose rules a correction must keep.
        brief: What was asked of the department.
        console: Where to show it; absent: standard output.

    Returns:
        One decision a piece.

    Raises:
        EOFError: The person left the gate as it is.
    """
    gates: dict[GateKind, Callable[[_Gate], Answer]] = {
        "brief": _ask_brief,
        "strategy": _ask_strategy,
        "copy": _ask_copy,
    }
    screen = Screen(brand.language, console)
    screen.headline(question.title)
    return gates[question.gate](_Gate(screen, question, brand, brief))


@dataclass(frozen=True)
class _Gate:
    """A question on a screen."""

    screen: Screen
    question: Question
    brand: Brand
    brief: Brief | None

    def verdict(self, subject: str = "", *, without: Verdict | None = None) -> Verdict:
        """Ask for one of the words that the gate takes, in the brand's language."""
        question = " · ".join(filter(None, (self.screen.say("gate.verdict"), subject)))
        words: Mapping[str, Verdict] = {
            self.screen.say(f"verdict.{word}"): word
            for word in self.question.allowed
            if word != without
        }
        return self.screen.choose(question, words)

    def note(self, verdict: Verdict) -> str:
        """Ask why, where the word needs or allows it."""
        if verdict == "revise":
            return self.screen.line(self.screen.say("gate.note_revise"))
        if verdict == "reject":
            return self.screen.line(self.screen.say("gate.note_reject"), optional=True)
        return ""

    def explain(self) -> None:
        """Say what each word does here."""
        gate = self.question.gate
        for word in self.question.allowed:
            name, told = self.screen.say(f"verdict.{word}"), self.screen.say(f"{gate}.{word}")
            line = self.screen.say("gate.pair", name=name, text=told)
            self.screen.show(Text(f"  {line}", style="dim"))
        self.screen.show(Text(self.screen.say("gate.hint"), style="dim"))

    @property
    def folders(self) -> tuple[str, ...]:
        """The brand folder, where there is one."""
        return (self.brand.folder,) if self.brand.folder else ()

    def channel(self, variant: Variant) -> Channel:
        """Give a piece's channel."""
        return channel_files.load(variant.asset.channel, *self.folders)

    def errors(self, variant: Variant) -> list[Finding]:
        """Give what no piece may break, before the answer counts."""
        context = PolicyContext(
            brand=self.brand,
            channel=self.channel(variant),
            today=datetime.now(UTC).date(),
            brief=self.brief,
            variant=variant,
        )
        return [item for item in check(variant.asset, context) if item.level == "error"]


def _ask_brief(gate: _Gate) -> Answer:
    challenge = Challenge.model_validate(gate.question.subject["challenge"])
    gate.screen.show(Text(plain(challenge.restated), style="italic"))
    gate.explain()
    decisions = tuple(_answer_question(gate, item) for item in challenge.questions)
    return Answer(decisions=decisions, via="terminal")


def _answer_question(gate: _Gate, item: BriefQuestion) -> Decision:
    screen = gate.screen
    mark = f" · {screen.say('gate.blocks')}" if item.blocking else ""
    told = Text(plain(f"{item.question}\n"), style="bold")
    told.append(plain(f"{item.why}\n"), style="not bold")
    told.append_text(screen.pair("gate.assumption", item.assumption))
    screen.show(Panel(told, title=Text(item.id + mark), title_align="left"))
    verdict = gate.verdict(item.id)
    text = screen.line(screen.say("gate.your_answer")) if verdict == "edit" else ""
    return Decision(piece=item.id, verdict=verdict, text=text, note=gate.note(verdict))


def _ask_strategy(gate: _Gate) -> Answer:
    screen, question = gate.screen, gate.question
    strategy = Strategy.model_validate(question.subject["strategy"])
    show_strategy(screen, strategy, folders=gate.folders)
    gate.explain()
    verdict = gate.verdict()
    choice = None
    if verdict in {"approve", "edit"}:
        routes = {id: id for id in question.choices}
        choice = screen.choose(
            screen.say("gate.choose"), routes, default=question.recommended or question.choices[0]
        )
    text = screen.line(screen.say("gate.your_idea")) if verdict == "edit" else ""
    decision = Decision(piece="strategy", verdict=verdict, text=text, note=gate.note(verdict))
    return Answer(choice=choice, decisions=(decision,), via="terminal")


def show_strategy(screen: Screen, strategy: Strategy, *, folders: Sequence[str] = ()) -> None:
    """Show a strategy: from the problem to its routes, and which one is recommended and why.

    Args:
        screen: Where.
        strategy: The strategy.
        folders: Brand folders, which may hold channels of their own.
    """
    screen.show(
        screen.pair("gate.problem", strategy.problem.statement),
        screen.pair("gate.insight", strategy.insight.statement),
        screen.pair("gate.proposition", strategy.proposition.statement, style="bold"),
        screen.pair("gate.messages", " · ".join(item.message for item in strategy.messages)),
    )
    if strategy.not_said:
        screen.show(screen.pair("gate.not_said", " · ".join(strategy.not_said)))
    screen.show(
        *(
            route_panel(screen, route, strategy.recommended, folders=folders)
            for route in strategy.routes
        ),
        screen.pair("gate.recommendation", strategy.recommendation),
    )


def _ask_copy(gate: _Gate) -> Answer:
    screen, question = gate.screen, gate.question
    variants = list(shown_variants(question).values())
    for number, variant in enumerate(variants, 1):
        _show_piece(gate, variant, number, len(variants))
    _show_order(gate)
    gate.explain()
    if len(variants) > 1 and _all_at_once(screen):
        pieces = screen.say("gate.every_piece", count=len(variants))
        verdict = gate.verdict(pieces, without="edit")
        return Answer(default=verdict, note=gate.note(verdict), via="terminal")
    decisions = []
    for number, variant in enumerate(variants, 1):
        if len(variants) > 1:
            _show_piece(gate, variant, number, len(variants))
        decisions.append(_decide(gate, variant))
    return Answer(decisions=tuple(decisions), via="terminal")


def _show_piece(gate: _Gate, variant: Variant, number: int, count: int) -> None:
    place = gate.screen.say("gate.piece_of", number=number, count=count) if count > 1 else ""
    every = shown_variants(gate.question).values()
    labels = every_label(every, gate.screen.language, gate.folders)
    channel = gate.channel(variant)
    gate.screen.show(
        piece_panel(gate.screen, gate.question, variant, channel, place=place, labels=labels)
    )


def _show_order(gate: _Gate) -> None:
    if gate.question.subject.get("ranking") is None:
        return
    ranking = Ranking.model_validate(gate.question.subject["ranking"])
    order = " > ".join(rank.piece for rank in ranking.order)
    gate.screen.show(
        gate.screen.pair("gate.order", order), gate.screen.pair("gate.decision", ranking.decision)
    )


def _all_at_once(screen: Screen) -> bool:
    words = {screen.say("gate.all"): True, screen.say("gate.each"): False}
    return screen.choose(screen.say("gate.all_or_each"), words, default=screen.say("gate.each"))


def _decide(gate: _Gate, variant: Variant) -> Decision:
    while True:
        verdict = gate.verdict(variant.id)
        if verdict != "edit":
            return Decision(piece=variant.id, verdict=verdict, note=gate.note(verdict))
        if (corrected := _correct(gate, variant)) is not None:
            return corrected


def _correct(gate: _Gate, variant: Variant) -> Decision | None:
    """Open the piece in an editor until its texts keep the rules, or the person leaves it."""
    screen, draft = gate.screen, variant
    labels = place_labels(gate.channel(variant), variant, screen.language)
    while True:
        try:
            asset = edit_asset(draft.asset, hint=screen.say("edit.hint"), labels=labels)
        except ConfigError as error:
            screen.show(str(error))
            return None
        draft = variant.model_copy(update={"asset": asset})
        fields = changed_fields(variant.asset, asset)
        if not fields:
            screen.show(screen.say("edit.unchanged"))
            return None
        if not (errors := gate.errors(draft)):
            return Decision(piece=variant.id, verdict="edit", fields=fields)
        screen.show(screen.say("edit.breaks"), *finding_lines(screen, errors, labels))
        if not screen.choose(screen.say("edit.again"), _yes_no(screen), default=_yes(screen)):
            return None


def _yes_no(screen: Screen) -> dict[str, bool]:
    return {_yes(screen): True, screen.say("edit.no"): False}


def _yes(screen: Screen) -> str:
    return screen.say("edit.yes")
