"""Words that a rule does not report although it finds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from creative_agents.rules.index import Index
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.patterns.pattern import Pattern


class Exceptions:
    """A list of exceptions: a text that holds one of them, as a word, is let through."""

    def __init__(self, words: Iterable[str]) -> None:
        """Read the exceptions; each is a pattern, and case counts unless it says ``(?i)``.

        Args:
            words: The exceptions. One that cannot be read is told in `problems`.
        """
        self.words: Sequence[str] = tuple(word for word in words if word.strip())
        self.problems: list[str] = []
        self._branches: list[Pattern] = []
        for word in self.words:
            try:
                self._branches.append(Pattern.token(word, {"m"}, bounded=True))
            except PatternError as error:
                self.problems.append(f"the exception {word!r} {error}")

    @cached_property
    def _index(self) -> Index:
        return Index(self._branches)

    def cover(self, text: str, clock: Clock) -> bool:
        """Say whether a text holds an exception.

        Raises:
            TimeoutError: The time is over.
        """
        return any(self._branches[at].matches(text, clock) for at in self._index.called_for(text))


@dataclass(frozen=True, slots=True)
class Excepted:
    """The exceptions of a rule: its own, and the accepted words of the configuration."""

    own: Exceptions
    """What the rule file lists."""
    accepted: Exceptions | None = None
    """The vocabularies; absent where there are none or the rule says ``vocab: false``."""

    @property
    def words(self) -> tuple[str, ...]:
        """All the exceptions as they are written."""
        return (*self.own.words, *(self.accepted.words if self.accepted else ()))

    def cover(self, text: str, clock: Clock) -> bool:
        """Say whether a text holds an exception.

        Raises:
            TimeoutError: The time is over.
        """
        if self.own.words and self.own.cover(text, clock):
            return True
        return self.accepted is not None and self.accepted.cover(text, clock)
