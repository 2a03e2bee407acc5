"""The test to run first: two ideas against each other, or one against nothing."""

from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.strategy import TestLine


def first_test(language: Language, one: str, other: str, kpi: str = "") -> TestLine:
    """Propose a test that can come out against what it says.

    Args:
        language: The language to write in.
        one: The idea that comes first.
        other: The idea it is compared with; the same one where there is no other.
        kpi: The number that decides; empty: it is left open.
    """
    words = Catalogue.load("creative_agents.drafting", "words")
    measure = kpi or words.say(language, "strategy.kpi_open")
    alone = "_alone" if one == other else ""
    names = {"one": one} if alone else {"one": one, "other": other}
    return TestLine(
        hypothesis=words.say(language, f"strategy.test_hypothesis{alone}", **names),
        change=words.say(language, f"strategy.test_change{alone}"),
        measure=words.say(language, "strategy.test_measure", kpi=measure),
        kill=words.say(language, "strategy.test_kill"),
    )
