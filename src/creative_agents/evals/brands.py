"""The brand and the brief of a gold case."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from pydantic import JsonValue, ValidationError

from creative_agents.brands.briefs import load_brief
from creative_agents.brands.loader import load_brand
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.errors import InputError
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.gold_files import BRANDS, read_yaml
from creative_agents.evals.inputs import INPUTS, BriefInput

_CLOSED: Final = "it must read as a brand does: id, identity, voice, products, claims"


def brand_of(case: GoldCase) -> Brand:
    """Give the brand of a case: from a ``brands.yml`` beside its file or above, or its folder.

    Raises:
        InputError: Nobody knows the brand, or it cannot be read.
    """
    for folder in _above(case.folder):
        entry = _entries(folder / BRANDS).get(case.brand)
        if isinstance(entry, dict):
            return _made(case.brand, folder / BRANDS, case.language)
        if (folder / case.brand).is_dir():
            return _loaded(folder / case.brand)
    raise InputError(
        f"{case.where or case.id}: no brand {case.brand!r}: neither in a {BRANDS} beside the file "
        "or above it, nor a folder; add it, or correct the name"
    )


def known_brand(case: GoldCase) -> Brand | None:
    """Give the brand of a case; for an agent of your own, nothing where it has none."""
    if case.agent in INPUTS:
        return brand_of(case)
    try:
        return brand_of(case)
    except InputError:
        return None


def brief_of(case: GoldCase, brief: BriefInput) -> Brief:
    """Give the brief of a case.

    Args:
        case: The case, for its language and its folder.
        brief: Its fields, or the path of its file from the case's folder or above.

    Raises:
        InputError: It cannot be read.
    """
    if isinstance(brief, str):
        found = next((at / brief for at in _above(case.folder) if (at / brief).is_file()), None)
        if found is None:
            raise InputError(f"{case.where or case.id}: there is no brief at {brief!r}")
        return load_brief(found)
    held = {"title": case.id, "language": case.language, **brief}
    return _made_brief(json.dumps(held, sort_keys=True), case.where or case.id)


@lru_cache(maxsize=256)
def _made_brief(held: str, where: str) -> Brief:
    """Give the same object for the same brief: what was checked against it is remembered."""
    try:
        return Brief.model_validate_json(held)
    except ValidationError as error:
        raise InputError(f"{where}: the brief: {_first(error)}") from error


def _above(folder: Path) -> Iterator[Path]:
    whole = folder.resolve()
    yield whole
    yield from whole.parents


@cache
def _loaded(folder: Path) -> Brand:
    return load_brand(folder)


@cache
def _entries(file: Path) -> dict[str, JsonValue]:
    if not file.is_file():
        return {}
    value, _ = read_yaml(file)
    return value if isinstance(value, dict) else {}


@cache
def _made(name: str, file: Path, language: str) -> Brand:
    entry = _entries(file)[name]
    assert isinstance(entry, dict)
    facts = {"language": language, **entry}
    identity = facts.pop("identity", None) or {"name": facts.pop("name", name)}
    try:
        return Brand.model_validate({"id": name, "identity": identity, **facts})
    except ValidationError as error:
        raise InputError(f"{file}: brand {name!r}: {_first(error)}; {_CLOSED}") from error


def _first(error: ValidationError) -> str:
    item = error.errors(include_url=False)[0]
    at = ".".join(str(step) for step in item["loc"])
    return f"{at}: {item['msg'][:1].lower()}{item['msg'][1:]}"
