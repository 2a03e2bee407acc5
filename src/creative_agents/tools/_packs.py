"""Which packs read a piece: the law of its markets, what always holds, the brand's own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.by_identity import by_identity
from creative_agents.domain.review import Finding
from creative_agents.errors import ConfigError
from creative_agents.rules import Ruleset, Situation, load_packs, pack_names
from creative_agents.rules.rule import Rule
from creative_agents.rules.situation import EU

STYLES: Final = "styles"
"""The folder of a brand that holds its packs, and the list ``packs.txt`` of ours that it wants."""

LIST: Final = "packs.txt"
"""One name of our packs a line; ``-name`` leaves one out that would run by itself."""

_MIDPOINT: Final = re.compile(r"\b(?:points? m[ée]dians?|middle dots?)\b", re.IGNORECASE)

LAW: Final[dict[str, tuple[str, ...]]] = {"FR": ("law-fr", "law-eu"), "US": ("law-us",)}
"""Law packs by market; every other member state of the Union has ``law-eu``."""

ALWAYS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("worn-en", "en-inclusive", "en-texting", "en-typography"),
    "fr": ("worn-fr", "fr-inclusive", "fr-texting", "fr-anglicisms"),
}
"""Packs that read every text in a language, where this installation has them."""

SPELLING: Final[dict[Language, Mapping[str, str]]] = {
    "en": {"GB": "en-gb", "IE": "en-gb", "US": "en-us"},
    "fr": {},
}
"""Pack of the spelling of a market, by language."""

IN_FILES: Final[dict[Language, tuple[str, ...]]] = {"en": (), "fr": ("fr-typography",)}
"""Packs that read files besides: the fields of a piece have a policy that knows their channel."""


def law_packs(market: str) -> tuple[str, ...]:
    """Name the law packs of a market; none where we have none.

    Args:
        market: ISO 3166-1 code.
    """
    return LAW.get(market, ("law-eu",) if market in EU else ())


@cache
def usual_packs(language: Language, *, in_file: bool) -> tuple[str, ...]:
    """Name the packs that always read a text.

    Args:
        language: The text's.
        in_file: Whether it is a file and not the fields of a piece.
    """
    names = (*ALWAYS[language], *(IN_FILES[language] if in_file else ()))
    return tuple(name for name in names if name in pack_names())


def brand_packs(brand: Brand | None) -> tuple[str | Path, ...]:
    """Give the packs of a brand folder: those of ours that it lists, then its own folders."""
    if brand is None or brand.folder is None:
        return ()
    return tuple(entry for entry in _listed(brand) if not str(entry).startswith("-"))


def voice_packs(brand: Brand | None) -> tuple[str, ...]:
    """Name the packs that a brand's voice asks for in so many words: the middle dot, or none."""
    if brand is None:
        return ()
    wanted = (("fr-midpoint", brand.voice.do), ("fr-no-midpoint", brand.voice.dont))
    return tuple(name for name, said in wanted if any(map(_MIDPOINT.search, said)))


def left_out(brand: Brand | None) -> frozenset[str]:
    """Give the packs of ours that a brand does not want."""
    if brand is None or brand.folder is None:
        return frozenset()
    return frozenset(str(entry)[1:] for entry in _listed(brand) if str(entry).startswith("-"))


def spelling(language: Language, markets: Sequence[str]) -> tuple[str, ...]:
    """Name the pack of spelling that holds in each of the markets; none where two would differ.

    Args:
        language: The text's.
        markets: ISO 3166-1 codes.
    """
    asked = {SPELLING[language].get(market, "") for market in markets}
    return tuple(asked - {""}) if len(asked) == 1 else ()


@dataclass(frozen=True)
class Reading:
    """Which packs read a text."""

    brand: Brand | None
    """Whose text; absent: nobody's."""
    language: Language
    """The text's."""
    more: tuple[str | Path, ...] = ()
    """Packs that were named."""
    in_file: bool = False
    """Whether it is a file and not the fields of a piece."""
    usual: bool = True
    """Whether the packs that always hold for a language run."""

    def together(self, where: Situation, markets: Sequence[str]) -> "Together":
        """Give the rules that run in one market at least, each once.

        Args:
            where: Where the text runs, without its market.
            markets: ISO 3166-1 codes; none: rules of no law run.

        Raises:
            ConfigError: A pack does not exist or cannot be read.
        """
        spelled = spelling(self.language, markets)
        if len(markets) < 2:
            market = markets[0] if markets else ""
            return Together(self.rules(market, spelled), replace(where, market=market))
        each = tuple(
            (self.rules(market, spelled), replace(where, market=market)) for market in markets
        )
        return _together(each, where)

    def rules(self, market: str, spelled: tuple[str, ...] = ()) -> Ruleset:
        """Give the compiled rules for a market.

        Args:
            market: ISO 3166-1 code; empty: no law.
            spelled: Packs of spelling (`spelling`).
        """
        usual = (*usual_packs(self.language, in_file=self.in_file), *spelled)
        return _rules(self.brand, market, usual if self.usual else (), self.more)

    def notices(self, markets: Sequence[str]) -> tuple[str, ...]:
        """Give what the packs ask and the engine does not support, each told once."""
        told = (notice for market in markets or ("",) for notice in self.rules(market).notices)
        return tuple(dict.fromkeys(told))


@by_identity(256)
def _rules(
    brand: Brand | None, market: str, usual: tuple[str, ...], more: tuple[str | Path, ...]
) -> Ruleset:
    away = left_out(brand)
    ours = (name for name in (*law_packs(market), *usual) if name not in away)
    version = brand.fingerprint if brand else ""
    said = (name for name in voice_packs(brand) if name not in away)
    return ruleset((*ours, *said, *brand_packs(brand), *more), version=version)


def ruleset(packs: Iterable[str | Path], *, version: str = "") -> Ruleset:
    """Give the compiled rules of some packs; the same packs are compiled once a process.

    Args:
        packs: Names of our packs, or folders.
        version: The fingerprint of the folder in which packs stand; another one compiles anew.

    Raises:
        ConfigError: A pack does not exist or cannot be read.
    """
    return _ruleset(tuple(dict.fromkeys(packs)), version)


@lru_cache(maxsize=64)
def _ruleset(packs: tuple[str | Path, ...], _version: str) -> Ruleset:
    return load_packs(packs)


@dataclass(frozen=True)
class Together:
    """The rules of every market, as one set: a text is cut and read once for all of them."""

    rules: Ruleset
    """What runs in one of them at least."""
    situation: Situation
    """Where: of several markets none is named, for each of these rules runs."""
    first: Mapping[str, int] = field(default_factory=dict)
    """The first market in which each rule runs, where there are several."""

    def in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """Order findings by market, so that of two that say the same the first market's stays."""
        return sorted(findings, key=lambda one: self.first.get(one.rule, 0))


@lru_cache(maxsize=64)
def _together(each: tuple[tuple[Ruleset, Situation], ...], where: Situation) -> Together:
    running: dict[tuple[str, int], Rule] = {}
    first: dict[str, int] = {}
    for market, (rules, situation) in enumerate(each):
        named: Counter[str] = Counter()  # two packs may have a rule of one name
        for rule in rules.rules:
            named[rule.name] += 1
            if rule.definition.applies.to(situation):
                running.setdefault((rule.name, named[rule.name]), rule)
                first.setdefault(rule.name, market)
    return Together(Ruleset(running.values()), where, first)


def _listed(brand: Brand) -> tuple[str | Path, ...]:
    assert brand.folder is not None
    return _in_folder(Path(brand.folder) / STYLES, brand.fingerprint)


@lru_cache(maxsize=64)
def _in_folder(folder: Path, _version: str) -> tuple[str | Path, ...]:
    if not folder.is_dir():
        return ()
    return (*_names(folder / LIST), *sorted(_folders(folder)))


def _folders(folder: Path) -> Iterator[Path]:
    yield from (at for at in folder.iterdir() if at.is_dir() and any(at.glob("*.yml")))


def _names(file: Path) -> Sequence[str]:
    if not file.is_file():
        return ()
    try:
        written = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{str(file)!r} is not UTF-8; save it as UTF-8") from error
    lines = (line.partition("#")[0].strip() for line in written.splitlines())
    names = [line for line in lines if line]
    known = pack_names()
    for name in names:
        if name.removeprefix("-") not in known:
            raise ConfigError(
                f"{str(file)!r}: {name!r} is no pack of ours; it is one of {', '.join(known)}"
            )
    return names
