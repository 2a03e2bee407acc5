"""HTML: elements are left alone, the words between them are read."""

from creative_agents.rules.formats.assembler import Assembler
from creative_agents.rules.formats.document import Document
from creative_agents.rules.formats.html_scan import Token, alt_of, classes_of, scan
from creative_agents.rules.formats.skipping import Skipping
from creative_agents.rules.patterns.clock import Clock

EXTENSION = "html"


def cut(text: str, source: str, skipping: Skipping, clock: Clock) -> Document:
    """Cut a page into blocks.

    Args:
        text: The page, with what is ignored hidden.
        source: The page as it is.
        skipping: What is left alone.
        clock: The time left to read the text.
    """
    document = Document(source, EXTENSION)
    assembler = Assembler(document, skipping, clock)
    for token in scan(text):
        feed(assembler, token)
    assembler.finish()
    return document


def feed(assembler: Assembler, token: Token) -> None:
    """Give one token to an assembler."""
    if token.kind == "words":
        length = token.end - token.at
        assembler.words(token.text, token.at, None if length == len(token.text) else token.end)
    elif token.kind == "comment":
        assembler.comment(token.text, token.at)
    elif token.kind == "close":
        assembler.close(token.text)
    elif token.kind == "open":
        assembler.open(token.text, classes=classes_of(token.tag))
        if token.text == "img":
            assembler.alt(alt_of(token))
        if token.text == "br":
            assembler.words("\n", token.at, token.end)
