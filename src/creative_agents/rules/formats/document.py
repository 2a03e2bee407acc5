"""What a format makes of a text, before rules read it."""

from collections import Counter
from dataclasses import dataclass, field

from creative_agents.rules.blocks import Block


@dataclass(slots=True)
class Document:
    """A text cut into blocks."""

    source: str
    """The text itself."""
    extension: str
    """The last word of every scope: ``md``, ``rst``, ``html``, ``txt``."""
    prose: list[Block] = field(default_factory=list)
    """Paragraphs, which are also read sentence by sentence."""
    parts: list[Block] = field(default_factory=list)
    """Headings, list entries, cells, quotations: read as they are."""
    order: list[Block] = field(default_factory=list)
    """All of them in the order of the text."""
    summarised: list[Block] = field(default_factory=list)
    """The blocks that count for a formula: all but headings and cells."""
    spans: list[Block] = field(default_factory=list)
    """Links, bold and other words inside a sentence, which also stand in their block."""
    comments: list[tuple[int, str]] = field(default_factory=list)
    """Comments, with the code point at which each begins."""
    counts: Counter[str] = field(default_factory=Counter)
    """How many of each part there are: ``heading_h2``, ``list``."""

    def add(self, block: Block, *, prose: bool = False, summarised: bool = True) -> None:
        """Add a block.

        Args:
            block: The block.
            prose: Whether it is read sentence by sentence too.
            summarised: Whether it counts for a formula.
        """
        self.order.append(block)
        (self.prose if prose else self.parts).append(block)
        if summarised:
            self.summarised.append(block)
