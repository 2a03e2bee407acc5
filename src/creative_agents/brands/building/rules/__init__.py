"""What can be read without a model: a rule for each way in which guides say things."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from creative_agents.brands.building.document import Document
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.rules.advice import advice
from creative_agents.brands.building.rules.examples import examples
from creative_agents.brands.building.rules.facts import facts
from creative_agents.brands.building.rules.source import Source, says_something
from creative_agents.brands.building.rules.terms import terms
from creative_agents.brands.building.rules.voice import voice
from creative_agents.domain.base import Language

_RULES: Final[Sequence[Callable[[Source], Iterator[Line]]]] = (
    terms,
    examples,
    voice,
    facts,
    advice,
)


def propose(documents: Sequence[Document], language: Language) -> tuple[Line, ...]:
    """Propose what the documents say in so many words.

    Args:
        documents: What was read.
        language: The brand's language; what stands in the other one is left out.

    Returns:
        Lines in the order of the documents, not merged yet.
    """
    return tuple(
        line
        for document in documents
        for section in document.sections
        if says_something(section)
        for rule in _RULES
        for line in rule(Source(document, section, language))
    )
