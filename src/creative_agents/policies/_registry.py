"""The registry: the folder, then what other packages declare."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Final, cast

from creative_agents.errors import ConfigError
from creative_agents.policies.base import PACKAGE, DeckPolicy, Policy

_NOT_RULES: Final = frozenset({"base", "deck"})


@cache
def piece_policies() -> tuple[Policy, ...]:
    """Give the rules over one piece, ours and other packages', ordered by name.

    Another package declares a rule under the entry point group ``creative_agents.policies``.

    Raises:
        ConfigError: Two rules have one name, or what was declared is not a function.
    """
    return cast("tuple[Policy, ...]", _found(PACKAGE))


@cache
def deck_policies() -> tuple[DeckPolicy, ...]:
    """Give the rules over a deck, ours and other packages', ordered by name.

    Another package declares one under the group ``creative_agents.policies.deck``.

    Raises:
        ConfigError: Two rules have one name, or what was declared is not a function.
    """
    return cast("tuple[DeckPolicy, ...]", _found(f"{PACKAGE}.deck"))


def _found(package: str) -> tuple[Any, ...]:
    rules: dict[str, Any] = dict(_ours(package))
    for point in entry_points(group=package):
        if point.name in rules:
            raise ConfigError(
                f"two policies have the name {point.name!r}; rename the one in {point.value!r}"
            )
        rules[point.name] = _function(point.load(), point.name, point.value)
    return tuple(rules[name] for name in sorted(rules))


def _ours(package: str) -> Iterator[tuple[str, Any]]:
    for module in pkgutil.iter_modules(import_module(package).__path__):
        name = module.name
        if not name.startswith("_") and name not in _NOT_RULES:
            found = getattr(import_module(f"{package}.{name}"), name, None)
            yield name, _function(found, name, f"{package}.{name}")


def _function(found: object, name: str, place: str) -> object:
    if not callable(found):
        raise ConfigError(f"{place!r} is no policy; it must hold a function named {name!r}")
    return found
