"""What an output says, whatever its type, and whether a text says something."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

import regex
from pydantic import BaseModel, JsonValue

from creative_agents.domain.asset import Asset, CopyDeck, Variant
from creative_agents.domain.campaign import Campaign

_WORD: Final = regex.compile(r"\p{L}[\p{L}'-]{3,}")
_STEM: Final = 6

_SIGNS: Final = str.maketrans("\u2019\u2018\u02bc\u2013\u2011\u201c\u201d", "'''--\"\"")


def folded(text: str) -> str:
    """Bare a text of case, of kinds of apostrophes, hyphens and spaces; accents stay."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    return " ".join(plain.split())


def stems(text: str) -> frozenset[str]:
    """Give the words of four letters or more of a text, each by its first six letters."""
    return frozenset(word[:_STEM] for word in _WORD.findall(folded(text)))


def says(text: str, wordings: Sequence[str]) -> str | None:
    """Give the first of several wordings that stands in a text, at the start of a word.

    Args:
        text: The text.
        wordings: The wordings; ``"price"`` is found in ``"prices"``, ``"prix"`` in ``"le prix"``.
    """
    plain = folded(text)
    for wording in wordings:
        bare = folded(wording)
        start = r"(?<![\p{L}\p{N}])" if bare[:1].isalnum() else ""
        if regex.search(f"{start}{regex.escape(bare)}", plain):
            return wording
    return None


def as_text(output: Any) -> str:  # noqa: ANN401 - whatever an agent gives
    """Give everything that a reader of an output reads, a line a text."""
    if isinstance(output, str):
        return output
    pieces = variants_of(output)
    if pieces:
        return "\n".join(_copy(piece) for piece in pieces)
    if isinstance(output, Asset):
        return output.full_text()
    dumped = output.model_dump(mode="json") if isinstance(output, BaseModel) else output
    return "\n".join(leaf for leaf in leaves(dumped) if leaf)


def variants_of(output: Any) -> tuple[Variant, ...]:  # noqa: ANN401 - as above
    """Give the pieces of copy in an output; none where there are none."""
    if isinstance(output, Variant):
        return (output,)
    if isinstance(output, CopyDeck):
        return output.variants
    if isinstance(output, Campaign):
        return output.deck.variants
    if isinstance(getattr(output, "campaign", None), Campaign):
        return variants_of(output.campaign)
    if isinstance(output, list | tuple) and all(isinstance(one, Variant) for one in output):
        return tuple(output)
    return ()


def leaves(value: JsonValue) -> Iterator[str]:
    """Give every text in a JSON value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)


def _copy(piece: Variant) -> str:
    shown = [piece.asset.full_text(), piece.on_image]
    return "\n".join(text for text in shown if text)
