"""The embedded model's weights: where they are, whether they are whole, and how to fetch them.

Nothing here runs unasked: `fetch_weights` is called by a command that a person typed.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path

from creative_agents.errors import WeightsError
from creative_agents.llm.weights_files import (
    alone,
    check,
    check_is_gguf,
    check_room,
    disk_errors_said,
    part_of,
    put_in_place,
)
from creative_agents.llm.weights_pins import Weights, pinned, weights_names

WEIGHTS_VARIABLE = "CREATIVE_AGENTS_WEIGHTS"
"""Environment variable that names a GGUF file of the user's own."""

Source = Literal["hub", "registry"]
"""Where weights come from: the public hub, or the package registry, in parts."""


def weights_path(name: str | None = None) -> Path:
    """Say where the embedded model's weights are, or would be.

    Args:
        name: Which pinned weights; nothing: what ``CREATIVE_AGENTS_WEIGHTS`` names, else the
            default ones in the user's cache.

    Returns:
        A path; whether a file is there is another question.

    Raises:
        UnknownNameError: No weights of this name are pinned.
    """
    named = os.environ.get(WEIGHTS_VARIABLE)
    if named and name is None:
        return Path(named).expanduser()
    return user_cache_path("creative-agents") / "weights" / pinned(name).file


def present_weights(name: str | None = None) -> Path | None:
    """Give the path of the weights where they are there, else nothing; reads no content."""
    path = weights_path(name)
    return path if path.is_file() else None


def checked_weights(path: Path | None = None) -> Path:
    """Give the path of weights that may be loaded.

    Args:
        path: A GGUF file of the user's own; nothing: as `weights_path` says.

    Returns:
        The path. A pinned file in the cache was compared with its pin, byte for byte.

    Raises:
        WeightsError: They are absent, or not what they should be; the message is the line
            that fetches them.
    """
    found = path or weights_path()
    if path is None and not os.environ.get(WEIGHTS_VARIABLE) and not found.exists():
        raise WeightsError(
            f"the embedded model has no weights at {str(found)!r}: type: creative-agents models "
            f"fetch, or, from the package registry: creative-agents models fetch --weights registry"
        )
    check_is_gguf(found)
    for name in weights_names():
        if found == weights_path(name):
            check(found, pinned(name))
    return found


def announcement(source: Source, *, name: str | None = None) -> str:
    """Say what will be fetched, how large it is, whose it is and under which licence.

    Args:
        source: Where from.
        name: Which pinned weights; nothing: the default ones.

    Returns:
        One line.
    """
    pin = pinned(name)
    where = "the public hub" if source == "hub" else "the package registry, in parts"
    return (
        f"fetching {pin.title} ({pin.size / 1e6:.0f} MB, licence {pin.licence}, {pin.source}) from "
        f"{where} into {str(weights_path(pin.name).parent)!r}; SHA-256 {pin.sha256}"
    )


def fetch_weights(
    source: Source, progress: Callable[[int, int], None], *, name: str | None = None
) -> Path:
    """Fetch pinned weights into the user's cache; what an earlier attempt brought is kept.

    Only what has the pinned SHA-256 is put in place, at once. Of several processes that
    fetch the same file, one does and the others wait for it.

    Args:
        source: ``"hub"`` or ``"registry"``.
        progress: Told the bytes there are and the bytes there will be.
        name: Which pinned weights; nothing: the default ones.

    Returns:
        Path of the file.

    Raises:
        UnknownNameError: No weights of this name are pinned.
        WeightsError: They cannot be had, or are not what was pinned.
        StorageError: The disk is full or the folder cannot be written.
    """
    pin = pinned(name)
    return fetch_pin(pin, source, weights_path(pin.name), progress)


def fetch_pin(
    pin: Weights, source: Source, path: Path, progress: Callable[[int, int], None]
) -> Path:
    """Fetch one pinned file to a path; see `fetch_weights`."""
    part = part_of(path)
    with disk_errors_said(part), alone(path):
        if path.exists():
            check(path, pin)
            return path
        spare = pin.registry.part_size if source == "registry" and pin.registry else 0
        check_room(part, pin, spare=spare)
        if source == "hub":
            from creative_agents.llm.weights_hub import download  # noqa: PLC0415 - a client

            download(pin, part, progress)
        else:
            from creative_agents.llm.weights_registry import assemble  # noqa: PLC0415

            assemble(pin, part, progress)
        put_in_place(part, path, pin)
    return path
