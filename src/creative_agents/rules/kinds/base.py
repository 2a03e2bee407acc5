"""The shape of a kind: one file, one function ``build``, a check that finds matches.

``KINDS`` in this folder's ``__init__`` names the files; ``build`` reads the keys of its own
kind and gives a `Check`, which knows nothing of files, formats or situations.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from creative_agents.rules.blocks import Block
from creative_agents.rules.definition import Definition
from creative_agents.rules.exceptions import Exceptions
from creative_agents.rules.formats.document import Document
from creative_agents.rules.keys import Keys
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Match:
    """Words that a rule finds at fault."""

    start: int
    """First code point in the block; -1 where nothing stands that could be shown."""
    end: int
    """Code point after them."""
    values: tuple[str, ...]
    """What the message speaks of."""
    choices: tuple[str, ...] = ()
    """What may stand instead, as it is."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one rule has to read in one block."""

    field: str
    """Name of the field; empty for a file."""
    document: Document
    """The text that the block stands in."""
    block: Block
    """The block."""
    branches: Sequence[int]
    """Indexes of the rule's patterns that can match in it, in any order."""


class Check(Protocol):
    """What a kind makes of a rule file."""

    @property
    def branches(self) -> Sequence[Pattern]:
        """The patterns by which the rule is called for."""
        ...

    @property
    def always(self) -> bool:
        """Whether the rule must see every block, whatever stands in it."""
        ...

    def find(self, sights: Sequence[Sight], clock: Clock, /) -> Iterator[tuple[Sight, Match]]:
        """Give what is at fault.

        Args:
            sights: The blocks that can hold a fault, in the order of reading.
            clock: The time left.

        Raises:
            TimeoutError: The time is over.
        """
        ...


class BlockByBlock(ABC):
    """A check that reads each block by itself."""

    @abstractmethod
    def matches(self, block: Block, chosen: Sequence[int], clock: Clock, /) -> Iterator[Match]:
        """Give what is at fault in one block."""

    def find(self, sights: Sequence[Sight], clock: Clock, /) -> Iterator[tuple[Sight, Match]]:
        """Give what is at fault, block by block."""
        for sight in sights:
            for match in self.matches(sight.block, sight.branches, clock):
                yield sight, match


@dataclass(frozen=True, slots=True)
class Setup:
    """What a configuration says of every rule."""

    word_template: str = ""
    """How a token is bounded: ``WordTemplate`` of a ``.vale.ini``; empty: as Vale does."""
    accepted: Exceptions | None = None
    """Words of the vocabularies, which no rule reports."""


@dataclass(slots=True)
class Workshop:
    """What a kind builds with: the rule's definition, its keys, the configuration."""

    definition: Definition
    """What every rule has."""
    keys: Keys
    """The keys of the file."""
    setup: Setup
    """The configuration."""
    problems: list[str] = field(default_factory=list)
    """What was left out and why; each is told once."""


class Build(Protocol):
    """The function of a kind's file."""

    def __call__(self, shop: Workshop, /) -> Check:
        """Make the check of a rule.

        Raises:
            DefinitionError: The rule cannot be built.
        """
        ...
