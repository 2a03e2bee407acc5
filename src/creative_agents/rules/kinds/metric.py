"""``metric``: a formula over the figures of a whole text, which must not fulfil a condition."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.rules.figures import figures
from creative_agents.rules.formula import Formula, FormulaError
from creative_agents.rules.keys import DefinitionError
from creative_agents.rules.kinds.base import Check, Match, Sight, Workshop
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.pattern import Pattern


@dataclass(frozen=True)
class Metric:
    """A rule of the kind ``metric``."""

    formula: Formula
    condition: str
    branches: Sequence[Pattern] = ()
    always: bool = True

    def find(self, sights: Sequence[Sight], _: Clock, /) -> Iterator[tuple[Sight, Match]]:
        """Give the value of the formula where it fulfils the condition."""
        found = measured(sights)
        if not found:
            return
        value = self.formula.value(found)
        if Formula(f"({value:f}) {self.condition}").value(found):
            yield nowhere(sights[0]), Match(-1, -1, (f"{value:.2f}",))


def measured(sights: Sequence[Sight]) -> dict[str, float]:
    """Count the figures of the texts of some blocks."""
    counts: Counter[str] = Counter()
    for sight in sights:
        counts.update(sight.document.counts)
    blocks = (block.text for sight in sights for block in sight.document.summarised)
    return figures(blocks, counts)


def nowhere(sight: Sight) -> Sight:
    """Give a sight that shows no field: the whole piece is concerned."""
    return Sight("", sight.document, sight.block, ())


def build(shop: Workshop) -> Check:
    """Make the check of a rule: ``formula``, ``condition``."""
    formula, condition = shop.keys.text("formula"), shop.keys.text("condition")
    try:
        Formula(f"(0.0) {condition}")
        return Metric(Formula(formula), condition)
    except FormulaError as error:
        raise DefinitionError(f"has a formula that {error}") from error
