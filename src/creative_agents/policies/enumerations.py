"""Enumerations: a text that counts things names as many of them."""

from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.base import Language
from creative_agents.domain.review import Finding
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._measured import measured
from creative_agents.policies.base import PolicyContext, Rule

COUNT: Final = Rule(name="enumerations.count", level="warning", owner="product")
_MOST: Final = 12
_FEWEST: Final = 3
_LONGEST: Final = 4
"""Words of a thing that is named; more is a sentence."""
_OPENS: Final = later(r"(?: [a-z'-]+){0,3}\s*:\s+")
_END: Final = later(r"[.!?;:\n\u2026]|$")
_LAST: Final = later(r",?\s+(?:et|and|ou|or)\s+")
_UNSURE: Final = later(
    r"\b(?:etc|dont|including|such as|comme|notamment|among|parmi|for example|like|plus|more|"
    r"autres?|others?|encore)\b|\u2026|\(|\d{1,2}[:/]\d"
)
_SHOWN: Final = later(r"(?:an?|the|one|un|une|le|la|les|l'|du|des|de la|your|votre|\d+)\b")


def enumerations(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find a count beside a list of another length, where both are sure."""
    texts = lines(piece, context)
    for place, line in enumerate(texts):
        for start, end, value in _counted(line, piece.language):
            listed = _beside(line, end) or _opening(line, texts[place + 1 : place + 2], start)
            if listed and listed != value:
                yield COUNT.finding(context, line.place(start, end), listed=listed)


def _counted(line: Line, language: Language) -> Iterator[tuple[int, int, int]]:
    """Give the counts of things, none of them a measure."""
    for figure, clock in measured(line, language):
        counts = (
            not clock and figure.value == int(figure.value) and figure.unit.endswith(("s", "x"))
        )
        if counts and len(figure.unit) > 1 and 1 < figure.value <= _MOST:
            yield figure.start, figure.end, int(figure.value)


def _beside(line: Line, end: int) -> int:
    """Count the list after "three sizes:", zero where it is none."""
    opened = _OPENS.match(line.plain, end)
    return _things(line.plain, opened.end(), shown=False) if opened else 0


def _opening(line: Line, after: tuple[Line, ...], start: int) -> int:
    """Count the list with which the next text opens, where this one is a title that counts."""
    if start or "\n" in line.plain or not after:
        return 0
    return _things(after[0].plain, 0, shown=True)


def _things(plain: str, start: int, *, shown: bool) -> int:
    """Count the things of a list that ends where a clause ends; zero where that is unsure.

    Args:
        plain: The text.
        start: Where the list begins.
        shown: Whether each thing must have its article.
    """
    end = _END.search(plain, start)
    clause = plain[start : end.start() if end else len(plain)].strip()
    lasts = [match.span() for match in _LAST.finditer(clause)]
    if _UNSURE.search(clause) or len(lasts) > 1 or (shown and not lasts):
        return 0
    cut = clause if not lasts else f"{clause[: lasts[0][0]]}, {clause[lasts[0][1] :]}"
    things = [thing.strip() for thing in cut.split(",")]
    commas = [clause.find(","), clause.rfind(",")]
    ends_so = not lasts or lasts[0][0] >= commas[1]
    articled = all(_SHOWN.match(thing) for thing in things)
    sure = articled or (not shown and (not lasts or all(" " not in one for one in things)))
    if len(things) < _FEWEST or not sure or not ends_so or "" in things:
        return 0
    return len(things) if all(len(thing.split()) <= _LONGEST for thing in things) else 0
