"""Later: patterns that are compiled when a text first needs them, as most texts never do."""

import re
from typing import cast


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """Give what behaves as ``re.compile(source, flags)`` does, and costs nothing until it is used.

    Args:
        source: The pattern.
        flags: As for ``re.compile``.
    """
    return cast("re.Pattern[str]", _Later(source, flags))


class _Later:
    """A pattern to be; what is asked of it is asked of the pattern from then on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = self.__dict__.get("_compiled")
        if compiled is None:
            compiled = self.__dict__["_compiled"] = re.compile(self._source, self._flags)
        found = self.__dict__[name] = getattr(compiled, name)
        return found
