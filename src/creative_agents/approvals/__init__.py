"""Approvals: what waits for a person, what they decided, and the book that is the truth.

A gate is three nodes of a graph: one that writes the question in the book, one that does
nothing but wait (`gate`), one that reads the decision back from the book. A decision is
committed in the book first; the graph follows. `Approvals` is the door for everything that is
not a graph.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from creative_agents.approvals.door import Approvals
    from creative_agents.approvals.opening import open_book

__all__ = ["Approvals", "open_book"]

_HOMES: Final = {"Approvals": "door", "open_book": "opening"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
