"""What a document says of the brand itself: its promise, its products, its readers."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from creative_agents.brands.building.document import Sentence
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.rules.source import Source

_PROMISE: Final = re.compile(
    r"\b(?:brand promise|our promise|our mission|mission statement|positioning|our purpose|"
    r"promesse|notre mission|positionnement|raison d['’]être|l['’]objectif de la marque)\b",
    re.IGNORECASE,
)
_PRODUCTS: Final = re.compile(
    r"^(?:the |our |les |nos |la )?(?:\w+ )?(?:products?|services|produits|gamme)\b(?! et| and)",
    re.IGNORECASE,
)
_READERS: Final = re.compile(
    r"à qui s['’]adresse|à qui (?:parl|écriv)|\b(?:our|target) (?:audiences?|readers|users)\b|"
    r"^audiences?$|who we (?:talk|write|speak)|who (?:are we|do we) (?:talk|writ|speak)|"
    r"\b(?:notre|nos) (?:publics?|cibles?|lecteurs)\b|^publics?$|^cibles?$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"^(?P<name>[^(:–—]{1,60}?)\s*(?:[(:–—]\s*(?P<said>.+?)\)?)?\.?$", re.DOTALL
)

LONGEST_LABEL: Final = 10
"""Words of a line that announces what follows."""


def facts(source: Source) -> Iterator[Line]:
    """Propose what a section says of the brand.

    Args:
        source: The section.

    Yields:
        The promise, products and audiences.
    """
    label = source.section.heading
    readers = bool(_READERS.search(label))
    for block, _intro in source.blocks():
        first = block[0]
        if _announces(block):
            label = first.text
            continue
        if first.kind == "prose" and _PROMISE.search(label):
            yield from source.line("about.positioning", {"text": first.text}, [first], "high")
            label = ""
        elif first.kind == "item" and _PRODUCTS.search(label.strip()):
            yield from _product(source, block)
        elif first.kind == "prose" and readers:
            readers = False
            name = " ".join(first.text.split()[:SHORT_NAME]).rstrip(" ,;:.")
            value = {"name": name, "description": first.text}
            yield from source.line("audiences", {**value}, [first])


SHORT_NAME: Final = 8
"""Words of the sentence on an audience that stand for its name."""


def _announces(block: Sequence[Sentence]) -> bool:
    first = block[0]
    if len(block) > 1 or len(first.text.split()) > LONGEST_LABEL or first.kind != "prose":
        return False
    bold = first.marks and first.marks[0].style == "strong" and not first.marks[0].start
    return bool(bold) or first.text.rstrip().endswith(":")


def _product(source: Source, block: Sequence[Sentence]) -> Iterator[Line]:
    text = " ".join(sentence.text for sentence in block)
    if match := _NAME.match(text):
        value = {"name": match["name"].strip(), "description": (match["said"] or text).strip()}
        yield from source.line("products", {**value}, block)
