"""A lamp maker with a ledger in two languages, and models and embeddings that are too easy."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from langchain_core.embeddings import Embeddings

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import (
    Brand,
    Claim,
    Competitor,
    Identity,
    Offer,
    Product,
    Proof,
    Quote,
    Voice,
)
from creative_agents.domain.money import Money
from creative_agents.testing.scripted_model import ScriptedChatModel
from creative_agents.tools.claims import ClaimStatus, read_claims

ON = date(2026, 11, 22)
ENGLISH = {
    "parts": ("Every part is sold for 25 years.", "guarantee"),
    "cord": ("A new cord takes nine minutes.", "number"),
    "mended": ("We mended 4,212 lamps in 2025.", "number"),
    "steel": ("The steel in a Perch is 87% recycled.", "environment"),
    "wick": ("14 hours of reading light on one charge.", "number"),
    "rated": ("4.8 out of 5 from 2,316 verified buyers.", "testimonial"),
    "nights": ("100 nights to change your mind.", "guarantee"),
    "made": ("Made in Huddersfield.", "origin"),
}
FRENCH = {
    "main": ("Emboîtées à la main, une à une.", "other"),
    "jour": ("Préparées dans les 24 heures qui suivent le débarquement.", "number"),
    "trois": ("Trois ingrédients, pas un de plus.", "other"),
    "omega": ("Riches en oméga-3.", "health"),
    "note": ("4,7 sur 5 pour 1 874 avis vérifiés.", "testimonial"),
    "boites": ("18 000 boîtes numérotées.", "number"),
    "acier": ("La boîte est en acier et se recycle à l’infini.", "environment"),
    "rendu": ("Pas conquis, remboursé pendant 30 jours.", "guarantee"),
}
HOME: dict[Language, str] = {"en": "GB", "fr": "FR"}


def claim(id: str, text: str, kind: str = "other", **more: object) -> Claim:
    """A claim of the ledger, proved by what it says."""
    proof = Proof(statement=text, source="audit.pdf", date=date(2026, 3, 1))
    told = {"id": id, "text": text, "kind": kind, "proof": proof, "expires": date(2027, 6, 30)}
    return Claim.model_validate({**told, **more})


def house(language: Language, **changes: object) -> Brand:
    """The brand, whose claims hold in its home market until June 2027."""
    held = ENGLISH if language == "en" else FRENCH
    markets = (HOME[language],)
    told: dict[str, object] = {
        "id": "house",
        "identity": Identity(name="Larkmor"),
        "language": language,
        "voice": Voice(summary="Plain."),
        "products": (
            Product(
                id="perch",
                name="Perch desk lamp",
                description="A lamp.",
                facts=("£129", "Reach 62 cm, weight 1.9 kg"),
            ),
            Product(id="wick", name="Wick lamp", description="A lamp.", facts=("£89",)),
        ),
        "offers": (
            Offer(
                id="old",
                products=("perch",),
                name="Bring the old one",
                price=Money(amount=Decimal(104), currency="GBP"),
                reference_price=Money(amount=Decimal(129), currency="GBP"),
                start=date(2026, 11, 2),
                end=date(2027, 9, 30),
                conditions="One a lamp.",
            ),
        ),
        "claims": tuple(
            claim(id, text, kind, markets=markets) for id, (text, kind) in held.items()
        ),
        "quotes": (
            Quote(
                id="ruth",
                text="I did the cord while the kettle boiled. I felt ten feet tall.",
                author="Ruth M., Sheffield",
                consent="mail of 9 May 2026",
            ),
        ),
        "competitors": (Competitor(name="Brightco"),),
    }
    return Brand.model_validate({**told, **changes})


def piece(text: str, language: Language) -> Asset:
    """A piece of one text."""
    field = AssetField(name="primary_text", text=text)
    return Asset(channel="meta_feed", language=language, fields=(field,))


def read(text: str, language: Language = "en", **more: Any) -> tuple[ClaimStatus, ...]:
    """Read one text at home, today, unless said otherwise."""
    told: dict[str, Any] = {"market": HOME[language], "on": ON, "brand": house(language), **more}
    return read_claims(piece(text, language), told.pop("brand"), **told)


def yes_sayer(texts: dict[str, str]) -> ScriptedChatModel:
    """A model that finds every claim proved by every entry, quoted letter for letter.

    Args:
        texts: The text of each entry by its identifier.
    """

    def answer(messages: list[Any], schema: object) -> dict[str, object]:
        del schema
        asked = re.findall(r"^(\d+)\. (.*)\n   \[\[", messages[-1].text, re.MULTILINE)
        verdicts = [
            {
                "claim": int(number),
                "follows": True,
                "entry": id,
                "claim_words": sentence,
                "entry_words": text,
            }
            for number, sentence in asked
            for id, text in texts.items()
        ]
        return {"verdicts": verdicts}

    return ScriptedChatModel(answers=answer)


class Lettered(Embeddings):
    """Embeddings by letters: texts of the same letters are alike."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Count the letters of each text."""
        self.texts.extend(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Count the pairs of letters of a text, to length 1."""
        plain = re.sub(r"[^a-z]", "", text.lower())
        counts = [0.0] * 676
        for one, two in pairwise(plain):
            counts[(ord(one) - 97) * 26 + ord(two) - 97] += 1
        length = sum(count * count for count in counts) ** 0.5 or 1.0
        return [count / length for count in counts]
