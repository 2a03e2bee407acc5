"""A proposed line of a brand folder, with the sentence it comes from."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Final, Literal

from pydantic import JsonValue, model_validator

from creative_agents.domain.base import Confidence, Model, Text
from creative_agents.domain.brand import Address, ClaimKind, Example, Term

Place = Literal[
    "identity.name",
    "about.positioning",
    "voice.summary",
    "voice.address",
    "voice.traits",
    "voice.do",
    "voice.dont",
    "voice.examples",
    "terms",
    "products",
    "audiences",
    "claims",
    "rules",
]
"""Where in the folder a line goes: a file, and a key of it."""

RULES: Final = "rules"
"""Who proposed a line that no model was asked for."""


class Said(Model):
    """A line that is one text."""

    text: Text
    """The line."""


class Addressed(Model):
    """How a French reader is addressed."""

    text: Address
    """The word."""


class Named(Model):
    """A product or an audience."""

    name: Text
    """What it is called."""
    description: Text
    """What the document says of it."""


class Claimed(Model):
    """A claim with what the document gives as its proof."""

    text: Text
    """The claim, as it may be said."""
    kind: ClaimKind = "other"
    """Its family."""
    statement: Text
    """What was found, with its numbers."""
    date: Text
    """When it was established: ``2026-09-01``."""


SHAPES: Final[Mapping[Place, type[Model]]] = {
    "voice.address": Addressed,
    "voice.examples": Example,
    "terms": Term,
    "products": Named,
    "audiences": Named,
    "claims": Claimed,
}
"""What the value of a line is; a place that is not listed takes a `Said`."""


class Citation(Model):
    """Where a line comes from."""

    file: Text
    """The document's name."""
    start: int
    """First code point in the document's text."""
    end: int
    """Code point after the last."""
    quote: Text
    """What stands there, letter for letter."""
    line: int
    """The line of the document's text on which it starts, from 1."""
    page: int | None = None
    """For a PDF: the page, from 1."""

    @property
    def shown(self) -> str:
        """Give the place as a person looks it up: ``voice.md:12``, ``guide.pdf, p. 3``."""
        return f"{self.file}, p. {self.page}" if self.page else f"{self.file}:{self.line}"


class Line(Model):
    """One line that a folder could hold."""

    place: Place
    """Where it goes."""
    value: dict[str, JsonValue]
    """What it says, as the place takes it."""
    citation: Citation
    """The sentence on which it rests."""
    confidence: Confidence = "medium"
    """How sure whoever proposed it is."""
    by: Text = RULES
    """Who proposed it: ``rules``, or the model's name."""

    @model_validator(mode="after")
    def _fits_its_place(self) -> "Line":
        SHAPES.get(self.place, Said).model_validate(self.value)
        return self

    @property
    def id(self) -> str:
        """Identifier, made from the place and from what the line is about."""
        digest = hashlib.sha256(f"{self.place}\0{self.target}".encode("utf-8", "surrogatepass"))
        return f"{self.place.replace('.', '-')}-{digest.hexdigest()[:8]}"

    @property
    def target(self) -> str:
        """What the line is about: two lines with one target say something of the same thing."""
        value = self.value
        if self.place == "terms":
            avoided = value.get("avoid")
            words = avoided if isinstance(avoided, list) and avoided else [value.get("use")]
            return "|".join(sorted(fold(str(word)) for word in words))
        key = {"voice.examples": "yes", "products": "name", "audiences": "name"}
        return fold(str(value[key.get(self.place, "text")]))

    @property
    def shown(self) -> str:
        """Give the line as one text."""
        return show(self.place, self.value)


def show(place: Place, value: Mapping[str, JsonValue]) -> str:
    """Write a line's value as one text.

    Args:
        place: Where it goes.
        value: What it says.

    Returns:
        For a term: ``use email; avoid e-mail; one word``.
    """
    if place == "terms":
        term = Term.model_validate(value)
        parts = (
            f"use {term.use}" if term.use else "",
            f"avoid {', '.join(term.avoid)}" if term.avoid else "",
            term.reason or "",
            f"allowed in: {', '.join(term.exceptions)}" if term.exceptions else "",
        )
        return "; ".join(part for part in parts if part)
    if place == "voice.examples":
        return f"{value['yes']} / {value['no']}"
    if place in {"products", "audiences"}:
        return f"{value['name']}: {value['description']}"
    if place == "claims":
        return f"{value['text']} ({value['statement']}, {value['date']})"
    return str(value["text"])


def fold(text: str) -> str:
    """Give a text as it compares: no case, accents, kind of apostrophe or of space.

    Args:
        text: Any text in English or French.
    """
    straight = text.translate(_STRAIGHT).casefold()
    apart = unicodedata.normalize("NFKD", straight)
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub(r"\s+", " ", plain).strip(" .;:")


_STRAIGHT: Final = str.maketrans({"’": "'", "‘": "'", "\u02bc": "'", "“": '"', "”": '"', "œ": "oe"})
