"""The gate of a brand build in a terminal: each line with its source, one decision each."""

from typing import Final

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from creative_agents.approvals.question import Question
from creative_agents.brands.building.comparing import Change
from creative_agents.brands.building.lines import SHAPES, Line
from creative_agents.cli.plain import plain
from creative_agents.cli.screen import Screen
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Term
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.process import Verdict
from creative_agents.graphs.brand_build.settling import shown_changes

LONGEST: Final = 400
"""Characters of a citation that the screen shows."""


def ask_lines(question: Question, language: Language, *, console: Console | None = None) -> Answer:
    """Show what a build proposes and take a person's decisions.

    Args:
        question: What is asked.
        language: The reader's language.
        console: Where to show it; absent: standard output.

    Returns:
        One decision a line, or one for all.

    Raises:
        EOFError: The person left the gate as it is.
    """
    gate = _Gate(question, language, console)
    changes = shown_changes(question)
    screen = gate.screen
    screen.headline(question.title)
    for change in changes:
        gate.show(change)
    screen.show(Text(screen.say("gate.hint"), style="dim"))
    if len(changes) > 1:
        ways = {screen.say("gate.all"): True, screen.say("gate.each"): False}
        each = screen.say("gate.each")
        if screen.choose(screen.say("gate.all_or_each"), ways, default=each):
            return Answer(default=gate.verdict("", edit=False), via="terminal")
    return Answer(decisions=tuple(gate.decide(change) for change in changes), via="terminal")


class _Gate:
    """A question on a screen."""

    def __init__(self, question: Question, language: Language, console: Console | None) -> None:
        self.screen = Screen(language, console)
        self.language: Language = language
        self.question = question
        self.words = Catalogue.load("creative_agents.graphs.brand_build", "words")

    def say(self, key: str, /, **values: object) -> str:
        return self.words.say(self.language, key, **values)

    def show(self, change: Change) -> None:
        """Show a line above the words that it comes from."""
        line, citation = change.line, change.line.citation
        quote = " ".join(citation.quote.split())[:LONGEST]
        told = Text(plain(self.told(line)), style="bold")
        told.append(plain(f"\n{citation.shown} « {quote} »"), style="not bold dim")
        if change.before is not None and change.kind == "changed":
            before = change.before.line.model_copy(update={"value": change.before.written})
            told.append(
                plain("\n" + self.say("line.before", text=self.told(before))), style="not bold"
            )
        if change.kind == "gone":
            told.append(plain("\n" + self.say("line.out")), style="not bold")
        level = self.say(f"level.{line.confidence}")
        said = self.say("line.confidence", level=level, by=line.by)
        told.append(plain(f"\n{said}"), style="not bold dim")
        place = self.say(f"place.{line.place.rpartition('.')[2]}")
        title = f"{place} · {self.say(f'kind.{change.kind}')}"
        self.screen.show(Panel(told, title=Text(title), title_align="left"))

    def told(self, line: Line) -> str:
        """Write a line in the reader's language."""
        value = line.value
        if line.place == "terms":
            return "\u00a0; ".join(self._term(Term.model_validate(value)))
        if line.place == "voice.examples":
            yes, no = (self.say(f"line.{key}", text=value[key]) for key in ("yes", "no"))
            return f"{yes}\n{no}"
        return line.shown

    def _term(self, term: Term) -> list[str]:
        parts = [self.say("line.use", word=term.use)] if term.use else []
        if term.avoid:
            parts.append(self.say("line.avoid", words=", ".join(term.avoid)))
        if term.reason:
            parts.append(term.reason)
        if term.exceptions:
            parts.append(self.say("line.allowed", words=", ".join(term.exceptions)))
        return parts

    def verdict(self, subject: str, *, edit: bool = True) -> Verdict:
        """Ask for one of the words that the gate takes; an empty line approves."""
        words: dict[str, Verdict] = {
            self.screen.say(f"verdict.{word}"): word
            for word in self.question.allowed
            if edit or word != "edit"
        }
        default = self.screen.say("verdict.approve")
        parts = filter(None, (self.screen.say("gate.verdict"), subject))
        return self.screen.choose(" · ".join(parts), words, default=default)

    def decide(self, change: Change) -> Decision:
        """Ask about one line."""
        self.show(change)
        verdict = self.verdict("", edit=change.kind != "gone")
        text = ""
        if verdict == "edit":
            if change.line.place in SHAPES and change.line.place != "voice.address":
                self.screen.show(self.say("line.shape"))
            text = self.screen.line(self.say("line.new_text"))
        return Decision(piece=change.id, verdict=verdict, text=text)
