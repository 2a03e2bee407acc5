"""Who asks: the trial under way, so that each one gets its own answers again."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_asker: Final[ContextVar[str]] = ContextVar("creative_agents_asker", default="")


@contextmanager
def asked_by(trial: str) -> Iterator[None]:
    """Say for which trial calls are made inside the block.

    Args:
        trial: The case's id and the epoch: ``bistro/1``.
    """
    token = _asker.set(trial)
    try:
        yield
    finally:
        _asker.reset(token)


def current_asker() -> str:
    """Give the trial for which calls are made; empty outside of one."""
    return _asker.get()
