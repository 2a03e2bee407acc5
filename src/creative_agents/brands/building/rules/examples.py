"""Pairs that show how the brand says it and how it never would."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from creative_agents.brands.building.document import Sentence
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.rules.source import Source

Side = Literal["yes", "no"]

FARTHEST: Final = 3
"""Blocks that may lie between the two halves of a pair."""

PROSE: Final = 4
"""Words from which a line between two halves is text of its own and no label."""

_SIGNS: Final[dict[Side, str]] = {
    "yes": r"[✅👍✔✓]\ufe0f?\s*|(?:yes|do|good|better|right|active|oui|bien|à faire|on dit|actif|"
    r"active|préférer)\s?:\s*",
    "no": r"[❌👎✘✗🚫]\ufe0f?\s*|(?:no|don['’]t|bad|wrong|worse|passive|non|à éviter|mal|pas bien|"
    r"on ne dit pas|passif|éviter)\s?:\s*",
}
_MARKED: Final = {
    side: re.compile(rf"(?:{sign})(?P<said>.*)$", re.IGNORECASE) for side, sign in _SIGNS.items()
}
_ALONE: Final[dict[Side, re.Pattern[str]]] = {
    "no": re.compile(
        r"^(?:.{0,40}\b)?(?:instead of|not this|au lieu de|à éviter)\s?:$", re.IGNORECASE
    ),
    "yes": re.compile(
        r"^(?:use|try|write|say|préférer|écrire|dire|utiliser)(?: this)?\s?:$", re.IGNORECASE
    ),
}
_TRAILING: Final = re.compile(r"\s+(?:->|→|\(ceci|\(this|\(traduction).*$")


class _Half(NamedTuple):
    side: Side
    said: str
    sentence: Sentence


def examples(source: Source) -> Iterator[Line]:
    """Propose the pairs of a section.

    Args:
        source: The section.

    Yields:
        A line for each pair: what is said, and what is not.
    """
    last: _Half | None = None
    for half in _halves(source):
        if isinstance(half, Sentence):  # other text between two halves parts them
            last = last if last is not None and half.block == last.sentence.block else None
            continue
        near = last is not None and abs(half.sentence.block - last.sentence.block) <= FARTHEST
        if last is None or last.side == half.side or not near:
            last = half
            continue
        said = {last.side: last.said, half.side: half.said}
        value = {"yes": said["yes"], "no": said["no"]}
        yield from source.line("voice.examples", {**value}, [last.sentence, half.sentence], "high")
        last = None


def _halves(source: Source) -> Iterator[_Half | Sentence]:
    announced: Side | None = None
    for block in source.section.blocks():
        for sentence in block:
            text = sentence.text.strip()
            if side := _announced(text):
                announced = side
            elif (half := _marked(sentence)) and source.speaks(half.said):
                yield half
                announced = None
            elif announced is not None:
                if source.speaks(text):
                    yield _Half(announced, text, sentence)
                announced = None
            elif len(text.split()) >= PROSE and source.speaks(text):
                yield sentence


def _announced(text: str) -> Side | None:
    return next((side for side, pattern in _ALONE.items() if pattern.match(text)), None)


def _marked(sentence: Sentence) -> _Half | None:
    for side, pattern in _MARKED.items():
        if (match := pattern.match(sentence.text)) and match["said"].strip():
            return _Half(side, _TRAILING.sub("", match["said"]).strip(), sentence)
    return None
