"""Scorers, one a file: a plain function ``(case, output) -> Score`` named as its file."""

import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final, cast

from creative_agents.domain.base import slugify
from creative_agents.errors import ConfigError, UnknownNameError
from creative_agents.evals.score import Scorer

GROUP: Final = "creative_agents.scorers"
"""The entry point group under which another package declares a scorer."""


@cache
def installed_scorers() -> dict[str, Scorer]:
    """Give every scorer that is installed, ours and other packages', by name, sorted.

    Raises:
        ConfigError: Two scorers have one name, or what was declared is no function.
    """
    found = dict(_ours())
    for point in entry_points(group=GROUP):
        if point.name in found:
            raise ConfigError(
                f"two scorers have the name {point.name!r}; rename the one in {point.value!r}"
            )
        found[point.name] = _function(point.load(), point.name, point.value)
    return {name: found[name] for name in sorted(found)}


def find_scorers(wanted: Sequence[Scorer | str] | None = None) -> dict[str, Scorer]:
    """Give scorers by name.

    Args:
        wanted: Names of installed scorers, or functions of your own; absent: all installed.

    Raises:
        UnknownNameError: Nobody knows the name.
    """
    if wanted is None:
        return installed_scorers()
    chosen: dict[str, Scorer] = {}
    known = {} if all(callable(one) for one in wanted) else installed_scorers()
    for one in wanted:
        if callable(one):
            chosen[_named(one)] = one
        elif one in known:
            chosen[one] = known[one]
        else:
            raise UnknownNameError(f"no scorer {one!r}; there are {', '.join(known)}")
    return chosen


def _named(function: Scorer) -> str:
    name = str(getattr(function, "__name__", "scorer")).lower().strip("_")
    return name if name.isidentifier() else slugify(name)


def _ours() -> Iterator[tuple[str, Scorer]]:
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            place = f"{__name__}.{module.name}"
            found = getattr(import_module(place), module.name, None)
            yield module.name, _function(found, module.name, place)


def _function(found: object, name: str, place: str) -> Scorer:
    if not callable(found):
        raise ConfigError(f"{place!r} is no scorer; it must hold a function named {name!r}")
    return cast("Scorer", found)
