"""The keys of a rule file, read one by one with the type that each must have.

Files are read with every scalar as it was written, so that ``no``, ``1.0`` and ``2026-01-01``
stay words where words are meant; here they become what the key asks for.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from creative_agents.rules.newlines import whole

YES: Final = frozenset({"true", "yes", "on", "y"})
EMPTY: Final = frozenset({"", "null", "~"})
NO: Final = frozenset({"false", "no", "off", "n"}) | EMPTY


class DefinitionError(ValueError):
    """A rule file says something that cannot be; the message goes on from the rule's name."""


class Keys:
    """The keys of one mapping, and which of them were read."""

    def __init__(self, raw: Mapping[str, object], inside: str = "") -> None:
        """Wrap a mapping as the YAML reader gave it.

        Args:
            raw: Keys and values; scalars are strings.
            inside: The key under which the mapping stands; empty at the top.
        """
        self._raw = raw
        self._inside = inside
        self._read: set[str] = set()
        self._children: dict[str, Keys] = {}

    @property
    def unread(self) -> tuple[str, ...]:
        """The keys that nobody asked for, here and below."""
        here = (self._path(key) for key in self._raw if key not in self._read)
        below = (key for child in self._children.values() for key in child.unread)
        return (*here, *below)

    def __contains__(self, key: str) -> bool:
        value = self._raw.get(key, "")
        return not isinstance(value, str) or value not in EMPTY

    def text(self, key: str, default: str = "") -> str:
        """Read a text.

        Raises:
            DefinitionError: It is a list or a mapping.
        """
        value = self._take(key, default)
        if not isinstance(value, str):
            raise DefinitionError(f"{self._path(key)!r} must be a text")
        return self._whole(key, value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read true or false.

        Raises:
            DefinitionError: It is neither.
        """
        word = self.text(key, str(default)).lower()
        if word in YES or word in NO:
            return word in YES
        raise DefinitionError(f"{self._path(key)!r} must be true or false, not {word!r}")

    def number(self, key: str, default: float = 0) -> float:
        """Read a number.

        Raises:
            DefinitionError: It is not one.
        """
        word = self.text(key, str(default)) or str(default)
        try:
            return float(word)
        except ValueError:
            raise DefinitionError(f"{self._path(key)!r} must be a number, not {word!r}") from None

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; one text alone is a list of one.

        Raises:
            DefinitionError: An entry is not a text.
        """
        value = self._take(key, [])
        if isinstance(value, str):
            return (self._whole(key, value),) if value else ()
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise DefinitionError(f"{self._path(key)!r} must be a list of texts")
        return tuple(self._whole(key, entry) for entry in value)

    def pairs(self, key: str) -> dict[str, str]:
        """Read a mapping of texts to texts.

        Raises:
            DefinitionError: It is something else.
        """
        value = self._take(key, {}) or {}
        if not isinstance(value, dict) or not all(
            isinstance(entry, str) for entry in value.values()
        ):
            raise DefinitionError(f"{self._path(key)!r} must be a mapping of texts to texts")
        return {
            self._whole(key, str(name)): self._whole(key, entry) for name, entry in value.items()
        }

    def keys(self, key: str) -> "Keys":
        """Read a mapping of keys.

        Raises:
            DefinitionError: It is something else.
        """
        if key not in self._children:
            value = self._take(key, {}) or {}
            if not isinstance(value, dict):
                raise DefinitionError(f"{self._path(key)!r} must be a mapping")
            entries = {str(name): entry for name, entry in value.items()}
            self._children[key] = Keys(entries, self._path(key))
        return self._children[key]

    def day(self, key: str) -> date | None:
        """Read a date.

        Raises:
            DefinitionError: It is not one.
        """
        word = self.text(key)
        if not word:
            return None
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise DefinitionError(
                f"{self._path(key)!r} must be a date such as 2026-11-22, not {word!r}"
            ) from None

    def _whole(self, key: str, text: str) -> str:
        if whole(text) != text:
            raise DefinitionError(f"{self._path(key)!r} has half of a pair, which is no sign")
        return text

    def _take(self, key: str, default: object) -> object:
        self._read.add(key)
        value = self._raw.get(key, default)
        return default if isinstance(value, str) and value in {"null", "~"} else value

    def _path(self, key: str) -> str:
        return f"{self._inside}.{key}" if self._inside else key
