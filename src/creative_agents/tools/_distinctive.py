"""What is only ours: the words of a piece that no competitor could sign."""

import re
from collections.abc import Iterator
from typing import Final

from creative_agents.domain.brand import Brand
from creative_agents.domain.by_identity import by_identity
from creative_agents.tools._past_lines import bare

_NAME: Final = re.compile(
    r"(?<=[\w,;:’'] )(?:[dlDL]['’])?([A-ZÀ-ÖØ-Þ][\w’'-]{2,}(?: [A-ZÀ-ÖØ-Þ][\w’'-]{2,})*)"
)
_FIGURE: Final = re.compile(r"\d+(?:[\u00a0\u202f ,.]\d+)*")
_WORD: Final = re.compile(r"[^\W_]+")


def only_ours(text: str, brand: Brand) -> Iterator[str]:
    """Find what in a text is only ours; the brand's own name, which a logo swap takes, is not.

    Args:
        text: A text of the piece.
        brand: Whose piece.

    Returns:
        Names of products and offers, places and other names of the folder, figures of the folder,
        cleared claims and quotes, as the folder has them.
    """
    plain = f" {bare(text)} "
    for phrase, name in _phrases(brand).items():
        if f" {phrase} " in plain:
            yield name
    figures = _figures(brand)
    yield from (found for found in _FIGURE.findall(text) if _digits(found) in figures)


@by_identity(32)
def _phrases(brand: Brand) -> dict[str, str]:
    logo = {
        bare(name) for name in (brand.name, brand.identity.legal_name or "", brand.sender or "")
    }
    named = [product.name for product in brand.products]
    named += [offer.name for offer in brand.offers]
    named += [quote.text for quote in brand.quotes] + [quote.author for quote in brand.quotes]
    named += [wording for claim in brand.claims for wording in (claim.text, *claim.wording)]
    named += [name for text in _texts(brand) for name in _NAME.findall(text)]
    phrases = {bare(name): name for name in named}
    return {phrase: name for phrase, name in phrases.items() if phrase and phrase not in logo}


@by_identity(32)
def _figures(brand: Brand) -> frozenset[str]:
    """The figures of the folder; a lone digit is anybody's."""
    figures = {_digits(found) for text in _texts(brand) for found in _FIGURE.findall(text)}
    prices = {
        str(money.amount).replace(".", "")
        for offer in brand.offers
        for money in (offer.price, offer.reference_price)
        if money
    }
    return frozenset(figure for figure in figures | prices if len(figure) > 1)


def _texts(brand: Brand) -> Iterator[str]:
    for product in brand.products:
        yield from (product.description, *product.benefits, *product.facts)
    for offer in brand.offers:
        yield from filter(None, (offer.conditions, offer.legal_line))
    for claim in brand.claims:
        yield from (claim.text, claim.proof.statement, *claim.wording)


def _digits(figure: str) -> str:
    """A figure without what separates its digits: "1 200", "1,200" and "1200" are one."""
    whole = re.sub(r"[,.]00$", "", figure)
    return re.sub(r"\D", "", whole)
