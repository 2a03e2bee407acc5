"""The screen: shows and asks, in the brand's language."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

from rich.console import Console, RenderableType
from rich.text import Text

from creative_agents.cli.plain import plain
from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue

T = TypeVar("T")


class Screen:
    """A terminal that speaks one language."""

    def __init__(self, language: Language, console: Console | None = None) -> None:
        """Take a terminal.

        Args:
            language: The reader's language.
            console: Where to show and ask; absent: standard output and input.
        """
        self.language: Language = language
        """The reader's language."""
        self._console = console or Console(highlight=False)
        self._words = Catalogue.load("creative_agents.cli", "words")

    def say(self, key: str, /, **values: object) -> str:
        """Give a text of the catalogue."""
        return self._words.say(self.language, key, **values)

    def pair(self, key: str, text: str, *, style: str = "") -> Text:
        """Give ``name: text``, the name dim, with the language's own colon."""
        before, after = self.say("gate.pair", name=self.say(key), text="\0").split("\0")
        return Text.assemble((before, "dim"), (plain(text), style), after)

    def show(self, *parts: RenderableType) -> None:
        """Show texts and panels, one under the other."""
        for part in parts:
            self._console.print(Text(plain(part)) if isinstance(part, str) else part)

    def headline(self, text: str) -> None:
        """Show a line that opens a part."""
        self._console.rule(Text(plain(text), style="bold"), align="left", style="dim")

    def choose(self, question: str, words: Mapping[str, T], *, default: str | None = None) -> T:
        """Ask for one of some words; its first letters are enough, accents do not count.

        Args:
            question: What is asked.
            words: What each word means.
            default: The word that an empty line stands for; absent: an empty line is asked
                again.

        Returns:
            The meaning of the word.
        """
        while True:
            given = self._read(question, f"[{'/'.join(words)}]", default)
            found = default if not given and default else _match(given, words)
            if found is not None:
                return words[found]
            self.show(self.say("gate.one_of", words=", ".join(words)))

    def line(self, question: str, *, optional: bool = False) -> str:
        """Ask for a line of text.

        Args:
            question: What is asked.
            optional: Whether an empty line is an answer.
        """
        while not (text := self._read(question)) and not optional:
            self.show(self.say("gate.say_something"))
        return text

    def _read(self, question: str, hint: str = "", default: str | None = None) -> str:
        prompt = Text(plain(question), style="bold")
        if hint:
            prompt.append(f" {hint}", style="not bold cyan")
        if default is not None:
            prompt.append(f" ({default})", style="not bold dim")
        return self._console.input(prompt.append(self._end_of(prompt.plain))).strip()

    def _end_of(self, question: str) -> str:
        if question.endswith("?"):
            return " "
        return self.say("gate.pair", name="", text="")


def _match(given: str, words: Iterable[str]) -> str | None:
    folded = {_folded(word): word for word in words}
    if (typed := _folded(given)) in folded:
        return folded[typed]
    near = [word for name, word in folded.items() if typed and name.startswith(typed)]
    return near[0] if len(near) == 1 else None


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())
