"""A ``.vale.ini`` as a configuration: which rules read which files, and what is left alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, get_args

from creative_agents.domain.review import Level
from creative_agents.errors import ConfigError
from creative_agents.rules.checked import Checked
from creative_agents.rules.files import read_text
from creative_agents.rules.formats import Format, Skipping
from creative_agents.rules.globs import matches
from creative_agents.rules.ini import Section
from creative_agents.rules.patterns.clock import Bounds
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.patterns.pattern import Pattern
from creative_agents.rules.rule import Rule
from creative_agents.rules.ruleset import Ruleset
from creative_agents.rules.situation import Situation

_SECTION: Final = "BasedOnStyles BlockIgnores TokenIgnores IgnorePatterns"
SECTION: Final = frozenset(_SECTION.split())
"""Keys of a section that we know; every other one is a rule."""

FORMATS: Final[Mapping[str, Format]] = {
    "htm": "html",
    "html": "html",
    "markdn": "markdown",
    "markdown": "markdown",
    "md": "markdown",
    "mdown": "markdown",
    "mdx": "markdown",
    "rest": "rst",
    "rst": "rst",
    "shtml": "html",
    "txt": "plain",
    "xhtml": "html",
}
"""The format of a file, by the last part of its name."""

_CODE: Final = (
    "bash bsh c cc clj cljs cpp cs css cxx go h hpp hs java jl js json jsx less lua php pl pm "
    "proto ps1 py pyi r rb rs sass scala scss sh sql swift toml ts tsx yaml yml"
)
CODE: Final = frozenset(_CODE.split())
"""Source code, of which Vale reads the comments; we do not."""

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
LARGEST: Final = 50_000_000
"""Bytes of a text that is read from a file, at most."""


@dataclass(frozen=True, eq=False)
class Config:
    """A configuration that was read."""

    path: Path
    """Its file."""
    rules: tuple[Rule, ...]
    """Every rule that it names."""
    sections: tuple[Section, ...]
    """Its sections in their order."""
    formats: Mapping[str, str]
    """``[formats]``: the extension to read another one as."""
    skipping: Skipping
    """What is left alone in every file."""
    least: Level
    """The lowest level that is reported."""
    notices: tuple[str, ...] = ()
    """What it asks and we do not support, each told once."""
    bounds: Bounds = field(default_factory=Bounds)
    """How long patterns may run."""

    def format_of(self, path: str | Path) -> Format | None:
        """Give the format of a file; nothing where we cannot read it."""
        extension = Path(path).suffix.lstrip(".").lower()
        if extension in CODE:
            return None
        return FORMATS.get(self.formats.get(extension, extension))

    def ruleset(self, path: str | Path) -> Ruleset:
        """Give the rules that read a file."""
        name = Path(path).as_posix()
        other = self.formats.get(Path(path).suffix.lstrip("."))
        names = (name, name[: -len(Path(path).suffix)] + f".{other}") if other else (name,)
        able = tuple(
            number
            for number, section in enumerate(self.sections)
            if any(section.name in {"", "*"} or matches(section.name, one) for one in names)
        )
        return _ruleset(self, able)

    def check(
        self, path: str | Path, text: str | None = None, situation: Situation | None = None
    ) -> Checked:
        """Check a file.

        Args:
            path: The file, as the globs of the configuration mean it.
            text: Its text; absent: it is read.
            situation: Where the text runs; absent: nothing is known.

        Raises:
            ConfigError: The file cannot be read, or its format is not supported.
        """
        format = self.format_of(path)
        if format is None:
            raise ConfigError(
                f"cannot check {str(path)!r}: its format is not supported; it is one of"
                f" {', '.join(sorted(FORMATS))}"
            )
        words = read_text(Path(path), LARGEST) if text is None else text
        return self.ruleset(path).check(words, format, situation)


@lru_cache(maxsize=64)
def _ruleset(config: Config, able: tuple[int, ...]) -> Ruleset:
    """Make the set of rules that some sections of a configuration give."""
    sections = [config.sections[number] for number in able]
    always = [section for section in sections if section.name == "*"]
    special = [section for section in sections if section.name != "*"]
    styles = {name for section in always for name in section.list("BasedOnStyles")}
    for section in special:
        if "BasedOnStyles" in section.values:
            styles = set(section.list("BasedOnStyles"))
    wanted: dict[str, bool] = {}
    for section in (*always, *special):
        for key, values in section.values.items():
            if key not in SECTION:
                wanted[key] = values[-1] == "YES" or values[-1] in LEVELS
    least = LEVELS.index(config.least)
    rules = (
        rule
        for rule in config.rules
        if wanted.get(rule.name, rule.name.partition(".")[0] in styles)
        and LEVELS.index(rule.definition.level) >= least
    )
    notices = list(config.notices)
    skipping = replace(
        config.skipping,
        tokens=_patterns(sections, ("TokenIgnores",), notices),
        blocks=_patterns(sections, ("BlockIgnores", "IgnorePatterns"), notices),
    )
    return Ruleset(rules, notices, bounds=config.bounds, skipping=skipping)


def _patterns(
    sections: Iterable[Section], keys: Sequence[str], notices: list[str]
) -> tuple[Pattern, ...]:
    made: list[Pattern] = []
    for section in sections:
        for written in (entry for key in keys for entry in section.list(key)):
            try:
                made.append(Pattern(written))
            except PatternError as error:
                notices.append(f"the pattern {written!r} of [{section.name}] {error}")
    return tuple(made)
