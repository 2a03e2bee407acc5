"""A score from 0 to 100, for those who must report one. It is no judgement.

The formula: 100, less what each finding takes, divided by the number of pieces; never below 0.

    score = max(0, 100 - (20 x errors + 5 x warnings + 1 x suggestions) / pieces)

A check in which a rule could not finish has no score.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from creative_agents.domain.base import Language, Model
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.review import Finding, Level

TAKES: Final[dict[Level, int]] = {"error": 20, "warning": 5, "suggestion": 1}
"""Points that one finding of a level takes from a piece."""


class ScorePart(Model):
    """What the findings of one level take."""

    level: Level
    """The level."""
    n: int
    """Findings at this level."""
    each: int
    """Points that one of them takes."""
    points: float
    """Points that all of them take, shared among the pieces."""


class Score(Model):
    """A score and what it is made of."""

    value: int | None
    """0 to 100, rounded; absent where a rule could not finish."""
    pieces: int
    """Pieces, or files, that were checked."""
    parts: tuple[ScorePart, ...]
    """What each level takes, the gravest first."""

    def told(self, language: Language = "en") -> str:
        """Tell the score, its composition and what it is worth, in a few lines."""
        words = Catalogue.load("creative_agents.tools", "words")
        value = words.say(language, "score.none") if self.value is None else str(self.value)
        lines = [words.say(language, "score.head", value=value, pieces=self.pieces)]
        for part in self.parts:
            level = words.say(language, f"score.level.{part.level}")
            told = {"n": part.n, "each": part.each, "points": f"{part.points:.1f}"}
            lines.append(words.say(language, "score.part", level=level, **told))
        return "\n".join((*lines, words.say(language, "score.caution")))


def score_of(findings: Iterable[Finding], *, pieces: int = 1) -> Score:
    """Compute the score of a check.

    Args:
        findings: What was found.
        pieces: Pieces, or files, that were checked.
    """
    found = tuple(findings)
    counts = Counter(finding.level for finding in found)
    shared = max(pieces, 1)
    parts = tuple(
        ScorePart(level=level, n=counts[level], each=each, points=counts[level] * each / shared)
        for level, each in TAKES.items()
    )
    unfinished = any(finding.incomplete for finding in found)
    value = None if unfinished else max(0, round(100 - sum(part.points for part in parts)))
    return Score(value=value, pieces=pieces, parts=parts)
