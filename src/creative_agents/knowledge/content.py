"""A brand's passages as one index holds them: checked, fingerprinted, compared."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from pydantic import TypeAdapter, ValidationError

from creative_agents.domain.base import Slug
from creative_agents.errors import InputError
from creative_agents.knowledge.base import Passage, Synced
from creative_agents.knowledge.embedder import Embedder, Vector
from creative_agents.knowledge.words import WordIndex

FORMAT: Final = 1
"""Version of what an index stores; another version is another index."""

_SLUG: Final = TypeAdapter[str](Slug)


@dataclass(frozen=True)
class Content:
    """The passages of one brand, fixed."""

    brand: str
    """Id of the brand."""
    passages: Mapping[str, Passage]
    """Passage by id."""
    hidden: frozenset[str]
    """Ids of passages that the embedding model may not read, or all where there is none."""
    fingerprint: str
    """SHA-256 of all this and of the embedding's name."""

    @cached_property
    def words(self) -> WordIndex:
        """The words of the passages; read at the first search."""
        return WordIndex({key: passage.text for key, passage in self.passages.items()})

    @property
    def readable(self) -> tuple[Passage, ...]:
        """The passages that have a vector, in order of id."""
        return tuple(passage for key, passage in self.passages.items() if key not in self.hidden)


def content_of(
    brand: str, passages: Iterable[Passage], *, embedder: Embedder | None, on: date
) -> Content:
    """Check a brand's passages and take their fingerprint.

    Args:
        brand: Id of the brand.
        passages: All its passages.
        embedder: The embedding model; nothing for search by words only.
        on: The day for which embargoes are judged.

    Returns:
        The content; the order of the passages does not matter.

    Raises:
        InputError: A passage belongs to another brand, or an id stands twice.
    """
    check_brand(brand)
    by_id: dict[str, Passage] = {}
    for passage in passages:
        if passage.brand != brand:
            raise InputError(
                f"passage {passage.id!r} belongs to brand {passage.brand!r} and was given to "
                f"{brand!r}; give each brand its own passages"
            )
        if passage.id in by_id:
            raise InputError(f"passage id {passage.id!r} stands twice; each id names one passage")
        by_id[passage.id] = passage
    hidden = {
        key
        for key, passage in by_id.items()
        if embedder is None or not embedder.may_read(passage, on=on)
    }
    return restore(brand, by_id, hidden, embedding=embedder.name if embedder else None)


def restore(
    brand: str, passages: Mapping[str, Passage], hidden: Iterable[str], *, embedding: str | None
) -> Content:
    """Put content together from what an index held.

    Args:
        brand: Id of the brand.
        passages: Passage by id.
        hidden: Ids of passages without a vector.
        embedding: Name of the embedding.
    """
    ordered = dict(sorted(passages.items()))
    kept = frozenset(hidden)
    return Content(
        brand=brand,
        passages=ordered,
        hidden=kept,
        fingerprint=_fingerprint(brand, ordered, kept, embedding),
    )


def check_brand(brand: str) -> None:
    """Refuse what is not the id of a brand, before it names a folder.

    Raises:
        InputError: The id holds something else than lower-case letters, digits, - and _.
    """
    try:
        _SLUG.validate_python(brand)
    except ValidationError:
        raise InputError(
            f"brand id {brand!r} is not one; write lower-case letters, digits, '-' and '_'"
        ) from None


def compare(before: Content | None, after: Content, *, embedded: int = 0) -> Synced:
    """Say what changed from one content to the next."""
    old = before.passages if before else {}
    added = sum(old.get(key) != passage for key, passage in after.passages.items())
    removed = sum(after.passages.get(key) != passage for key, passage in old.items())
    return Synced(
        brand=after.brand,
        passages=len(after.passages),
        added=added,
        removed=removed,
        embedded=embedded,
    )


async def vectors_of(
    content: Content, embedder: Embedder | None, *, known: Mapping[str, Vector]
) -> tuple[dict[str, Vector], int]:
    """Give the vector of every passage that may have one.

    Args:
        content: The passages.
        embedder: The embedding model.
        known: Vectors at hand, by text.

    Returns:
        Vectors by passage id, and how many texts the model read for it.

    Raises:
        KnowledgeError: The embedding model failed.
    """
    if embedder is None:
        return {}, 0
    texts = dict.fromkeys(passage.text for passage in content.readable)
    unread = [text for text in texts if text not in known]
    vectors = {**known, **dict(zip(unread, await embedder.passages(unread), strict=True))}
    return {passage.id: vectors[passage.text] for passage in content.readable}, len(unread)


def _fingerprint(
    brand: str, passages: Mapping[str, Passage], hidden: frozenset[str], embedding: str | None
) -> str:
    digest = hashlib.sha256(f"{FORMAT}\0{brand}\0{embedding or ''}\0".encode())
    for key, passage in passages.items():
        digest.update(f"{int(key in hidden)}{passage.model_dump_json()}\0".encode())
    return digest.hexdigest()
