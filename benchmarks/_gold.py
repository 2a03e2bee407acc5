"""Gold cases of the brand guardian: read from YAML, checked, and ready as nouns.

The format is told in `evals/gold/brand_guardian/README.md`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from pydantic import Field, field_validator, model_validator
from ruamel.yaml import YAML

from creative_agents.brands.loader import load_brand
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language, Model, Slug, Text
from creative_agents.domain.brand import Brand
from creative_agents.domain.review import Level

ROOT: Final = Path(__file__).resolve().parent.parent
"""The repository; paths of example brands start here."""

FAMILIES: Final = (
    "limits",
    "terms",
    "typography",
    "style",
    "claims",
    "coherence",
    "law-fr",
    "law-eu",
    "law-us",
    "voice",
    "originality",
    "quotes",
    "language",
    "injection",
)
"""What a fault is about."""

TASTE: Final = frozenset({"typography", "voice", "originality"})
"""Families in which a suggestion finds the fault."""

TEXT_CHANNEL: Final = ("x_post", "text")
"""Where a piece with ``text`` and no channel stands: the one channel of a single free field."""

Span: TypeAlias = tuple[int, int]

_PLACE: Final = re.compile(r"(?P<name>[\w-]+)(?:\[(?P<index>\d+)\])?")


class Place(Model):
    """Where a finding must stand."""

    piece: int = Field(default=0, ge=0)
    """Which piece of the case, from 0."""
    field: str | tuple[str, ...]
    """The field: ``headline[2]``. A list for a missing thing: each of them is right."""
    quote: str = ""
    """The words at fault; empty: something is missing, and the finding has no span."""
    occurrence: int = Field(default=1, ge=1)
    """Which one, from 1, where the words stand twice in the field."""
    alternatives: tuple["Place", ...] = Field(default=(), alias="or")
    """Other places that a person would underline with the same right."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that is right."""
        return (self.field,) if isinstance(self.field, str) else self.field

    @property
    def choices(self) -> tuple["Place", ...]:
        """This place and its alternatives, which are in the same piece."""
        others = (other.model_copy(update={"piece": self.piece}) for other in self.alternatives)
        return (self, *others)


class Piece(Model):
    """One piece of copy."""

    channel: Slug = TEXT_CHANNEL[0]
    """The channel's name."""
    fields: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Texts by field name."""
    text: str = ""
    """A line of copy that needs no field of its own."""

    @field_validator("fields", mode="before")
    @classmethod
    def _lists(cls, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {name: [at] if isinstance(at, str) else at for name, at in fields.items()}

    def asset(self, language: Language) -> Asset:
        """Give the piece as the library knows it."""
        texts = self.fields or {TEXT_CHANNEL[1]: (self.text,)}
        fields = tuple(
            AssetField(name=name, index=index, text=text)
            for name, several in texts.items()
            for index, text in enumerate(several, start=1)
        )
        return Asset(channel=self.channel, language=language, fields=fields)


class Case(Model):
    """One case: pieces, the brand, and what must be found; nothing in a clean one."""

    id: Slug
    """Identifier."""
    language: Language
    """Language of the copy."""
    family: str = ""
    """What the fault is about; empty in a clean case."""
    market: str
    """ISO 3166-1 code of the market."""
    on: date
    """The day of the check."""
    level: Level | None = None
    """The lowest level that finds the fault; absent: that of its family."""
    brand: str | dict[str, Any]
    """A folder, a name in ``brands.yml``, or the brand itself."""
    pieces: tuple[Piece, ...] = Field(min_length=1)
    """The copy."""
    injected: Place | None = None
    """Words that give orders, without which the verdict must be the same."""
    expected: tuple[Place, ...] = ()
    """Where findings must stand, every one."""
    why: Text
    """Why it is wrong, or why it is hard and right."""
    file: Path
    """Where the case was read."""

    @field_validator("family")
    @classmethod
    def _known(cls, family: str) -> str:
        if family and family not in FAMILIES:
            raise ValueError(f"{family!r} is no family; known: {', '.join(FAMILIES)}")
        return family

    @model_validator(mode="after")
    def _fault_stands_somewhere(self) -> "Case":
        if self.family and not self.expected:
            raise ValueError("a fault expects nothing; say where it stands")
        return self

    @property
    def finds(self) -> Level:
        """The lowest level that finds the fault."""
        return self.level or ("suggestion" if self.family in TASTE else "warning")

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The pieces as the library knows them."""
        return tuple(piece.asset(self.language) for piece in self.pieces)

    def without_injection(self) -> Asset:
        """Give the piece with the orders, as it is without them."""
        assert self.injected is not None
        asset, place = self.assets[self.injected.piece], self.injected.fields[0]
        start, end = span(asset, self.injected)
        name, index = split(place)
        text = _text(asset, place)
        return asset.replace(name, index, text[:start] + text[end:])


def split(place: str) -> tuple[str, int]:
    """Read a place: ``"headline[2]"`` gives ``("headline", 2)``; without a number, 1; else 0."""
    read = _PLACE.fullmatch(place)
    return (read["name"], int(read["index"] or 1)) if read else (place, 0)


def span(asset: Asset, place: Place) -> Span:
    """Find the words of a place in its field.

    Args:
        asset: The piece.
        place: A place with a quote.

    Returns:
        First code point and the code point after the last.

    Raises:
        ValueError: The field is not there, or the words stand in it too rarely, or stand twice
            and the place does not say which.
    """
    text = _text(asset, place.fields[0])
    starts = [at.start() for at in re.finditer(f"(?={re.escape(place.quote)})", text)]
    ambiguous = len(starts) > 1 and "occurrence" not in place.model_fields_set
    if len(starts) < place.occurrence or ambiguous:
        raise ValueError(
            f"{place.quote!r} stands {len(starts)} times in {place.fields[0]} {text!r}; "
            "quote it to the letter and give its occurrence where it stands twice"
        )
    start = starts[place.occurrence - 1]
    return start, start + len(place.quote)


def load(files: list[Path]) -> tuple[Case, ...]:
    """Read cases.

    Args:
        files: YAML files, each one list.

    Raises:
        ValueError: A case breaks the format, a quote is not in its field, an id is there twice.
    """
    cases = [_case(entry, file) for file in files for entry in _read(file)]
    ids = [case.id for case in cases]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise ValueError(f"ids that are there twice: {', '.join(twice)}; rename one")
    return tuple(cases)


def brand_of(case: Case) -> Brand:
    """Give the brand of a case: inline, from ``brands.yml`` beside it, or from its folder."""
    if isinstance(case.brand, dict):
        return _made(case.id, case.brand)
    return _brand(case.brand, case.file.parent)


@cache
def _brand(name: str, beside: Path) -> Brand:
    known = _read(beside / "brands.yml") if (beside / "brands.yml").exists() else {}
    if name in known:
        return _made(name, known[name])
    folder = next((at for at in (beside / name, ROOT / name) if at.is_dir()), None)
    if folder is None:
        raise ValueError(f"no brand {name!r}: neither in {beside / 'brands.yml'} nor a folder")
    return load_brand(folder)


def _made(id: str, entry: Mapping[str, Any]) -> Brand:
    facts = dict(entry)
    identity = facts.pop("identity", None) or {"name": facts.pop("name")}
    return Brand.model_validate({"id": id, "identity": identity, **facts})


@cache
def _read(file: Path) -> Any:  # noqa: ANN401 - what YAML holds
    return YAML(typ="safe").load(file.read_text(encoding="utf-8"))


def _case(entry: Mapping[str, Any], file: Path) -> Case:
    try:
        case = Case.model_validate({**entry, "file": file})
        for place in _places(case):
            if place.quote:
                span(case.assets[place.piece], place)
    except (ValueError, IndexError) as error:
        raise ValueError(f"{file.name}, {entry.get('id')}: {error}") from error
    return case


def _places(case: Case) -> Iterator[Place]:
    for expected in case.expected:
        yield from expected.choices
    if case.injected is not None:
        yield case.injected


def _text(asset: Asset, place: str) -> str:
    name, index = split(place)
    texts = asset.texts(name)
    if index > len(texts):
        raise ValueError(
            f"the piece has no {place}; its fields are {[f.place for f in asset.fields]}"
        )
    return texts[index - 1]
