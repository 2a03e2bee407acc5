"""Channels: where copy runs, one TOML file a channel; the folder is the registry.

A channel is found in this package, then in the brand folder's ``channels/``, then under the
entry point group ``creative_agents.channels``, whose value names a package that holds TOML
files. A brand that writes a file with a known name changes that channel for itself.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from creative_agents.channels._file import read
from creative_agents.domain.channel import Channel
from creative_agents.errors import ConfigError, UnknownNameError

GROUP: Final = "creative_agents.channels"
"""Entry point group under which another package declares a package of TOML files."""


def names(*folders: str | Path) -> tuple[str, ...]:
    """Give the names of every channel, in alphabetical order.

    Args:
        *folders: Brand folders; each may hold ``channels/*.toml``.
    """
    return tuple(sorted(_places(folders)))


def load(name: str, *folders: str | Path) -> Channel:
    """Give a channel. A file that did not change is read once.

    Args:
        name: The file's name without its ending: ``"google_rsa"``.
        *folders: Brand folders; each may hold ``channels/*.toml``, and a file there stands
            before ours.

    Raises:
        UnknownNameError: No file has this name; the message lists the known ones.
        BrandError: The file cannot be read; each problem says where and what to write.
        ConfigError: An entry point names a package that is not installed.
    """
    places = _places(folders)
    if name not in places:
        raise UnknownNameError(_unknown(name, places))
    return read(places[name])


def _places(folders: tuple[str | Path, ...]) -> dict[str, Traversable]:
    found: dict[str, Traversable] = {}
    for place in (
        *_declared(),
        files(__name__),
        *(Path(folder) / "channels" for folder in folders),
    ):
        found |= {file.name.removesuffix(".toml"): file for file in _toml_files(place)}
    return found


def _declared() -> Iterator[Traversable]:
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            yield files(point.value)
        except ModuleNotFoundError as error:
            raise ConfigError(
                f"the entry point {point.name!r} of {GROUP} names {point.value!r}, which is not "
                f"installed; install or remove {point.dist.name if point.dist else 'it'!r}"
            ) from error


def _toml_files(place: Traversable) -> Iterator[Traversable]:
    if place.is_dir():
        yield from (file for file in place.iterdir() if file.name.endswith(".toml"))


def _unknown(name: str, known: dict[str, Traversable]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"no channel is named {name!r}; {hint}known channels: {', '.join(sorted(known))}"
