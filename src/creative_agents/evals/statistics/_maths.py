"""The libraries that do the maths, loaded when they are first needed: the extra ``evals``."""

from importlib import import_module
from typing import Any, TypeAlias

from creative_agents.errors import MissingExtraError

Array: TypeAlias = Any
"""A numpy array; numpy is not imported for its types."""


def library(name: str) -> Any:  # noqa: ANN401 - a module
    """Load a module of numpy or scipy.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingExtraError("the statistics of evals", extra="evals") from error
