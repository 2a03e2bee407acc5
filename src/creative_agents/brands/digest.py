"""How a brand and a brief read to a model: plain lines, only what may be said.

What is confidential, under embargo, expired or not for the brief's market is left out, so
that no prompt can carry it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import (
    Audience,
    Brand,
    Claim,
    Offer,
    PastPiece,
    Product,
    speakable,
)
from creative_agents.domain.brief import Brief
from creative_agents.domain.by_identity import by_identity
from creative_agents.domain.persona import Persona

_LABELS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "brand": "Brand",
        "positioning": "Positioning",
        "voice": "Voice",
        "do": "Does",
        "dont": "Never does",
        "example": "Writes «{yes}», never «{no}»",
        "write": "Write «{use}», never {avoid}",
        "never": "Never write {avoid}",
        "product": "Product",
        "fact": "fact",
        "benefit": "benefit",
        "offer": "Offer",
        "price": "price",
        "instead_of": "instead of",
        "until": "until",
        "conditions": "conditions",
        "legal": "legal line, word for word",
        "claim": "Claim",
        "proof": "proof",
        "audience": "Audience",
        "needs": "needs",
        "barriers": "barriers",
        "words": "says",
        "competitor": "Chosen against",
        "rule": "Learned",
        "won": "Won",
        "lost": "Lost",
        "unclear": "Unclear",
    },
    "fr": {
        "brand": "Marque",
        "positioning": "Positionnement",
        "voice": "Voix",
        "do": "Fait",
        "dont": "Ne fait jamais",
        "example": "Écrit «{yes}», jamais «{no}»",
        "write": "Écrire «{use}», jamais {avoid}",
        "never": "Ne jamais écrire {avoid}",
        "product": "Produit",
        "fact": "fait",
        "benefit": "bénéfice",
        "offer": "Offre",
        "price": "prix",
        "instead_of": "au lieu de",
        "until": "jusqu'au",
        "conditions": "conditions",
        "legal": "mention légale, mot pour mot",
        "claim": "Allégation",
        "proof": "preuve",
        "audience": "Public",
        "needs": "besoins",
        "barriers": "freins",
        "words": "dit",
        "competitor": "Choisie face à",
        "rule": "Appris",
        "won": "A gagné",
        "lost": "A perdu",
        "unclear": "Incertain",
    },
}

PIECES_SHOWN: Final = 6
"""Past pieces that a prompt carries at most: enough to learn from, too few to be repeated."""


@by_identity(256)
def brand_digest(brand: Brand, brief: Brief, *, on: date) -> str:
    """Write what an agent may know of a brand for one brief.

    Args:
        brand: The brand.
        brief: What is asked; its products, offers and audiences are kept, or all of them
            where it names none.
        on: The day on which the copy is written.

    Returns:
        Lines in the brief's language.
    """
    label = _LABELS[brief.language]
    lines = [
        *_identity(brand, label),
        *_voice(brand, brief.language, label),
        *(line for item in products(brand, brief, on=on) for line in _product(item, label)),
        *(line for item in offers(brand, brief, on=on) for line in _offer(item, label)),
        *(_claim(item, label) for item in claims(brand, brief, on=on)),
        *(line for item in audiences(brand, brief, on=on) for line in _audience(item, label)),
        *(
            f"{label['competitor']}: {item.name}. {item.promise or ''}".strip()
            for item in speakable(brand.competitors, on=on)
        ),
        *(
            f"{label['rule']}: {rule.rule} [{', '.join(rule.evidence)}]"
            for rule in speakable(brand.rules, on=on)
        ),
        *(_piece(item, label) for item in pieces(brand, brief, on=on)),
    ]
    return "\n".join(lines)


@by_identity(256)
def brief_digest(brief: Brief) -> str:
    """Write a brief as a model reads it: one line a field, nothing added.

    Args:
        brief: The brief.

    Returns:
        ``field: value`` lines, the empty fields and the people who sign off left out.
    """
    data = brief.model_dump(
        mode="json", exclude_none=True, exclude_defaults=True, exclude={"approvers", "deadline"}
    )
    return "\n".join(f"{key}: {_flat(value)}" for key, value in data.items())


def persona_digest(persona: Persona) -> str:
    """Write a persona as a model reads it.

    Args:
        persona: The reader.

    Returns:
        ``field: value`` lines.
    """
    data = persona.model_dump(mode="json", exclude_none=True, exclude_defaults=True, exclude={"id"})
    return "\n".join(f"{key}: {_flat(value)}" for key, value in data.items())


def products(brand: Brand, brief: Brief, *, on: date) -> tuple[Product, ...]:
    """Give the products of a brief that may be spoken of on a day."""
    asked = tuple(
        item for item in brand.products if not brief.products or item.id in brief.products
    )
    return speakable(asked, on=on)


def offers(brand: Brand, brief: Brief, *, on: date) -> tuple[Offer, ...]:
    """Give the offers of a brief that run on a day or later."""
    asked = tuple(item for item in brand.offers if item.id in brief.offers)
    return tuple(item for item in speakable(asked, on=on) if item.end is None or item.end >= on)


def claims(brand: Brand, brief: Brief, *, on: date) -> tuple[Claim, ...]:
    """Give the claims that hold in the brief's market on a day."""
    return tuple(
        claim
        for claim in speakable(brand.claims, on=on)
        if (claim.expires is None or claim.expires >= on)
        and (not claim.markets or brief.market in claim.markets)
    )


def audiences(brand: Brand, brief: Brief, *, on: date) -> tuple[Audience, ...]:
    """Give the audiences of a brief, or all of the brand's where it names none."""
    asked = (item for item in brand.audiences if not brief.audiences or item.id in brief.audiences)
    return speakable(asked, on=on)


def pieces(brand: Brand, brief: Brief, *, on: date) -> tuple[PastPiece, ...]:
    """Give the latest past pieces in the brief's language, winners and failures."""
    spoken = (item for item in brand.pieces if item.language == brief.language)
    latest = sorted(speakable(tuple(spoken), on=on), key=lambda item: item.date, reverse=True)
    return tuple(latest[:PIECES_SHOWN])


def _identity(brand: Brand, label: dict[str, str]) -> Iterable[str]:
    yield f"{label['brand']}: {brand.name}"
    if brand.positioning:
        yield f"{label['positioning']}: {brand.positioning}"


def _voice(brand: Brand, language: Language, label: dict[str, str]) -> Iterable[str]:
    voice = brand.voice
    yield f"{label['voice']}: {voice.summary} {'; '.join(voice.traits)}".strip()
    if language == "fr" and voice.address != "none":
        yield f"{label['voice']}: {voice.address}"
    yield from (f"{label['do']}: {item}" for item in voice.do)
    yield from (f"{label['dont']}: {item}" for item in voice.dont)
    yield from (label["example"].format(yes=item.yes, no=item.no) for item in voice.examples)
    for term in brand.terms:
        if term.language in {None, language} and term.avoid:
            avoid = ", ".join(f"«{word}»" for word in term.avoid)
            yield (
                label["write"].format(use=term.use, avoid=avoid)
                if term.use
                else label["never"].format(avoid=avoid)
            )


def _product(product: Product, label: dict[str, str]) -> Iterable[str]:
    yield f"{label['product']} [{product.id}]: {product.name}. {product.description}"
    yield from (f"- {label['benefit']}: {item}" for item in product.benefits)
    yield from (f"- {label['fact']}: {item}" for item in product.facts)


def _offer(offer: Offer, label: dict[str, str]) -> Iterable[str]:
    parts = [offer.name]
    if offer.price:
        parts.append(f"{label['price']} {offer.price}")
    if offer.reference_price:
        parts.append(f"{label['instead_of']} {offer.reference_price}")
    if offer.end:
        parts.append(f"{label['until']} {offer.end.isoformat()}")
    if offer.conditions:
        parts.append(f"{label['conditions']}: {offer.conditions}")
    yield f"{label['offer']} [{offer.id}]: {'; '.join(parts)}"
    if offer.legal_line:
        yield f"- {label['legal']}: {offer.legal_line}"


def _claim(claim: Claim, label: dict[str, str]) -> str:
    proof = f"{claim.proof.statement} ({claim.proof.source}, {claim.proof.date.isoformat()})"
    return f"{label['claim']} [{claim.id}]: {claim.text} | {label['proof']}: {proof}"


def _audience(audience: Audience, label: dict[str, str]) -> Iterable[str]:
    yield f"{label['audience']} [{audience.id}]: {audience.name}. {audience.description}"
    for key, items in (
        ("needs", audience.needs),
        ("barriers", audience.barriers),
        ("words", audience.words),
    ):
        if items:
            yield f"- {label[key]}: {' | '.join(items)}"


def _piece(piece: PastPiece, label: dict[str, str]) -> str:
    first = next((text for texts in piece.fields.values() for text in texts), "")
    return f"{label[piece.outcome]} [{piece.id}, {piece.channel}]: «{first}» {piece.why}"


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(item)}" for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " | ".join(_flat(item) for item in value)
    return str(value)
