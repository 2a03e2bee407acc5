"""A rule that is ready: its definition, its check, where it looks, how it speaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from creative_agents.domain.review import Finding
from creative_agents.rules.actions import suggestions
from creative_agents.rules.definition import Definition
from creative_agents.rules.kinds.base import Check, Match
from creative_agents.rules.messages import listed, tell, unquoted
from creative_agents.rules.selectors import Selector


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule of a set."""

    definition: Definition
    """What its file says."""
    check: Check
    """What finds the faults."""
    selectors: tuple[Selector, ...]
    """Where it looks."""

    @property
    def name(self) -> str:
        """``<pack>.<Rule>``."""
        return self.definition.name

    def reads(self, scope: Iterable[str]) -> bool:
        """Say whether the rule reads blocks of a scope."""
        words = frozenset(scope)
        return any(selector.takes(words) for selector in self.selectors)

    @cached_property
    def source(self) -> str:
        """Where the rule comes from."""
        return self.definition.link or self.definition.reference

    def finding(
        self, match: Match, quote: str, span: tuple[int, int] | None, *, field: str, reader: str
    ) -> Finding:
        """Make the finding of a match.

        Args:
            match: What was found.
            quote: The words in the source, letter for letter.
            span: Their place in the source, in code points; absent: they have none.
            field: Name of the field; empty for a file.
            reader: Language in which it is told.
        """
        definition = self.definition
        texts = definition.texts_in(reader)
        message, values, choices = self._told(texts.message, match)
        one = choices[0] if len(choices) == 1 else None
        return Finding(
            rule=definition.name,
            level=definition.level,
            message=tell(message, values) or definition.name,
            field=field,
            start=span[0] if span else None,
            end=span[1] if span else None,
            quote=quote,
            why=tell(texts.why, values),
            fix=tell(texts.fix, values) or " / ".join(choices),
            replacement=one,
            owner=definition.owner,
            source=self.source,
        )

    def _told(self, message: str, match: Match) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Give the message, what it speaks of, and what may stand instead."""
        if match.choices:
            observed = match.values[1:]
            if message is not self.definition.message:
                return message, (" / ".join(match.choices), *observed), match.choices
            return unquoted(message), (listed(match.choices), *observed), match.choices
        action = self.definition.action
        choices = suggestions(action, match.values[0]) if action and match.values else None
        if not choices:
            return message, match.values, ()
        if len(match.values) > 1:
            return message, match.values, choices
        said = choices[0] if len(choices) == 1 else listed(choices)
        return message, (match.values[0], said), choices
