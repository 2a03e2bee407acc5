"""Foreign script: letters that neither English nor French is written in."""

from collections.abc import Iterable
from typing import Final

from creative_agents.domain import language
from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Finding
from creative_agents.policies._lines import lines
from creative_agents.policies.base import Place, PolicyContext, Rule

LETTERS: Final = Rule(name="foreign_script.letters", level="error")


def foreign_script(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find runs of letters of another script, unless the brand's own names hold them."""
    for line in lines(piece, context):
        for found in language.foreign_script(line.text):
            if line.text[found.start : found.end] not in _own(context):
                place = Place(line.field, found.start, found.end)
                yield LETTERS.finding(context, place, script=found.script.title())


def _own(context: PolicyContext) -> str:
    brand = context.brand
    return " ".join((brand.name, *(product.name for product in brand.products)))
