"""What a model is good for: a small one needs other prompts, and its copy says DRAFT."""

import re
from dataclasses import dataclass
from typing import Literal

from langchain_core.language_models import BaseChatModel

ModelKind = Literal["small", "strong"]
"""``small``: short prompts, one thing at a time, several candidates; ``strong``: the rest."""

MARKER = "creative_agents"
"""Key of a model's ``metadata`` under which its maker says what it is."""

_SMALL_BILLIONS = 4.0
"""Models of at most so many billion parameters are small."""

_SIZE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s?([bm])(?![a-z0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How to work with a model."""

    kind: ModelKind
    """How much can be asked of it at once."""
    name: str
    """Its name, as a person knows it."""
    draft: bool
    """True when its copy must say DRAFT."""
    serial: bool
    """True when calls side by side only wait for each other: a model in this process."""


def profile_of(model: BaseChatModel, *, kind: ModelKind | None = None) -> Profile:
    """Say how to work with a model.

    In this order: the argument; what the maker of the model wrote in
    ``model.metadata["creative_agents"]`` (``{"kind": "small", "serial": True}``); the size in
    its name (``qwen2.5-1.5b``: at most 4 billion parameters is small); else strong.

    Args:
        model: Any chat model.
        kind: What it is, when the caller knows better.

    Returns:
        The profile.
    """
    marks = (model.metadata or {}).get(MARKER, {})
    name = str(marks.get("name") or model_name(model))
    found: ModelKind = kind or marks.get("kind") or _kind_by_name(name)
    return Profile(
        kind=found, name=name, draft=found == "small", serial=bool(marks.get("serial", False))
    )


def mark(*, kind: ModelKind, name: str, serial: bool) -> dict[str, object]:
    """Write the ``metadata`` by which `profile_of` knows a model.

    Args:
        kind: How much can be asked of it at once.
        name: Its name, as a person knows it.
        serial: Whether it answers one call at a time.

    Returns:
        What to pass as ``metadata`` when the model is made.
    """
    return {MARKER: {"kind": kind, "name": name, "serial": serial}}


def model_name(model: BaseChatModel) -> str:
    """Give the name that a model's maker knows it by, or its class where it has none."""
    for attribute in ("model_name", "model", "model_id", "deployment_name"):
        value = getattr(model, attribute, None)
        if isinstance(value, str) and value:
            return value
    return type(model).__name__


def _kind_by_name(name: str) -> ModelKind:
    size = _SIZE.search(name)
    if size is None:
        return "strong"
    billions = float(size[1]) / (1000 if size[2].lower() == "m" else 1)
    return "small" if billions <= _SMALL_BILLIONS else "strong"
