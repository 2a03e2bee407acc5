"""A cache for functions of large frozen nouns, keyed by the objects themselves.

Hashing a brand costs more than most of what is computed from it; within a run it is the same
object, and frozen, so that the same object always gives the same result. A day or a word is
told by its value.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from pydantic import BaseModel

P = ParamSpec("P")
T = TypeVar("T")


def by_identity(size: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remember the results of a function for the objects that it was given.

    Args:
        size: Results kept at most; the least recently used goes first.

    Returns:
        A decorator. The arguments are kept alive as long as their result is; those that are no
        nouns must be hashable.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        kept: OrderedDict[tuple[object, ...], tuple[tuple[Any, ...], T]] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
            given = (*args, *kwargs.values())
            key = tuple(id(each) if isinstance(each, BaseModel) else each for each in given)
            with lock:
                if (found := kept.get(key)) is not None:
                    kept.move_to_end(key)
                    return found[1]
            result = function(*args, **kwargs)
            with lock:
                kept[key] = (given, result)
                if len(kept) > size:
                    kept.popitem(last=False)
            return result

        return remembered

    return decorate
