"""Assets in YAML and JSON: one piece, a deck, or the record of a campaign."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from creative_agents.cli.checks.places import aligned
from creative_agents.cli.checks.trees import Tree, Way
from creative_agents.domain.asset import Asset, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brief import Brief
from creative_agents.domain.language import detect
from creative_agents.errors import ConfigError


@dataclass(frozen=True)
class Piece:
    """One piece of a file."""

    copy: Asset | Variant
    """The copy."""
    way: Way
    """Where it stands in the file."""
    texts: Mapping[str, Way]
    """Where each of its texts stands in the file, by place: ``headline[3]``."""

    @property
    def asset(self) -> Asset:
        """The texts."""
        return self.copy.asset if isinstance(self.copy, Variant) else self.copy


@dataclass(frozen=True)
class Pieces:
    """What a file holds."""

    pieces: tuple[Piece, ...]
    """The pieces, in the order of the file."""
    brief: Brief | None = None
    """What was asked, in the record of a campaign."""


def holds_copy(value: object) -> bool:
    """Whether a file means to hold pieces: it has their keys."""
    if isinstance(value, list):
        return bool(value) and all(holds_copy(entry) for entry in value)
    if not isinstance(value, dict):
        return False
    keys = value.keys()
    return (
        keys >= {"channel", "fields"}
        or keys >= {"asset"}
        or keys >= {"deck", "run_id"}
        or "variants" in keys
        or "pieces" in keys
    )


def read_pieces(tree: Tree, language: Language | None) -> Pieces:
    """Read the pieces of a file.

    Args:
        tree: The file: an asset (``channel``, ``fields``), a variant (``asset``), a list of
            them (or ``pieces:``), a deck (``variants``), or a ``campaign.json``.
        language: The language of an asset that names none; absent: what its text shows.

    Raises:
        ConfigError: It is none of them, or a key is wrong.
    """
    value = tree.value
    if isinstance(value, dict) and value.keys() >= {"deck", "run_id"}:
        brief = _valid(Brief, value.get("brief"), "brief")
        return Pieces(tuple(_all(value["deck"], ("deck",), tree, language)), brief)
    found = tuple(_all(value, (), tree, language))
    if not found:
        raise ConfigError(
            "this holds no copy: write 'channel:' and 'fields:', or a list of such pieces"
        )
    return Pieces(found)


def spans(piece: Piece, place: str, tree: Tree, source: str) -> list[tuple[int, int]] | None:
    """Give the span in the file of each code point of a text; nothing where that is not known.

    Args:
        piece: The piece.
        place: The text: ``headline[3]``.
        tree: Its file.
        source: The text of the file.
    """
    way = piece.texts.get(place)
    if way is None or way not in tree.places:
        return None
    text = next((field.text for field in piece.asset.fields if field.place == place), "")
    start, end = tree.places[way]
    if source[start : start + 1] in {"|", ">"}:
        start = source.find("\n", start) + 1
    return aligned(text, source, start, end)


def _all(value: Any, way: Way, tree: Tree, language: Language | None) -> Iterator[Piece]:  # noqa: ANN401
    if isinstance(value, list):
        for at, entry in enumerate(value):
            yield from _all(entry, (*way, at), tree, language)
    elif isinstance(value, dict):
        for key in ("variants", "pieces"):
            if key in value:
                yield from _all(value[key], (*way, key), tree, language)
                return
        yield _piece(value, way, language)
    else:
        raise ConfigError(f"{_shown(way)} is {value!r}; write 'channel:' and 'fields:'")


def _piece(value: Mapping[str, Any], way: Way, language: Language | None) -> Piece:
    is_variant = "asset" in value
    inner = value["asset"] if is_variant else value
    if not isinstance(inner, dict) or "channel" not in inner or "fields" not in inner:
        raise ConfigError(f"{_shown(way)} is no piece; write 'channel:' and 'fields:'")
    below: Way = (*way, "asset") if is_variant else way
    fields, texts = _fields(inner["fields"], (*below, "fields"))
    asset: dict[str, Any] = {**inner, "fields": fields}
    if not asset.get("language"):
        shown = detect("\n".join(str(field.get("text")) for field in fields))
        asset["language"] = language or shown or "en"
    if is_variant:
        copy: Asset | Variant = _valid(Variant, {**value, "asset": asset}, _shown(way))
    else:
        copy = _valid(Asset, asset, _shown(way))
    return Piece(copy, way, texts)


def _fields(value: Any, way: Way) -> tuple[list[dict[str, Any]], dict[str, Way]]:  # noqa: ANN401
    """Read fields as the library writes them (a list), or as a person does (a mapping)."""
    if isinstance(value, list):
        return _listed(value, way)
    if not isinstance(value, dict):
        raise ConfigError(f"{_shown(way)} is {value!r}; write a text by the name of each field")
    fields: list[dict[str, Any]] = []
    texts: dict[str, Way] = {}
    for name, given in value.items():
        several = given if isinstance(given, list) else [given]
        for at, text in enumerate(several):
            if isinstance(text, dict | list):
                raise ConfigError(f"{_shown((*way, name))} must be a text, or a list of texts")
            fields.append(
                {"name": name, "index": at + 1, "text": "" if text is None else str(text)}
            )
            inner: Way = (*way, name, at) if isinstance(given, list) else (*way, name)
            texts[f"{name}[{at + 1}]"] = inner
    return fields, texts


def _listed(value: list[Any], way: Way) -> tuple[list[dict[str, Any]], dict[str, Way]]:
    texts: dict[str, Way] = {}
    for at, field in enumerate(value):
        if not isinstance(field, dict):
            raise ConfigError(f"{_shown((*way, at))} is {field!r}; write 'name:' and 'text:'")
        texts[f"{field.get('name')}[{field.get('index') or 1}]"] = (*way, at, "text")
    return [{key: given for key, given in f.items() if given is not None} for f in value], texts


_ModelT = Any


def _valid(model: type[_ModelT], value: object, where: str) -> _ModelT:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise ConfigError(f"{where}: {place}: {said[:1].lower()}{said[1:]}") from error


def _shown(way: Way) -> str:
    return ".".join(str(part) for part in way) or "the file"


COPY_SUFFIXES: Final = frozenset({".yml", ".yaml", ".json"})
"""Files that may hold pieces."""
