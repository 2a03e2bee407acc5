"""Read a ``.vale.ini`` and the rules that it names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from creative_agents.domain.review import Level
from creative_agents.errors import ConfigError
from creative_agents.rules.builtin import builtin_rules
from creative_agents.rules.config import LEVELS, SECTION, Config
from creative_agents.rules.exceptions import Exceptions
from creative_agents.rules.files import read_text
from creative_agents.rules.formats import Skipping
from creative_agents.rules.formats.skipping import CLASSES, USUAL
from creative_agents.rules.ini import Section, read_ini
from creative_agents.rules.kinds import Setup
from creative_agents.rules.loading import read_folder, read_rule
from creative_agents.rules.patterns.clock import Bounds
from creative_agents.rules.rule import Rule

_CORE: Final = (
    "StylesPath MinAlertLevel IgnoredScopes SkippedScopes IgnoredClasses WordTemplate Vocab"
)
CORE: Final = frozenset(_CORE.split())
"""Keys that stand before the first section, and that we know."""

_UNSUPPORTED: Final = "Packages NLPEndpoint CommentDelimiters Transform Lang"
UNSUPPORTED: Final = frozenset(_UNSUPPORTED.split())
"""Keys of Vale that we do not know what to do with."""

DEFAULT_LEVEL: Final = "warning"
LARGEST: Final = 5_000_000
"""Bytes of a vocabulary, at most."""

BUILT_IN: Final = "Vale"


def load_config(path: Path, *, bounds: Bounds | None = None) -> Config:
    """Read a ``.vale.ini`` and the rules that it names.

    Args:
        path: The file.
        bounds: How long patterns may run.

    Returns:
        The configuration; what it asks and we do not support is told in its `notices`.

    Raises:
        ConfigError: The file, a folder or a rule file that it names cannot be read.
    """
    sections = read_ini(path)
    return _Loader(path, sections).load(bounds or Bounds())


class _Loader:
    """Reads what a configuration names."""

    def __init__(self, path: Path, sections: dict[str, Section]) -> None:
        self._path = path
        self._core = sections[""]
        self._formats = sections.get("formats", Section("formats"))
        self._sections = tuple(
            section for name, section in sections.items() if name not in {"", "formats"}
        )
        self._notices: list[str] = []

    def load(self, bounds: Bounds) -> Config:
        self._tell_unknown()
        styles = self._styles_path()
        accepted, rejected = self._vocabularies(styles)
        template = self._core.text("WordTemplate")
        setup = Setup(
            word_template=template if "%s" in template else "",
            accepted=Exceptions(accepted) if accepted else None,
        )
        rules = [*self._named_rules(styles, setup)]
        if self._wants_builtin():
            rules += builtin_rules(setup, accepted, rejected, self._notices)
        self._tell_absent(rules)
        return Config(
            path=self._path,
            rules=tuple(self._levelled(rules)),
            sections=self._sections,
            formats={key: values[-1] for key, values in self._formats.values.items()},
            skipping=self._skipping(),
            least=self._least(),
            notices=tuple(dict.fromkeys(self._notices)),
            bounds=bounds,
        )

    def _least(self) -> Level:
        written = self._core.text("MinAlertLevel") or DEFAULT_LEVEL
        level = _level(written)
        if level is not None:
            return level
        raise ConfigError(
            f"{str(self._path)!r}: MinAlertLevel is {written!r}; it is one of {', '.join(LEVELS)}"
        )

    def _tell_unknown(self) -> None:
        known = CORE | SECTION | UNSUPPORTED
        for key in self._core.values:
            if key not in CORE:
                self._notices.append(f"the key {key!r} of the configuration is not supported")
        for section in self._sections:
            self._notices += (
                f"the key {key!r} of the section [{section.name}] is not supported"
                for key in section.values
                if key in UNSUPPORTED or ("." not in key and key not in known)
            )

    def _styles_path(self) -> Path:
        written = self._core.text("StylesPath")
        folder = (self._path.parent / Path(written).expanduser()).resolve()
        if written and not folder.is_dir():
            raise ConfigError(f"{str(self._path)!r}: StylesPath {written!r} is not a folder")
        return folder

    def _vocabularies(self, styles: Path) -> tuple[list[str], list[str]]:
        accepted: list[str] = []
        rejected: list[str] = []
        for name in self._core.list("Vocab"):
            folders = (styles / "config" / "vocabularies" / name, styles / "Vocab" / name)
            folder = next((one for one in folders if one.is_dir()), None)
            if folder is None:
                self._notices.append(f"the vocabulary {name!r} does not exist")
                continue
            accepted += _words(folder / "accept.txt")
            rejected += _words(folder / "reject.txt")
        return accepted, rejected

    def _styles(self) -> Sequence[str]:
        named = (name for section in self._sections for name in section.list("BasedOnStyles"))
        return tuple(dict.fromkeys(named))

    def _rule_names(self) -> Sequence[str]:
        named = (key for section in self._sections for key in section.values if "." in key)
        return tuple(dict.fromkeys(named))

    def _named_rules(self, styles: Path, setup: Setup) -> Iterable[Rule]:
        whole = [name for name in self._styles() if name != BUILT_IN]
        for name in whole:
            if (styles / name).is_dir():
                yield from read_folder(styles / name, setup, self._notices)
            else:
                self._notices.append(f"the style {name!r} does not exist")
        for name in self._rule_names():
            style, _, rule = name.partition(".")
            path = styles / style / f"{rule}.yml"
            if style in whole or style == BUILT_IN or not path.is_file():
                continue
            if (read := read_rule(path, setup, self._notices)) is not None:
                yield read

    def _wants_builtin(self) -> bool:
        named = (*self._styles(), *(name.partition(".")[0] for name in self._rule_names()))
        return BUILT_IN in named

    def _tell_absent(self, rules: Iterable[Rule]) -> None:
        known = {rule.name for rule in rules}
        told = " ".join(self._notices)
        for name in self._rule_names():
            if name not in known and f"{name}:" not in told:
                self._notices.append(f"the rule {name!r} is named but does not exist")

    def _levelled(self, rules: Iterable[Rule]) -> Iterable[Rule]:
        levels: dict[str, Level] = {}
        for section in self._sections:
            for key, values in section.values.items():
                level = _level(values[-1])
                if level is not None:
                    levels[key] = level
        for rule in rules:
            new = levels.get(rule.name, rule.definition.level)
            yield replace(rule, definition=replace(rule.definition, level=new))

    def _skipping(self) -> Skipping:
        core = self._core
        return Skipping(
            tags=frozenset(core.list("SkippedScopes")) or USUAL.tags,
            inline=frozenset(core.list("IgnoredScopes")) or USUAL.inline,
            classes=CLASSES | frozenset(core.list("IgnoredClasses")),
        )


def _level(written: str) -> Level | None:
    return next((level for level in LEVELS if level == written), None)


def _words(path: Path) -> list[str]:
    if not path.is_file():
        return []
    lines = (line.strip() for line in read_text(path, LARGEST).splitlines())
    return [line for line in lines if line and not line.startswith("# ")]
