"""Plain text: one block, as it stands, its addresses covered."""

from typing import Final

from creative_agents.rules.blocks import Block
from creative_agents.rules.formats.assembler import without_addresses
from creative_agents.rules.formats.document import Document
from creative_agents.rules.formats.skipping import HIDDEN, Skipping
from creative_agents.rules.patterns.clock import Clock

EXTENSION: Final = "txt"


def cut(text: str, source: str, _: Skipping, __: Clock) -> Document:
    """Cut a text into blocks.

    Args:
        text: The text, with what is ignored hidden.
        source: The text as it is.
    """
    document = Document(source, EXTENSION)
    if text.strip():
        shown = without_addresses(text).replace(HIDDEN, "*")
        document.add(Block(shown, ("text", EXTENSION)), prose=True)
    return document
