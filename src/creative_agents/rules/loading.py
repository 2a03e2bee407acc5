"""Load packs: folders of rule files in Vale's public style format."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from creative_agents.errors import ConfigError
from creative_agents.rules.definition import read_definition
from creative_agents.rules.files import read_text
from creative_agents.rules.keys import DefinitionError, Keys
from creative_agents.rules.kinds import KINDS, UNSUPPORTED, Setup, Workshop
from creative_agents.rules.patterns.clock import Bounds
from creative_agents.rules.rule import Rule
from creative_agents.rules.ruleset import Ruleset
from creative_agents.rules.selectors import read_selector

PACKS: Final = Path(__file__).parent / "packs"
"""Our own packs, one folder each."""

SIZED: Final = frozenset({"metric", "readability"})
"""Kinds that measure a whole text, whatever their scope."""

LARGEST: Final = 2_000_000
"""Bytes of a rule file, at most."""

DEEPEST: Final = 40
"""Brackets within brackets of a rule file, at most."""


def load_packs(packs: Iterable[str | Path], *, bounds: Bounds | None = None) -> Ruleset:
    """Load packs of rules.

    Args:
        packs: Names of our own packs (`pack_names`), or folders of ``.yml`` rule files; the
            folder's name is the pack's.
        bounds: How long patterns may run.

    Returns:
        The rules, and in `Ruleset.notices` what the packs ask and we do not support.

    Raises:
        ConfigError: A pack or a folder does not exist, or a rule file cannot be read.
    """
    rules: list[Rule] = []
    notices: list[str] = []
    for folder in dict.fromkeys(_folder(pack) for pack in packs):
        found, told = _own(folder) if folder.parent == PACKS else _read(folder)
        rules += found
        notices += told
    return Ruleset(rules, notices, bounds=bounds)


@cache
def _own(folder: Path) -> tuple[Sequence[Rule], Sequence[str]]:
    """Read a pack of ours, which never changes, once a process."""
    return _read(folder)


def _read(folder: Path) -> tuple[Sequence[Rule], Sequence[str]]:
    notices: list[str] = []
    return tuple(read_folder(folder, Setup(), notices)), notices


def pack_names() -> tuple[str, ...]:
    """Name our own packs, sorted."""
    return tuple(sorted(entry.name for entry in PACKS.iterdir() if entry.is_dir()))


def read_folder(folder: Path, setup: Setup, notices: list[str]) -> Iterator[Rule]:
    """Read the rules of a folder and of those inside it, by name.

    Args:
        folder: The folder.
        setup: What the configuration says of every rule.
        notices: What is not supported is told here.

    Raises:
        ConfigError: A file cannot be read.
    """
    for path in sorted(folder.rglob("*.yml")):
        rule = read_rule(path, setup, notices)
        if rule is not None:
            yield rule


def read_rule(path: Path, setup: Setup, notices: list[str]) -> Rule | None:
    """Read one rule file.

    Args:
        path: The file; the rule is named after its folder and itself.
        setup: What the configuration says of every rule.
        notices: What is not supported is told here.

    Returns:
        The rule; nothing where it is left out, which `notices` tells.

    Raises:
        ConfigError: The file is not UTF-8, not YAML, or too large.
    """
    name = f"{path.parent.name}.{path.name.split('.')[0]}"
    try:
        return build_rule(name, Keys(_read_yaml(path)), setup, notices)
    except DefinitionError as error:
        notices.append(f"{name}: the rule is left out, for it {error}")
        return None


def build_rule(name: str, keys: Keys, setup: Setup, notices: list[str]) -> Rule:
    """Build a rule from its keys.

    Args:
        name: ``<pack>.<Rule>``.
        keys: The keys of its file.
        setup: What the configuration says of every rule.
        notices: What is not supported is told here.

    Raises:
        DefinitionError: The rule cannot be built.
    """
    definition = read_definition(name, keys)
    if definition.extends in UNSUPPORTED:
        raise DefinitionError(f"is of the kind {definition.extends!r}, which is not supported")
    build = KINDS.get(definition.extends)
    if build is None:
        kinds = ", ".join(sorted(KINDS))
        raise DefinitionError(f"is of the kind {definition.extends!r}; we know {kinds}")
    shop = Workshop(definition, keys, setup)
    check = build(shop)
    scope = definition.scope
    if definition.extends in SIZED or (definition.extends == "requirement" and scope == ("text",)):
        scope = ("summary",) if definition.extends in SIZED else ("whole",)
    selectors = tuple(read_selector(entry) for entry in scope)
    notices += (f"{name}: {problem}, and is left out" for problem in shop.problems)
    notices += (f"{name}: the key {key!r} is not supported" for key in keys.unread)
    notices += (
        f"{name}: the scope {scope!r} is not supported"
        for selector in selectors
        for scope in selector.unknown
    )
    return Rule(definition, check, selectors)


def _read_yaml(path: Path) -> dict[str, object]:
    text = read_text(path, LARGEST)
    try:
        read = yaml.load(text, yaml.CBaseLoader)  # noqa: S506  the base loader makes no objects
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{_where(path, error)}: this is not YAML: {_reason(error)}") from error
    if not isinstance(read, dict):
        raise ConfigError(f"{str(path)!r} is not a rule: write 'extends: existence' and so on")
    return {str(key): value for key, value in read.items()}


def _where(path: Path, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"{str(path)!r}, line {mark.line + 1}" if mark else repr(str(path))


def _reason(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).split("\n")[0]


def _folder(pack: str | Path) -> Path:
    if isinstance(pack, Path):
        if pack.is_dir():
            return pack.resolve()
        raise ConfigError(f"the pack {str(pack)!r} is not a folder; name one of rule files")
    own = PACKS / pack
    if pack in pack_names():
        return own
    if Path(pack).is_dir():
        return Path(pack).resolve()
    known = ", ".join(pack_names()) or "none"
    raise ConfigError(f"unknown pack {pack!r}; name a folder, or one of ours: {known}")
