"""Catalogue: what the library says to people, in each language it speaks."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from creative_agents.domain.base import Language

Tree = Mapping[str, object]


class Catalogue:
    """Texts by key, complete in English and in French.

    A text may hold named places, as ``str.format`` knows them: ``"{amount} is not the
    offer's price"``. Both languages have the same keys, and the same places under each
    key: what is missing in one of them is an error when the catalogue is made.
    """

    def __init__(self, *, en: Tree, fr: Tree) -> None:
        """Make a catalogue from two tables.

        Args:
            en: English texts; tables inside tables give dotted keys.
            fr: French texts, of the same shape.

        Raises:
            ValueError: A key or a named place stands in one language and not in the other.
        """
        self._texts: dict[Language, dict[str, str]] = {"en": _flat(en), "fr": _flat(fr)}
        if problems := [*_differences(self._texts["en"], self._texts["fr"])]:
            raise ValueError("the catalogue is not complete: " + "; ".join(problems))

    @staticmethod
    def load(package: str, folder: str) -> "Catalogue":
        """Read ``en.toml`` and ``fr.toml`` from a folder of a package; once a process.

        Args:
            package: Dotted name of the package that carries the folder as data.
            folder: Name of the folder in it: ``"messages"``.

        Raises:
            FileNotFoundError: One of the two files is absent.
            ValueError: The two files do not say the same things.
            TypeError: A key holds neither a text nor a table.
        """
        return _load(package, folder)

    def keys(self) -> tuple[str, ...]:
        """Give every key, sorted: ``"terms.avoid.message"``."""
        return tuple(sorted(self._texts["en"]))

    def __contains__(self, key: object) -> bool:
        return key in self._texts["en"]

    def say(self, language: Language, key: str, /, **values: object) -> str:
        """Give a text in a language, its named places filled.

        Args:
            language: The reader's language.
            key: Dotted key: ``"terms.avoid.message"``.
            **values: What stands in the named places; a value without a place is ignored.

        Raises:
            KeyError: Nobody wrote this key, or a named place has no value.
        """
        try:
            text = self._texts[language][key]
        except KeyError:
            raise KeyError(f"no text {key!r} in {language!r}; add it to both languages") from None
        try:
            return text.format_map(values)
        except KeyError as error:
            raise KeyError(f"the text {key!r} needs a value for {error.args[0]!r}") from None

    def count(self, language: Language, key: str, n: int, /, **values: object) -> str:
        """Give ``key.one`` or ``key.many`` for a number: zero is singular in French.

        Args:
            language: The reader's language.
            key: Dotted key of the table that holds ``one`` and ``many``.
            n: How many; it stands in the named place ``n``.
            **values: What stands in the other named places.

        Raises:
            KeyError: Nobody wrote these keys, or a named place has no value.
        """
        one = n == 1 or (n == 0 and language == "fr")
        return self.say(language, f"{key}.{'one' if one else 'many'}", **{"n": n, **values})


@cache
def _load(package: str, folder: str) -> Catalogue:
    place = resources.files(package) / folder
    read = {name: (place / f"{name}.toml").read_text(encoding="utf-8") for name in ("en", "fr")}
    return Catalogue(en=tomllib.loads(read["en"]), fr=tomllib.loads(read["fr"]))


def _flat(tree: Tree) -> dict[str, str]:
    return dict(_walk(tree, ""))


def _walk(tree: Tree, prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _walk(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            yield f"{prefix}{name}", value
        else:
            raise TypeError(f"{prefix}{name} is {value!r}; a catalogue holds texts and tables")


def _differences(en: Mapping[str, str], fr: Mapping[str, str]) -> Iterator[str]:
    for key in sorted(en.keys() ^ fr.keys()):
        yield f"{key!r} stands only in {'en' if key in en else 'fr'!r}"
    for key in sorted(en.keys() & fr.keys()):
        if _places(en[key]) != _places(fr[key]):
            yield f"{key!r} has other named places in 'fr' than in 'en'"


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
