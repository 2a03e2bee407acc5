"""What every noun shares: frozen, closed, documented field by field."""

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["en", "fr"]
"""A language that the library writes and checks: ``"en"`` or ``"fr"`` (ISO 639-1)."""

Confidence = Literal["low", "medium", "high"]
"""How sure the author of a statement is of it."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that says something: never empty, no space at its ends."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""An identifier that a person types: lower-case letters, digits, ``-`` and ``_``; 64 at most."""


class Model(BaseModel):
    """A noun of the trade.

    Frozen, so that what a person approved cannot change under them; closed to unknown
    keys, so that a typing mistake in a file is an error and not a silence. The
    docstrings under the fields travel to the language model in the JSON schema.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def slugify(text: str) -> str:
    """Turn a title into an identifier.

    Args:
        text: Any text in English or French.

    Returns:
        A `Slug`: ``"L'été à Sète"`` gives ``"l-ete-a-sete"``; a text without a letter or
        digit gives ``"untitled"``.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:64].rstrip("-") or "untitled"
