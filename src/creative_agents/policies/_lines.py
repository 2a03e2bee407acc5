"""Lines: the texts of a piece that a reader reads, folded and ready to search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Final, Generic, TypeVar

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.brand import Brand
from creative_agents.domain.channel import Channel, FieldKind
from creative_agents.policies._fold import Folded, letters, signs
from creative_agents.policies.base import Place, PolicyContext

T = TypeVar("T")
R = TypeVar("R")
_READ: Final = frozenset({"text", "long_text", "script"})


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the piece."""

    field: AssetField
    """Where it stands."""
    kind: FieldKind
    """What the format expects there."""
    bare: Folded
    """The text folded to bare letters."""

    @property
    def text(self) -> str:
        """The text, as written."""
        return self.field.text

    @property
    def plain(self) -> str:
        """The text folded to bare letters."""
        return self.bare.plain

    @property
    def typed(self) -> Folded:
        """The text with its accents, free of typography."""
        return signs(self.field.text)

    def place(self, start: int, end: int) -> Place:
        """Give the place of a span of `plain`."""
        return Place(self.field, *self.bare.span(start, end))

    def typed_place(self, start: int, end: int) -> Place:
        """Give the place of a span of `typed`."""
        return Place(self.field, *self.typed.span(start, end))


class Same(Generic[T]):
    """A key for a cache: the object itself, whatever equals it."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        """Hold the object, so that its identity stays its own while the key lives."""
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it


def once_per_brand(build: Callable[[Brand], R]) -> Callable[[Brand], R]:
    """Keep what a rule compiles from a brand; the last 32 brands are remembered."""
    kept = lru_cache(maxsize=32)(lambda same: build(same.it))

    @wraps(build)
    def built(brand: Brand) -> R:
        return kept(Same(brand))

    return built


def lines(piece: Asset, context: PolicyContext) -> tuple[Line, ...]:
    """Give the texts that a reader reads: no address, no choice of a list, nothing empty."""
    return _lines(Same(piece), Same(context.channel))


@lru_cache(maxsize=64)
def _lines(piece: Same[Asset], channel: Same[Channel]) -> tuple[Line, ...]:
    return tuple(_read(piece.it, channel.it))


def _read(piece: Asset, channel: Channel) -> Iterator[Line]:
    kinds = {field.name: field.kind for field in channel.format.fields}
    for field in piece.fields:
        kind = kinds.get(field.name, "text")
        if kind in _READ and field.text.strip():
            yield Line(field, kind, letters(field.text))
