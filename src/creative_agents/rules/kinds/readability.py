"""``readability``: the school years that a text asks of its reader."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from creative_agents.rules.formula import Formula
from creative_agents.rules.keys import DefinitionError
from creative_agents.rules.kinds.base import Check, Match, Sight, Workshop
from creative_agents.rules.kinds.metric import measured, nowhere
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern

FORMULAS: Final[Mapping[str, Formula]] = {
    "Gunning Fog": Formula("0.4 * (words / sentences + 100 * complex_words / words)"),
    "Coleman-Liau": Formula("5.88 * characters / words - 29.6 * sentences / words - 15.8"),
    "Flesch-Kincaid": Formula("0.39 * words / sentences + 11.8 * syllables / words - 15.59"),
    "SMOG": Formula("1.043 * math.sqrt(30 * polysyllabic_words / sentences) + 3.1291"),
    "Automated Readability": Formula("4.71 * characters / words + 0.5 * words / sentences - 21.43"),
}
"""The measures by name; they were made for English."""


@dataclass(frozen=True)
class Readability:
    """A rule of the kind ``readability``."""

    formulas: tuple[Formula, ...]
    grade: float
    branches: Sequence[Pattern] = ()
    always: bool = True

    def find(self, sights: Sequence[Sight], _: Clock, /) -> Iterator[tuple[Sight, Match]]:
        """Give the mean of the measures where it is above the grade."""
        found = measured(sights)
        if not found:
            return
        value = sum(formula.value(found) for formula in self.formulas) / len(self.formulas)
        if value > self.grade:
            yield nowhere(sights[0]), Match(-1, -1, (f"{value:.2f}",))


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``metrics``, ``grade``."""
    names = shop.keys.texts("metrics")
    unknown = [name for name in names if name not in FORMULAS]
    if unknown or not names:
        raise DefinitionError(f"has the metrics {unknown}; we know {', '.join(FORMULAS)}")
    return Readability(tuple(FORMULAS[name] for name in names), shop.keys.number("grade"))
